import type { PosterDetail, PosterGenre } from '#shared/contract/poster.ts'

/** "7 times in 10" from a share of right answers. */
export function timesInTen(share: number): string {
  const times = Math.round(share * 10)
  if (times >= 10) return 'nearly always'
  if (times <= 0) return 'hardly ever'
  return `about ${times} ${times === 1 ? 'time' : 'times'} in 10`
}

/** "right about 7 times in 10", for a genre called likely; empty where it is not known or not called so. */
export function reliabilityWords({ level, reliability }: PosterGenre): string {
  if (level !== 'likely' || reliability === null) return ''
  return `right ${timesInTen(reliability)}`
}

/** What the model says of a genre, in a word. */
export function levelWord({ level }: PosterGenre): string {
  if (level === 'likely') return 'Likely'
  return level === 'maybe' ? 'Maybe' : '—'
}

const TITLE_SOURCES = {
  person: 'title given by you',
  nfo: 'from the NFO beside it',
  name: 'from the file’s name',
} as const

export function titleSourceWords(source: PosterDetail['titleSource']): string {
  return source === null ? 'no title in its name' : TITLE_SOURCES[source]
}

const FLAG_WORDS: Readonly<Record<string, string>> = {
  damaged: 'Damaged file: read as far as it went',
  'low-information': 'Hardly anything on it: predictions are guesses',
  padded: 'Bars at its edges, left out of the prediction',
  grayscale: 'Black and white',
  shared: 'The same picture stands under several titles',
  replaced: 'The picture was replaced since it was first seen',
}

export function flagWords(flag: string): string {
  return FLAG_WORDS[flag] ?? flag
}

type HistoryEntry = PosterDetail['history'][number]

const SOURCES: Readonly<Record<HistoryEntry['source'], string>> = {
  explicit: '',
  confirmed: 'confirmed',
  bulk: 'with others',
  imported: 'imported',
}

/** "Horror yes", "Drama yes → no", "Reviewed", with how it came about where that was not by itself. */
export function historyWords({ genre, from, to, source }: HistoryEntry): string {
  const change = from === null ? (to ?? 'cleared') : `${from} → ${to ?? 'cleared'}`
  const words = genre === null ? 'Reviewed' : `${genre} ${change}`
  return SOURCES[source] === '' || genre === null ? words : `${words}, ${SOURCES[source]}`
}

const MOMENTS = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** A day in words from milliseconds since 1970. */
export function dayWords(atMs: number): string {
  return MOMENTS.format(new Date(atMs))
}
