import type { TaughtModel, TaughtTier, Teaching } from '#shared/contract/teach.ts'
import type { ModelManifest } from '../manifest.ts'
import { list, rate, table, thousands } from './card-markdown.ts'

export interface TaughtCard {
  manifest: ModelManifest
  teaching: Teaching
  /** The model that came with the trunk. */
  bundledId: string
  /** Its card, which goes along. */
  bundledCard: string
}

const TIERS: Record<TaughtTier, string> = {
  unchanged: 'nothing',
  bias: 'how frequent it is',
  scale: 'how frequent it is, how certain to be',
  vector: 'how frequent it is, how certain to be, what it looks like',
}

/**
 * The card of a version that verdicts taught, in Markdown: what it was taught with, when and from what, how it was judged,
 * and what it does not hold. The card of the model it stands on follows, for all but the last layer is that one's.
 */
export function taughtCard({ manifest, teaching, bundledId, bundledCard }: TaughtCard): string {
  const { id, title } = manifest
  const paragraphs = [
    `# ${title}, taught: ${id}`,
    `*${bundledId}* with another last layer, which one person’s verdicts on film posters taught.`,
    list(aboutLines(teaching, bundledId)),
    '## Measures',
    ...measures(teaching),
    '## Genres',
    `What was learned of each, from how many films, and its average precision on the films that judged, which decided nothing. *Likely* and *maybe* are the levels from which a genre is said, moved with the head; how often they are right (\`reliability\` in model.json) was measured with the head of *${bundledId}*.`,
    genreTable(manifest, teaching),
    ...(manifest.titleModel === undefined
      ? []
      : [`Titles are read as *${bundledId}* reads them, and the levels of picture and title are its own.`]),
    '## What it does not hold',
    'No title, id, path or picture of any film of that collection, and no verdict. What was learned are the numbers of the last layer and the levels above.',
    `The card of *${bundledId}* follows. Its measures are those of its own head. Films for teaching (\`replay.bin\`) do not go along.`,
    '---',
    bundledCard.trimEnd(),
  ]
  return `${paragraphs.join('\n\n')}\n`
}

function aboutLines({ at, corrections, parent }: Teaching, bundledId: string): string[] {
  const day = new Date(at).toISOString().slice(0, 10)
  const ancestry =
    parent === bundledId
      ? `*${parent}*`
      : `*${parent}*, itself *${bundledId}* with a head that verdicts taught`
  return [
    `**Taught** on ${day} from ${thousands(corrections)} ${corrections === 1 ? 'verdict' : 'verdicts'} of one collection, those that judged among them.`,
    `**Parent**: ${ancestry}. Learning started there, and was judged against it.`,
  ]
}

function measures({ taught, basis }: Teaching): string[] {
  if (taught === null) return ['None are known.']
  const agreement = ({ verdicts, before, after }: TaughtModel['agreement']) => [
    `${thousands(before)} of ${thousands(verdicts)}`,
    `${thousands(after)} of ${thousands(verdicts)}`,
  ]
  return [
    `On ${thousands(taught.judgingFilms)} films that it was not taught with, ${basis === 'audit' ? 'drawn by chance' : 'of those that the person picked'}. The probability of such a gain by chance is ${rate(1 - taught.chanceBetter)}; attempt ${taught.attempt} since a taught model was last taken into use.`,
    table(
      ['measure', 'before', 'after'],
      [
        ['mean log-loss of a film', rate(taught.lossBefore, 4), rate(taught.lossAfter, 4)],
        ['verdicts it agrees with', ...agreement(taught.judgedAgreement)],
        ['the same, with those it was taught with', ...agreement(taught.agreement)],
      ],
    ),
    forgetting(taught),
  ]
}

function forgetting({ forgetting: known }: TaughtModel): string {
  if (known === null) return 'What it has forgotten of other films cannot be told.'
  const { lossPoints, upperPoints, films } = known
  return `On ${thousands(films)} other films it lost ${rate(lossPoints, 2)} points of macro mAP, at most ${rate(upperPoints, 2)} (95 %).`
}

function genreTable({ levels }: ModelManifest, { genres }: Teaching): string {
  return table(
    ['genre', 'learned', 'films yes', 'films no', 'AP before', 'AP after', 'likely from', 'maybe from'],
    levels.map(({ name, likely, maybe }) => {
      const learned = genres.find(({ genre }) => genre === name)
      const after = rate(learned?.apAfter ?? null)
      return [
        name,
        TIERS[learned?.tier ?? 'unchanged'],
        String(learned?.yes ?? 0),
        String(learned?.no ?? 0),
        rate(learned?.apBefore ?? null),
        learned?.tooFew === true && learned.apAfter !== null ? `${after} (too few to tell)` : after,
        rate(likely),
        rate(maybe),
      ]
    }),
  )
}
