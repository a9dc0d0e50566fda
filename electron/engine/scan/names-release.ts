/** Release names: `The.Hollow.Pines.1984.1080p.BluRay.x264-GRP` to words, tags and a year. */

/** Tags that no title holds: everything from the first one on is not title. */
const STRONG_TAG =
  /^(?:\d{3,4}[pi]|[xh]\.?26[45]|hevc|avc|av1|xvid|divx|blu-?ray|bd-?rip|br-?rip|dvd-?rip|dvdscr|web-?rip|web-?dl|hdtv|hdrip|remux|uhd|hdr(?:10\+?)?|aac\d?|ac3|e-?ac3|dts(?:-?hd)?|truehd|atmos|\d{1,2}bit|dubbed|subbed|hdcam|telesync)(?:-.*)?$/iu

/** `S.W.A.T.` is a name, `The.Hollow.Pines` is a row of words. */
function joinInitials(words: readonly string[]): string[] {
  const joined: string[] = []
  let run: string[] = []
  const flush = (): void => {
    if (run.length > 1) joined.push(`${run.join('.')}.`)
    else joined.push(...run)
    run = []
  }
  for (const word of words) {
    if (/^\p{L}$/u.test(word)) run.push(word)
    else {
      flush()
      joined.push(word)
    }
  }
  flush()
  return joined
}

/** The words of a stem: underscores always part words, dots only where there is no space. */
export function wordsOf(stem: string): string[] {
  const spaced = stem.replace(/_/gu, ' ').trim()
  if (spaced.includes(' ')) return spaced.split(/ +/u)
  return joinInitials(spaced.split('.').filter((word) => word !== ''))
}

function asYear(word: string | undefined, maxYear: number): number | null {
  if (word === undefined || !/^\d{4}$/u.test(word)) return null
  const year = Number(word)
  return year >= 1870 && year <= maxYear ? year : null
}

export interface ReleaseName {
  /** May be empty: the name was nothing but tags. */
  title: string
  year: number | null
}

/**
 * A year without parentheses counts only where it cannot be a part of the title: as the last word, or
 * before the first tag; never as the first word. Of several the last one counts (`2012.2009.BluRay`).
 */
export function parseRelease(stem: string, maxYear: number): ReleaseName {
  const words = wordsOf(stem)
  const firstTag = words.findIndex((word, index) => index > 0 && STRONG_TAG.test(word))
  const end = firstTag === -1 ? words.length : firstTag
  const lowest = firstTag === -1 ? Math.max(1, end - 1) : 1
  for (let index = end - 1; index >= lowest; index -= 1) {
    const year = asYear(words[index], maxYear)
    if (year !== null) return { title: words.slice(0, index).join(' '), year }
  }
  return { title: words.slice(0, end).join(' '), year: null }
}
