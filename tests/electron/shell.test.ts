import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Desktop, DesktopCommand } from '#shared/desktop.ts'
import type { RpcClient } from '#shared/rpc.ts'
import { createRpcClient } from '#shared/rpc.ts'
import { openFrameTransport } from '../../renderer/api/frame-transport.ts'
import { build } from '../../scripts/build.mjs'
import { pageOf } from '../helpers/desktop-page.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { descendantsOf, isRunning } from '../helpers/supervised-engine.ts'
import {
  BrowserWindow,
  Menu,
  app,
  dialog,
  nativeTheme,
  powerMonitor,
  protocol,
  shell,
} from './electron-stand-in.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

const BUILT_MAIN = join(import.meta.dirname, '..', '..', 'out', 'main', 'main.js')
const QUIT_LIMIT_MS = 3_000
/** Two on a computer that does nothing else (`onesheet bench care`). */
const RESTART_LIMIT_MS = 6_000

/*
 * The built main bundle with a stand-in for Electron and nothing else replaced: it starts the built engine, its page is
 * the built preload, and what goes between them are the real frames.
 */
describe('the built shell', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'onesheet-test-'))
  const [dataFolder, folder] = [join(scratch, 'data'), join(scratch, 'posters')]
  let window: BrowserWindow
  let page: Desktop
  const commands: DesktopCommand[] = []

  beforeAll(async () => {
    for (const made of [dataFolder, folder]) mkdirSync(made)
    await drawPosters(folder, 6)
    if (!build({ names: ['engine', 'window'] })) throw new Error('It could not be built.')
    vi.stubEnv('ONESHEET_DATA', dataFolder)
    vi.stubEnv('ONESHEET_NODE', process.execPath)
    await import(BUILT_MAIN)
    await vi.waitUntil(() => BrowserWindow.opened.length > 0, { timeout: 10_000 })
    window = BrowserWindow.opened[0] as BrowserWindow
    page = pageOf(window)
    page.onCommand((command) => commands.push(command))
  }, 120_000)

  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  const connect = async (): Promise<RpcClient> => {
    const transport = await vi.waitUntil(() => openFrameTransport(page).catch(() => null), {
      timeout: 10_000,
    })
    return createRpcClient(transport as NonNullable<typeof transport>)
  }
  const engines = () =>
    descendantsOf(process.pid).filter((id) => commandLine(id).includes('engine-child.mjs'))

  it('opens one window on its own page, without Node and in the sandbox', () => {
    expect(BrowserWindow.opened).toHaveLength(1)
    expect(window.webContents.mainFrame.url).toBe('onesheet://app/')
    expect([window.options.show, window.isShown, app.isSandboxed]).toEqual([false, true, true])
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
    expect(window.webContents.navigates('will-navigate', 'https://example.org/')).toBe(false)
  })

  it('serves the built page, from nothing but itself', async () => {
    const answer = await ask('onesheet', 'onesheet://app/')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('<div id="app">')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'none'",
      ]),
    )
    expect(protocol.schemes.map(({ scheme }) => scheme)).toEqual(['onesheet', 'poster'])
    for (const { privileges } of protocol.schemes) expect(privileges['bypassCSP']).toBeUndefined()
  })

  it('lets the page scan, look at pictures and see where they lie, by ids', async () => {
    const client = await connect()
    const job = await client.call('scan.start', { folders: [folder] })
    expect(await client.call('jobs.wait', { id: job.id })).toMatchObject({ state: 'done' })
    const { ids } = await client.call('library.ids', { filter: {} })
    expect(ids).toHaveLength(6)
    const thumbnail = await ask('poster', `poster://thumb/${ids[0]}?k=a`)
    expect([thumbnail.status, thumbnail.headers.get('cache-control')]).toEqual([
      200,
      'private, max-age=31536000, immutable',
    ])
    expect((await thumbnail.arrayBuffer()).byteLength).toBeGreaterThan(100)
    const etag = thumbnail.headers.get('etag') ?? ''
    expect((await ask('poster', `poster://thumb/${ids[0]}`, { 'if-none-match': etag })).status).toBe(304)
    expect((await ask('poster', 'poster://picture/999999')).status).toBe(404)
    expect((await ask('poster', 'poster://thumb/../../etc/passwd')).status).toBe(400)

    expect(await page.showInFolder(ids[0] ?? 0, 0)).toBe(true)
    expect(shell.shown).toEqual([expect.stringContaining(folder)])
    expect(await page.showInFolder(ids[0] ?? 0, 7)).toBe(false)
    client.close()
  })

  it('passes on the methods of the contract only', async () => {
    const client = await connect()
    const call = client.call as unknown as (name: string, params: unknown) => Promise<unknown>
    await expect(call('host.picture', { size: 'thumb', posterId: 1 })).rejects.toMatchObject({
      code: 'app/unknown-method',
    })
    client.close()
  })

  it('asks for folders, opens known places, saves texts, and draws itself as the page says', async () => {
    expect(await page.chooseFolder()).toBeNull()
    dialog.folder = folder
    expect(await page.chooseFolder()).toBe(folder)
    expect(app.recentDocuments).toEqual([folder])
    await page.openLink('tmdb')
    expect(shell.opened).toEqual(['https://www.themoviedb.org/'])
    dialog.saveTo = join(dataFolder, 'diagnostics.json')
    expect(await page.saveText('../../x.json', '{}')).toBe(true)
    expect(readFileSync(dialog.saveTo, 'utf8')).toBe('{}')
    page.setLook({ language: 'de', theme: 'dark', keys: {}, unavailable: ['undo'] })
    expect(nativeTheme.themeSource).toBe('dark')
    expect(Menu.current.map(({ label }) => label)).toContain('Ansicht')
  })

  it('sends what the menu, or a second start, asks for', async () => {
    const view = Menu.current.find(({ label }) => label === 'Ansicht')
    view?.submenu?.find(({ id }) => id === 'palette')?.click?.()
    app.emit('second-instance', {}, [], '/', { folder })
    await expect
      .poll(() => commands)
      .toEqual([
        { id: 'palette', folder: null },
        { id: 'openFolder', folder },
      ])
    expect(window.isFocused).toBe(true)
  })

  it('lives on when the engine dies, and has the next one within seconds', async () => {
    const client = await connect()
    await client.call('app.info', {})
    const [first] = engines()
    const diedAt = performance.now()
    process.kill(first ?? 0, 'SIGKILL')
    expect((await client.closed).code).toBe('app/disconnected')
    const next = await connect()
    expect(await next.call('app.info', {})).toMatchObject({ posters: 6, safeMode: false })
    expect(performance.now() - diedAt).toBeLessThan(RESTART_LIMIT_MS)
    next.close()
  })

  it('loads its page again when that is gone, and connects anew', async () => {
    const before = await connect()
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    expect(window.webContents.reloads).toBe(1)
    expect((await before.closed).code).toBe('app/disconnected')
    const after = await connect()
    expect(await after.call('app.info', {})).toMatchObject({ posters: 6 })
    after.close()
  })

  it('tells the engine of sleep: it writes what is under way into the catalog', async () => {
    const client = await connect()
    await client.call('settings.list', {})
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
    // Both are answered before this one.
    await expect(client.call('app.info', {})).resolves.toMatchObject({ posters: 6 })
    client.close()
  })

  it('remembers where its window stood', () => {
    window.emit('moved')
    const kept = readFileSync(join(dataFolder, 'window', 'window.json'), 'utf8')
    expect(kept).toContain('"width":900')
  })

  it('quits in a scan within three seconds; no process stays and the scan can go on', async () => {
    await drawPosters(folder, 60)
    const client = await connect()
    await client.call('scan.start', { folders: [folder] })
    const left = engines()
    expect(left).toHaveLength(1)
    const startedAt = performance.now()
    const exited = new Promise((resolve) => app.once('exited', resolve))
    app.emit('window-all-closed')
    await exited
    expect(performance.now() - startedAt).toBeLessThan(QUIT_LIMIT_MS)
    expect([app.exitCode, left.filter(isRunning)]).toEqual([0, []])
    expect(readdirSync(dataFolder)).not.toContain('catalog.db-wal')
  })
})

function ask(scheme: string, url: string, headers: Record<string, string> = {}): Promise<Response> {
  const handler = protocol.handlers.get(scheme)
  if (handler === undefined) throw new Error(`Nobody answers ${scheme}:`)
  // `Request` would normalise the address first.
  return handler({ method: 'GET', url, headers: new Headers(headers) } as Request)
}

function commandLine(processId: number): string {
  try {
    return readFileSync(`/proc/${processId}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
