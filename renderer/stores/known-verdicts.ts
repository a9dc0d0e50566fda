import type { LabelResult, PosterVerdicts } from '#shared/contract/labels.ts'
import type { Genre } from '#shared/domain/genres.ts'
import type { Verdict } from './verdict-words.ts'
import { nextForAll } from './verdict-words.ts'

/** A poster as it is shown where the person judges it. */
export interface JudgedPoster {
  id: number
  title: string | null
  revision: number
}

type Ask = (posterIds: number[]) => Promise<PosterVerdicts[]>

const MOST_IN_A_CALL = 500
const MOST_RELEARNT = 50

/**
 * What a person said, as of their own last acts: quick presses of a key must not wait for the wall to be told.
 * @param ask the engine's `labels.verdicts`
 */
export function createKnownVerdicts(ask: Ask) {
  const known = new Map<number, Pick<PosterVerdicts, 'verdicts' | 'revision'>>()

  const learn = async (ids: readonly number[]): Promise<PosterVerdicts[]> => {
    const answer = await ask([...ids])
    for (const { id, verdicts, revision } of answer) known.set(id, { verdicts, revision })
    return answer
  }

  return {
    keep: (results: readonly LabelResult[]) => {
      for (const { id, verdicts, revision } of results) known.set(id, { verdicts, revision })
    },
    forget: (ids: Iterable<number>) => {
      for (const id of ids) known.delete(id)
    },
    clear: () => known.clear(),
    /** The next key on a poster that was changed elsewhere needs the revision as it is now. */
    relearn: async (ids: readonly number[]): Promise<void> => {
      for (const id of ids) known.delete(id)
      if (ids.length > 0) await learn(ids.slice(0, MOST_RELEARNT))
    },
    /** The verdicts of a poster as of the revision that is shown, or of an own later act on it. */
    of: async (poster: JudgedPoster) => {
      const held = known.get(poster.id)
      if (held !== undefined && held.revision >= poster.revision) return held
      const [answer] = await learn([poster.id])
      return { verdicts: answer?.verdicts ?? {}, revision: poster.revision }
    },
    /** What a genre's key says of all of these. It stops asking as soon as two of them differ. */
    nextOf: async (ids: readonly number[], genre: Genre): Promise<Verdict> => {
      const seen = new Set<Verdict>()
      for (let start = 0; start < ids.length && seen.size < 2 && !seen.has(null); start += MOST_IN_A_CALL) {
        const answer = await ask(ids.slice(start, start + MOST_IN_A_CALL))
        for (const { verdicts } of answer) seen.add(verdicts[genre] ?? null)
      }
      return nextForAll([...seen])
    },
  }
}
