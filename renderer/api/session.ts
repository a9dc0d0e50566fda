/** Signing in: the terminal prints a link whose fragment is good once; the page exchanges it for a cookie. */

const TOKEN = /^#token=([A-Za-z0-9_-]{1,200})$/

/** The token in an address's fragment, or null. */
export function tokenOf(hash: string): string | null {
  return TOKEN.exec(hash)?.[1] ?? null
}

/**
 * Exchanges the token in the address, if there is one, and takes it out of the address whether it was good or not:
 * it is spent, and it belongs neither in the history nor in a bookmark.
 */
export async function signInFromAddress(): Promise<void> {
  const token = tokenOf(location.hash)
  if (token === null) return
  history.replaceState(null, '', location.pathname)
  try {
    await fetch('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    })
  } catch {
    // The host is not there: the connection will say so.
  }
}

export type SessionState = 'signed-in' | 'signed-out' | 'unreachable'

/** Whether this browser holds the cookie of the host's present run. */
export async function askSession(): Promise<SessionState> {
  try {
    const answer = await fetch('/session', { cache: 'no-store' })
    if (answer.status === 403) return 'signed-out'
    return answer.ok ? 'signed-in' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}
