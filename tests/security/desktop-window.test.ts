import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { LINKS } from '#shared/domain/links.ts'
import { desktopActs } from '../../electron/main/desktop-acts.ts'
import type { GuardedContents } from '../../electron/main/guard-window.ts'
import { guardWindow } from '../../electron/main/guard-window.ts'
import { windowOptions } from '../../electron/main/main-window.ts'
import { createPageHandler, pagePath } from '../../electron/main/page-protocol.ts'
import { createPictureHandler } from '../../electron/main/picture-protocol.ts'
import { StandInContents } from '../electron/electron-stand-in.ts'
import { CLIMBING_ADDRESSES } from '../helpers/climbing-addresses.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

function guarded(): StandInContents {
  const contents = new StandInContents()
  guardWindow(contents as unknown as GuardedContents)
  return contents
}

describe('the desktop’s window', () => {
  it.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'about:blank',
  ])('neither goes to %s nor opens it', (url) => {
    const contents = guarded()
    const ways = ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const
    expect(ways.map((way) => contents.navigates(way, url))).toEqual([false, false, false])
    expect(contents.opens(url)).toBe(false)
  })

  it('takes in no other page and saves nothing by itself', () => {
    expect([guarded().attaches(), guarded().downloads()]).toEqual([false, false])
  })

  it.each([
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'fullscreen',
    'clipboard-read',
    'display-capture',
    'hid',
    'usb',
    'serial',
    'midi',
    'fileSystem',
  ])('is given no permission: %s', (permission) => {
    expect(guarded().isGranted(permission)).toBe(false)
  })

  it('has no Node, no shared world and no way around its content policy; and in a package no tools to look into it', () => {
    const file = { read: () => ({}), merge: () => undefined }
    const { window } = windowOptions({
      preload: '/p',
      icon: null,
      isPackaged: true,
      file,
      screen: { getAllDisplays: () => [] },
      nativeTheme: { shouldUseDarkColors: true },
    })
    expect(window.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: false,
    })
  })

  it('leads outside to a few places over https, and to no other', async () => {
    const opened: string[] = []
    const shell = {
      openExternal: async (url: string) => void opened.push(url),
      showItemInFolder: () => undefined,
    }
    const acts = desktopActs({
      window: () => null,
      dialog: {} as never,
      shell,
      client: () => null,
      texts: () => ({ chooseFolder: '', add: '' }),
      addRecent: () => undefined,
    })
    for (const address of Object.values(LINKS)) await acts.openAddress(address)
    expect(opened).toEqual(Object.values(LINKS))
    expect(opened.every((address) => address.startsWith('https://'))).toBe(true)
    for (const address of ['https://evil.example/', 'file:///etc/passwd', `${LINKS.tmdb}..`, 'smb://x/y'])
      await acts.openAddress(address)
    expect(opened).toHaveLength(Object.values(LINKS).length)
  })
})

describe('the window’s own files', () => {
  async function served() {
    const above = temporaryFolder()
    const folder = join(above, 'renderer')
    mkdirSync(join(folder, 'assets'), { recursive: true })
    writeFileSync(join(above, 'package.json'), 'secret')
    writeFileSync(join(folder, 'index.html'), '<p>page')
    writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'page')
    writeFileSync(join(folder, 'notes.txt'), 'secret')
    const handle = await createPageHandler(folder)
    return (url: string, method = 'GET') => handle({ url, method })
  }

  it.each(CLIMBING_ADDRESSES)('are all that there is: %s is refused', async (address) => {
    const ask = await served()
    for (const url of [`onesheet://app${address}`, `onesheet://app/${address}`, `onesheet:/${address}`]) {
      const { status } = await ask(url)
      expect([url, status === 400 || status === 404]).toEqual([url, true])
    }
  })

  it.each([
    'onesheet://evil/index.html',
    'onesheet://app.evil/index.html',
    'onesheet://user@app/index.html',
    'https://app/index.html',
    'onesheet:app/index.html',
  ])('are not under %s', (url) => {
    expect(pagePath(url)).toBeNull()
  })

  it('come with a policy from nothing on, refusals too', async () => {
    const ask = await served()
    for (const url of [
      'onesheet://app/',
      'onesheet://app/assets/main-1a2b.js',
      'onesheet://app/gone',
      'onesheet://x/',
    ])
      expect((await ask(url)).headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: poster:; connect-src 'none'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      )
    expect((await ask('onesheet://app/notes.txt')).status).toBe(404)
    expect((await ask('onesheet://app/', 'POST')).status).toBe(405)
  })
})

describe('poster: pictures', () => {
  const bytes = new Uint8Array([1, 2, 3])
  const ask = (url: string, picture: () => Promise<{ bytes: Uint8Array; mediaType: string; etag: string }>) =>
    createPictureHandler(picture)({ method: 'GET', url, headers: new Headers() })

  it.each(CLIMBING_ADDRESSES)('%s reaches no engine', async (address) => {
    let asked = 0
    for (const url of [`poster:/${address}`, `poster://thumb${address}`, `poster://thumb/1${address}`]) {
      const answer = await ask(url, () => {
        asked += 1
        return Promise.resolve({ bytes, mediaType: 'image/jpeg', etag: 'a' })
      })
      expect([url, answer.status]).toEqual([url, 400])
    }
    expect(asked).toBe(0)
  })

  it('are never documents that could run', async () => {
    const answer = await ask('poster://picture/1', () =>
      Promise.resolve({ bytes, mediaType: 'image/svg+xml', etag: 'a"\r\nX: y' }),
    )
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('x')).toBeNull()
  })

  it('say nothing about our insides when they fail', async () => {
    const failing = (thrown: Error) => ask('poster://picture/1', () => Promise.reject(thrown))
    const answers = await Promise.all(
      [new AppError('poster/not-found'), new AppError('app/disconnected'), new Error('/secret/path')].map(
        failing,
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 503, 500])
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['', '', ''])
  })
})
