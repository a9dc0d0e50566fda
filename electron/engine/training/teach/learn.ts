import type { Head } from '../../model/heads.ts'
import { logitsOf } from '../../model/heads.ts'
import type { Replay } from '../../model/replay/replay.ts'
import { answerOdds } from './answer-odds.ts'
import type { Reach } from './choose-reach.ts'
import type { Known } from './design.ts'
import type { GenreExamples, Tier } from './examples.ts'
import { featureSpaceOf } from './feature-space.ts'
import { fitGenre } from './fit-genre.ts'
import { rememberedOf } from './remembered.ts'
import { taughtHead } from './taught-head.ts'

/** What was done with one genre. */
export interface TaughtGenre {
  label: number
  tier: Tier
  /** Films that were learned from, said yes and no of: the tier goes by the smaller. */
  yes: number
  no: number
  /** The prior of a vector. */
  reach: Reach | null
}

/** Learns all genres, each as far as its examples go. The same examples, in the same order, and seed give the same head. */
export function learn(
  examples: readonly GenreExamples[],
  parent: Head,
  replay: Replay | null,
  seed: number,
): { head: Head; genres: TaughtGenre[] } {
  const remembered = rememberedOf(replay, parent)
  const posters = new Map(
    examples.flatMap(({ statements }) => statements.map(({ poster }) => [poster.id, poster.embedding])),
  )
  const known: Known = {
    remembered,
    labels: parent.bias.length,
    odds: answerOdds(examples),
    logits: new Map([...posters].map(([id, embedding]) => [id, logitsOf(embedding, parent)])),
    space: featureSpaceOf(
      remembered.embeddings.length > 0 ? remembered.embeddings : [...posters.values()],
      parent.dimensions,
    ),
  }
  const fits = examples.map((each) => fitGenre(each, known, seed))
  return {
    head: taughtHead(parent, fits, known.space),
    genres: fits.map(({ label, tier, reach }, at) => {
      const { yes, no } = examples[at] as GenreExamples
      return { label, tier, yes, no, reach }
    }),
  }
}
