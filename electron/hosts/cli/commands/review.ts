import type { EstimatedGain, ReviewItem, ReviewPage, ReviewReason } from '#shared/contract/review.ts'
import { sentencesOfGain } from '#shared/domain/estimated-gain.ts'
import { review as texts } from '#shared/messages/en/review.ts'
import type { Run } from '../terminal.ts'
import { count, percent, print, table } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

/** What is best asked about next, and why. Answers are given with `label`, or in the window. */
export async function review(run: Run, options: { catalog?: string; limit: number }): Promise<void> {
  const page = await withEngine({ catalog: options.catalog, readOnly: true }, (engine) =>
    engine.call('review.page', { limit: options.limit }),
  )
  const { remaining, estimatedGain } = page
  print(run, { items: page.items.map(documentOf), remaining, estimatedGain }, () => inWords(page))
}

function documentOf({ id, path, reason, kind, score }: ReviewItem) {
  return { id, path, reason: reasonWords(reason), kind, score }
}

function inWords({ items, remaining, lately, estimatedGain }: ReviewPage): string {
  if (items.length === 0) return 'Nothing is left to ask about.'
  const rows = items.map(({ id, title, year, genre, reason }) => [
    id,
    `${title ?? '(untitled)'}${year === null ? '' : ` (${year})`}`,
    genre ?? 'all',
    reasonWords(reason),
  ])
  const { answered, changed } = lately
  const meter = answered === 0 ? '' : `; ${filled(texts.lately, { changed, count: answered })}`
  const gain = estimatedGain === null ? '' : ` ${gainWords(estimatedGain)}`
  return `${table(['Id', 'Title', 'Genre', 'Why'], rows)}\n${count(remaining, 'poster')} to review${meter}.${gain}`
}

/** The window's English sentences. */
function gainWords(gain: EstimatedGain): string {
  const { share, low, high, verdicts } = gain
  const values = { count: verdicts, share: percent(share), low: percent(low), high: percent(high) }
  return sentencesOfGain(gain)
    .map((sentence) => {
      const [one = '', many = one] = texts.gain[sentence].split(' | ')
      return filled(verdicts === 1 ? one : many, values)
    })
    .join(' ')
}

/** The window's English sentence. */
function reasonWords(reason: ReviewReason): string {
  switch (reason.code) {
    case 'audit':
    case 'open':
      return texts.reason[reason.code]
    case 'verdict':
      return filled(texts.reason[reason.verdict === 'yes' ? 'verdictYes' : 'verdictNo'], {
        genre: reason.genre,
      })
    default:
      return filled(texts.reason[reason.code], { genre: reason.genre })
  }
}

function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
