import { cleanText, foldText } from '#shared/util/title-text.ts'
import { titleHash } from './title-hash.ts'

/** Pieces of titles fall into so many buckets; with twice as many the figures are the same. */
export const TITLE_BUCKETS = 1 << 16
/** What of a folded title is read: a title is not longer, and a hostile one costs no more. */
const LONGEST = 200
const SHORTEST_PIECE = 2
const LONGEST_PIECE = 5
/** A word, or two in a row, says as much as so many pieces of words. */
const WORD_WEIGHT = 2

const FIRST_HALF_DECADE = 1930
const HALF_DECADES = 20
const DECADES = 10
/** Slots of years: unknown, earlier than 1930, then half-decades and decades from there; later years share the last. */
export const YEAR_SLOTS = 2 + HALF_DECADES + DECADES
export const UNKNOWN_YEAR = 0
const EARLY_YEAR = 1

/** A title and a year as the title model reads them. */
export interface TitleFeatures {
  /** Buckets of the title's pieces, ascending, each once. */
  buckets: Int32Array
  /** The value at each; their squares add up to 1. */
  values: Float64Array
  /** Places among {@link YEAR_SLOTS}, each with the value 1. */
  yearSlots: readonly number[]
}

/**
 * The folded words of a title: lower case, without accents and apostrophes, parted at whatever is no letter, number or
 * mark. Articles stay, since they tell the language. So `Amélie’s.Day!` and `amelies day` are one title.
 */
export function titleWords(title: string): string[] {
  const folded = foldText(cleanText(title))
    .replace(/['’`´]/gu, '')
    .replace(/&/gu, ' and ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
  return [...folded.trim()].slice(0, LONGEST).join('').split(' ').filter(Boolean)
}

/**
 * Pieces of two to five characters of each word with its boundaries (`^the$`), words, and pairs of words, each hashed
 * into a bucket; and the year.
 * @returns null for a title without a letter or number, which says nothing
 */
export function titleFeatures(title: string, year: number | null): TitleFeatures | null {
  const words = titleWords(title)
  if (words.length === 0) return null
  const weights = new Map<number, number>()
  const pieces = new Set(words.flatMap(piecesOf))
  for (const piece of pieces) weights.set(bucketOf(`c${piece}`), 1)
  const phrases = new Set(
    words.flatMap((word, at) => (at === 0 ? [word] : [word, `${words[at - 1]} ${word}`])),
  )
  for (const phrase of phrases) {
    const bucket = bucketOf(`w${phrase}`)
    weights.set(bucket, (weights.get(bucket) ?? 0) + WORD_WEIGHT)
  }
  const buckets = Int32Array.from(weights.keys()).sort()
  const values = Float64Array.from(buckets, (bucket) => weights.get(bucket) ?? 0)
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  return { buckets, values: values.map((value) => value / length), yearSlots: yearSlots(year) }
}

function bucketOf(text: string): number {
  return titleHash(text) & (TITLE_BUCKETS - 1)
}

function piecesOf(word: string): string[] {
  const characters = ['^', ...word, '$']
  const pieces: string[] = []
  for (let from = 0; from < characters.length; from++) {
    let piece = characters[from] ?? ''
    for (let size = SHORTEST_PIECE; size <= LONGEST_PIECE && from + size <= characters.length; size++) {
      piece += characters[from + size - 1] ?? ''
      pieces.push(piece)
    }
  }
  return pieces
}

/** Half a decade for what changed fast, the decade for the years that have few films. */
export function yearSlots(year: number | null): readonly number[] {
  if (year === null || !Number.isFinite(year)) return [UNKNOWN_YEAR]
  if (year < FIRST_HALF_DECADE) return [EARLY_YEAR]
  const since = year - FIRST_HALF_DECADE
  const halfDecade = Math.min(HALF_DECADES - 1, Math.floor(since / 5))
  return [2 + halfDecade, 2 + HALF_DECADES + Math.min(DECADES - 1, Math.floor(since / 10))]
}
