import type { VerdictSource } from '#shared/contract/values.ts'
import type { Head } from '../../model/heads.ts'
import type { Replay } from '../../model/replay/replay.ts'
import type { GenreLevel } from '../levels.ts'

/** What a person said of one genre of one poster. */
export interface TaughtVerdict {
  /** Place among the head's labels. */
  label: number
  isYes: boolean
  source: VerdictSource
  /**
   * The genre was put before the person whatever the answer would be: it was shown as one of the poster's, or asked about.
   * What a person adds unasked comes with one answer only; it teaches, and does not judge.
   */
  isAsked: boolean
  /** Epoch milliseconds. */
  at: number
}

/** A poster as teaching sees it; which posters of a catalog it may see is for the caller to say. */
export interface TaughtPoster {
  id: number
  filmId: number | null
  stackId: number | null
  /** Bits of `POSTER_FLAGS`. */
  flags: number
  /** As stored, of the trunk in use; null: there is none. */
  embedding: Uint8Array | null
  /** One a genre, in any order. */
  verdicts: readonly TaughtVerdict[]
  /** A person has looked through it: what was shown of it and is wrong, the person has said. */
  isReviewed: boolean
  /** It was drawn for an audit: by chance, and asked about before the model's answer was shown. */
  isAudit: boolean
  /** What its NFO says, a bit a label; 0: nothing. */
  nfoMask: number
}

/** A head with what is shown of its answers, in label order. */
export interface LevelledHead {
  head: Head
  levels: readonly GenreLevel[]
}

/** What happened since a taught head was last taken into use, or since the first verdict. */
export interface TeachHistory {
  /** Teachings that were judged; each has used up some of the chance of being fooled. */
  attempts: number
  /** `judgedFilms` of the last of them; 0 before the first. */
  judgedFilms: number
}

export interface TeachInput {
  posters: readonly TaughtPoster[]
  /** The head in use: what is learned is centred on it, and judged against it. */
  parent: LevelledHead
  /** The head that came with the trunk, where that is not the one in use. */
  bundled: Head | null
  replay: Replay | null
  history: TeachHistory
  /** Learn from NFO files too. */
  withNfo: boolean
}
