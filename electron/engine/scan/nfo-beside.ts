/** An NFO file that speaks for a picture; the key changes whenever the file does. */
export interface NfoFile {
  /** Raw bytes relative to the root. */
  path: Buffer
  key: string
}

interface NfoEntry {
  name: Buffer
  displayName: string
  size: number
  mtimeMs: number
}

const POSTER_WORDS = /(?:^|[-_. ])(?:poster|cover|folder|movie|default|show)\d*$/iu

/**
 * The NFO for a picture in the same folder: of the same name, of its name without "-poster", `movie.nfo`, or the
 * only NFO there when the picture is named for its place (`poster.jpg`) and not for a film.
 */
export function nfoBeside(fileName: string, nfos: readonly NfoEntry[], prefix: Buffer): NfoFile | null {
  if (nfos.length === 0) return null
  const stem = withoutExtension(fileName)
  const plain = stem.replace(POSTER_WORDS, '')
  const named = (name: string) =>
    nfos.find((nfo) => withoutExtension(nfo.displayName).toLowerCase() === name.toLowerCase())
  const films = nfos.filter((nfo) => !/^(?:tvshow|season)/i.test(nfo.displayName))
  const only = plain === '' && films.length === 1 ? films[0] : undefined
  const found = named(stem) ?? (plain === '' ? undefined : named(plain)) ?? named('movie') ?? only
  if (found === undefined || /^tvshow\.nfo$/i.test(found.displayName)) return null
  const path = Buffer.concat([prefix, found.name])
  return { path, key: nfoKey(path, found) }
}

/** Path, size and time in one: what a scan compares to tell whether an NFO must be read again. */
export function nfoKey(path: Buffer, { size, mtimeMs }: { size: number; mtimeMs: number }): string {
  return `${path.toString('latin1')}|${size}|${mtimeMs}`
}

/** The path that a key was made of, raw bytes relative to the root. */
export function pathOfNfoKey(key: string): Buffer {
  return Buffer.from(key.split('|').slice(0, -2).join('|'), 'latin1')
}

function withoutExtension(name: string): string {
  return name.replace(/\.[^.]*$/u, '')
}
