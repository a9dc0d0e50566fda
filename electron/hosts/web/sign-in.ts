import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '#engine/platform/clock.ts'

/** How long a printed link can be used. */
export const TOKEN_LIFETIME_MS = 60_000
/** Links printed and not used yet; the oldest gives way, so that nobody can pile them up. */
const MAX_OPEN_TOKENS = 8

/**
 * Who may use the web host: whoever has exchanged a one-use token, which only the terminal shows, for the
 * cookie of this run. The cookie's name is of this run too, because browsers keep one set of cookies for all
 * ports of 127.0.0.1.
 */
export interface SignIn {
  /** A new token: 32 random bytes in URL-safe letters, good once and for a minute. */
  mintToken(): string
  /** The `Set-Cookie` header for a good token, which is then spent; null for any other. */
  exchange(token: string): string | null
  /** Whether a `Cookie` header carries this run's cookie. */
  admits(cookieHeader: string | undefined): boolean
}

export function createSignIn(clock: Clock): SignIn {
  const cookieName = `onesheet-${randomBytes(8).toString('hex')}`
  const cookieValue = randomBytes(32).toString('base64url')
  const cookieDigest = digestOf(cookieValue)
  let tokens: { digest: Buffer; goodUntilMs: number }[] = []

  return {
    mintToken: () => {
      const token = randomBytes(32).toString('base64url')
      tokens.push({ digest: digestOf(token), goodUntilMs: clock.monotonicMs() + TOKEN_LIFETIME_MS })
      tokens = tokens.slice(-MAX_OPEN_TOKENS)
      return token
    },
    exchange: (token) => {
      const nowMs = clock.monotonicMs()
      tokens = tokens.filter((known) => known.goodUntilMs > nowMs)
      const digest = digestOf(token)
      const spent = tokens.find((known) => timingSafeEqual(known.digest, digest))
      if (spent === undefined) return null
      tokens = tokens.filter((known) => known !== spent)
      return `${cookieName}=${cookieValue}; HttpOnly; SameSite=Strict; Path=/`
    },
    admits: (cookieHeader) =>
      cookiesNamed(cookieName, cookieHeader).some((value) => timingSafeEqual(digestOf(value), cookieDigest)),
  }
}

/** Digests have one length whatever is compared, which a comparison in constant time needs. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function cookiesNamed(name: string, header: string | undefined): string[] {
  const prefix = `${name}=`
  return (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length))
}
