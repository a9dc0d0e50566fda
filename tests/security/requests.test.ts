import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PictureAnswer } from '#engine/app/engine-types.ts'
import { AppError } from '#shared/errors.ts'
import type { WebSetup } from '../helpers/web-client.ts'
import { sendRaw, setUpWebHost } from '../helpers/web-client.ts'
import { CLIMBING_ADDRESSES } from '../helpers/climbing-addresses.ts'

/*
 * A page on the internet makes a browser on this machine ask our port: under a name of its own that it lets
 * resolve to 127.0.0.1, from a frame, or with addresses made to climb out of the folders we serve. Even with
 * the cookie in that browser, it must learn nothing and change nothing.
 */

let web: WebSetup
let cookie: string
let picture: (kind: string, id: number) => PictureAnswer | null
beforeAll(async () => {
  web = await setUpWebHost({ picture: (kind, id) => picture(kind, id) })
  cookie = (await web.signIn()).cookie
})
beforeEach(() => {
  picture = (kind, id) => ({
    bytes: Buffer.from(`${kind} ${id}`),
    mediaType: 'image/webp',
    etag: `${kind}-${id}-1`,
  })
})
afterAll(() => web.close())

const ask = (target: string, headers: Record<string, string> = {}) =>
  web.ask(target, { headers: { Cookie: cookie, ...headers } })

describe('a foreign name for our port (DNS rebinding)', () => {
  it('is refused for pages, pictures and the exchange, cookie or not', async () => {
    const names = [
      'evil.example',
      `evil.example:${web.host.port}`,
      `localhost:${web.host.port}`,
      `127.0.0.1:${web.host.port + 1}`,
      `127.0.0.1.evil.example:${web.host.port}`,
      '127.0.0.1',
      `0.0.0.0:${web.host.port}`,
      `[::1]:${web.host.port}`,
    ]
    for (const name of names) {
      for (const target of ['/', '/thumb/1', '/session']) {
        expect([name, (await ask(target, { Host: name })).status]).toEqual([name, 403])
      }
    }
  })

  it('is refused beside ours, and so is no name', async () => {
    const ours = `127.0.0.1:${web.host.port}`
    const twice = await sendRaw(
      web.host.port,
      `GET / HTTP/1.1\r\nHost: ${ours}\r\nHost: evil\r\nConnection: close\r\n\r\n`,
    )
    expect(twice).toMatch(/^HTTP\/1\.1 40[03] /)
    expect(await sendRaw(web.host.port, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 /,
    )
    expect(await sendRaw(web.host.port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /)
  })
})

describe('another page', () => {
  it('gets no picture, whatever the browser says of where it stands', async () => {
    const foreign: Record<string, string>[] = [
      { Origin: 'http://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ]
    for (const headers of foreign) expect((await ask('/thumb/1', headers)).status).toBe(403)
    expect((await ask('/thumb/1', { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
  })
})

describe('addresses that climb', () => {
  it.each(CLIMBING_ADDRESSES)('%s is refused', async (target) => {
    expect((await ask(target)).status).toBe(400)
  })

  it('NUL and other bytes that no address has are refused', async () => {
    for (const target of ['/index.html\0.png', '/thumb/1\0', '/\xff\xfe', '/a\x7fb']) {
      const text = `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${web.host.port}\r\nConnection: close\r\n\r\n`
      expect(await sendRaw(web.host.port, text)).toMatch(/^HTTP\/1\.1 400 /)
    }
  })

  it('what is well-formed and not ours is not found', async () => {
    const unknown = [
      '/package.json',
      '/etc/passwd',
      '/assets',
      '/thumb/abc',
      '/thumb/0',
      '/thumb/01',
      '/picture/-1',
      '/.env',
    ]
    for (const target of unknown) expect([target, (await ask(target)).status]).toEqual([target, 404])
  })
})

describe('the window', () => {
  it('is served to anyone here, with everything else shut', async () => {
    const { status, headers, body } = await web.ask('/')
    expect([status, body]).toEqual([200, '<!doctype html><title>Onesheet</title>'])
    const policy = headers['content-security-policy'] as string
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${web.host.port};`)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    })
    const script = await web.ask('/assets/main-1a2b.js')
    expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8' })
  })

  it('takes no method but reading, and POST for the exchange alone', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      const answer = await web.ask('/thumb/1', { method, headers: { Cookie: cookie, Origin: web.origin } })
      expect([method, answer.status]).toEqual([method, 405])
    }
    expect((await web.ask('/session', { method: 'PUT' })).status).toBe(405)
    const head = await web.ask('/', { method: 'HEAD' })
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '38'])
  })

  it('answers broken HTTP and huge headers without falling over', async () => {
    expect(await sendRaw(web.host.port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    const huge = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`
    expect(await sendRaw(web.host.port, huge)).toMatch(/^HTTP\/1\.1 431 /)
    expect((await web.ask('/')).status).toBe(200)
  })
})

describe('pictures', () => {
  it('are kept for good only under a key', async () => {
    const keyed = await ask('/thumb/12?k=9f3a-2')
    expect([keyed.status, keyed.body, keyed.headers['content-type']]).toEqual([200, 'thumb 12', 'image/webp'])
    expect(keyed.headers['cache-control']).toBe('private, max-age=31536000, immutable')
    expect((await ask('/thumb/12')).headers['cache-control']).toBe('private, no-cache')
    expect((await ask('/picture/12?k=9f3a')).headers['cache-control']).toBe('private, no-cache')
  })

  it('are not sent again while they are the same', async () => {
    const etag = (await ask('/picture/12')).headers.etag ?? ''
    const again = await ask('/picture/12', { 'If-None-Match': etag })
    expect([again.status, again.body, again.headers.etag]).toEqual([304, '', etag])
    expect((await ask('/picture/12', { 'If-None-Match': `"other", W/${etag}` })).status).toBe(304)
    expect((await ask('/picture/12', { 'If-None-Match': '"other"' })).status).toBe(200)
  })

  it('that are gone or changed are not found', async () => {
    picture = () => null
    expect((await ask('/thumb/1')).status).toBe(404)
    picture = () => {
      throw new AppError('poster/not-found')
    }
    const changed = await ask('/picture/1')
    expect([changed.status, JSON.parse(changed.body)]).toMatchObject([404, { code: 'poster/not-found' }])
  })

  it('never become a page of ours, whatever the file claims to be', async () => {
    picture = () => ({
      bytes: Buffer.from('<script>1</script>'),
      mediaType: 'text/html',
      etag: 'x"\r\nSet-Cookie: a=b',
    })
    const { headers } = await ask('/picture/1')
    expect(headers['content-type']).toBe('application/octet-stream')
    expect(headers['content-security-policy']).toContain('sandbox')
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('that fail inside tell the log why and the page nothing', async () => {
    picture = () => {
      throw new Error('ENOENT /home/someone/secret.jpg')
    }
    const { status, body } = await ask('/picture/1')
    expect([status, JSON.parse(body)]).toMatchObject([500, { code: 'internal' }])
    expect(body).not.toMatch(/secret|ENOENT|\.ts/)
    expect(web.logged.join('\n')).toContain('secret.jpg')
  })
})
