import { parsePictureAddress } from '#shared/util/picture-address.ts'

/** What a request asks for. Only these shapes exist; `file` may still turn out to be unknown. */
export type Target =
  | { kind: 'session' }
  | { kind: 'rpc' }
  | { kind: 'picture'; size: 'thumb' | 'picture'; posterId: number; keyed: boolean }
  | { kind: 'file'; path: string }

const MAX_TARGET_LENGTH = 1024
/** None of our addresses needs escapes, so `%2e`, double encoding and their kin need no decoding to be refused. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_@~+.-]*)+$/
const PICTURE_PATH = /^\/(?:thumb|picture)\/[1-9][0-9]*$/

/**
 * Reads the raw request target, before anything has normalised it. Null where it is none of ours by its form:
 * escapes, backslashes, NUL, empty or dotted segments (`//host`, `..`), a full URL, a query where none belongs.
 */
export function parseTarget(rawTarget: string): Target | null {
  if (rawTarget.length > MAX_TARGET_LENGTH) return null
  const queryStart = rawTarget.indexOf('?')
  const path = queryStart < 0 ? rawTarget : rawTarget.slice(0, queryStart)
  const query = queryStart < 0 ? null : rawTarget.slice(queryStart + 1)
  if (!PLAIN_PATH.test(path)) return null
  const segments = path.slice(1).split('/')
  if (segments.some((segment) => segment === '.' || segment === '..')) return null
  if (path !== '/' && segments.includes('')) return null

  if (PICTURE_PATH.test(path)) {
    const address = parsePictureAddress(rawTarget.slice(1))
    if (address === null) return null
    const { size, posterId, key } = address
    return { kind: 'picture', size, posterId, keyed: key !== null }
  }
  if (query !== null) return null
  if (path === '/session') return { kind: 'session' }
  if (path === '/rpc') return { kind: 'rpc' }
  return { kind: 'file', path: path === '/' ? '/index.html' : path }
}
