import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import type { WebSetup } from '../helpers/web-client.ts'
import { setUpWebHost, tokenOf } from '../helpers/web-client.ts'

/*
 * Every program and every page on this machine can reach a loopback port. The terminal shows a link to the
 * person at it; whoever opens that link first, within a minute, is let in, and nobody else. A link that leaks
 * later (a shell's scrollback, a browser's history) is worth nothing.
 */

let web: WebSetup
beforeAll(async () => {
  web = await setUpWebHost({
    picture: () => ({ bytes: Uint8Array.of(1), mediaType: 'image/jpeg', etag: 'a' }),
  })
})
afterAll(() => web.close())

const post = (headers: Record<string, string>, body: string) =>
  web.ask('/session', { method: 'POST', headers, body })
const ourPage = () => ({ Origin: web.origin, 'Content-Type': 'application/json' })

describe('the link', () => {
  it('carries its token where no server ever sees it', () => {
    const link = web.host.freshLink()
    expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${web.host.port}/#token=[A-Za-z0-9_-]{43}$`))
    expect(web.host.url).not.toContain('token')
  })

  it('lets a browser in once', async () => {
    const link = web.host.freshLink()
    const first = await web.signIn(link)
    expect(first.status).toBe(204)
    expect(first.setCookie).toMatch(/^onesheet-[0-9a-f]{16}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    const second = await web.signIn(link)
    expect(second.status).toBe(403)
    expect(second.setCookie).toBe('')
  })

  it('expires after a minute', async () => {
    const justInTime = web.host.freshLink()
    web.passTime(59_999)
    expect((await web.signIn(justInTime)).status).toBe(204)
    const late = web.host.freshLink()
    web.passTime(60_000)
    expect((await web.signIn(late)).status).toBe(403)
  })

  it('can be printed afresh, for a second browser or after a miss', async () => {
    const missed = web.host.freshLink()
    web.passTime(61_000)
    expect((await web.signIn(missed)).status).toBe(403)
    expect((await web.signIn()).status).toBe(204)
    expect((await web.signIn()).status).toBe(204)
  })

  it('does not pile up: of many printed links only the latest work', async () => {
    const links = Array.from({ length: 9 }, () => web.host.freshLink())
    expect((await web.signIn(links[0])).status).toBe(403)
    expect((await web.signIn(links[8])).status).toBe(204)
  })
})

describe('the exchange', () => {
  it('refuses wrong tokens of every shape and says nothing more', async () => {
    const good = tokenOf(web.host.freshLink())
    for (const token of ['', 'x', good.slice(0, -1), `${good}x`, good.toLowerCase(), 'A'.repeat(43)]) {
      const answer = await post(ourPage(), JSON.stringify({ token }))
      expect(answer.status).toBe(403)
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'web/denied' })
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect((await post(ourPage(), JSON.stringify({ token: good }))).status).toBe(204)
  })

  it('refuses a body that is not what our page sends', async () => {
    for (const body of ['', '{', 'null', '[]', '{"token":1}', '{"token":"a","admin":true}']) {
      expect((await post(ourPage(), body)).status).toBe(400)
    }
    expect((await post(ourPage(), JSON.stringify({ token: 'x'.repeat(5000) }))).status).toBe(413)
  })

  it('refuses another page, which could otherwise try tokens or sign a person in unasked', async () => {
    const body = JSON.stringify({ token: tokenOf(web.host.freshLink()) })
    const json = { 'Content-Type': 'application/json' }
    const foreign = ['http://evil.example', 'null', `http://localhost:${web.host.port}`, 'http://127.0.0.1:1']
    for (const origin of foreign) expect((await post({ ...json, Origin: origin }, body)).status).toBe(403)
    expect((await post(json, body)).status).toBe(403)
    expect((await post({ Origin: web.origin, 'Content-Type': 'text/plain' }, body)).status).toBe(415)
    expect((await post(ourPage(), body)).status).toBe(204)
  })
})

describe('the cookie', () => {
  it('keeps a browser signed in through reloads, long after the link has expired', async () => {
    const { cookie } = await web.signIn()
    web.passTime(24 * 3600_000)
    for (let reload = 0; reload < 3; reload += 1) {
      expect((await web.ask('/session', { headers: { Cookie: cookie } })).status).toBe(204)
      expect((await web.ask('/thumb/1', { headers: { Cookie: `theme=dark; ${cookie}; a=b` } })).status).toBe(
        200,
      )
    }
  })

  it('is needed for everything that is not the empty window', async () => {
    const { cookie } = await web.signIn()
    const [name = '', value = ''] = cookie.split('=')
    const bad = [
      undefined,
      '',
      name,
      `${name}=`,
      `${name}=${value}x`,
      `${name}=${'A'.repeat(43)}`,
      `other=${value}`,
    ]
    for (const target of ['/thumb/1', '/picture/1', '/rpc', '/session']) {
      for (const sent of bad) {
        const answer = await web.ask(target, { headers: sent === undefined ? {} : { Cookie: sent } })
        expect([target, sent, answer.status]).toEqual([target, sent, 403])
      }
    }
    expect((await web.ask('/')).status).toBe(200)
  })

  it('is of one run: another host on this machine neither shares its name nor takes its value', async () => {
    const other = await setUpWebHost()
    const [ours, theirs] = [await web.signIn(), await other.signIn()]
    expect(ours.cookie.split('=')[0]).not.toBe(theirs.cookie.split('=')[0])
    expect((await other.ask('/session', { headers: { Cookie: ours.cookie } })).status).toBe(403)
    await other.close()
  })
})

describe('the port', () => {
  it('is open on no other address of this machine', async () => {
    const addresses = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .map((entry) => (entry.scopeid ? null : entry.address))
      .filter((address) => address !== null && address !== '127.0.0.1')
    for (const address of new Set([...addresses, '::1', '127.0.0.2'])) {
      if (address !== null)
        expect([address, await canConnect(address, web.host.port)]).toEqual([address, false])
    }
    expect(await canConnect('127.0.0.1', web.host.port)).toBe(true)
  })
})

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (connected: boolean) => {
      socket.destroy()
      resolve(connected)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
