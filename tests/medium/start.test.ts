import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { build } from '../../scripts/build.mjs'
import { drawPosters } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const START = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs')
const LIMIT_MS = 120_000

it.skipIf(process.platform !== 'linux')(
  'npm start FOLDER without a display says why in one line and serves the app with that folder',
  async () => {
    if (!build()) throw new Error('It could not be built.')
    const folder = temporaryFolder()
    await drawPosters(folder, 2)
    const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...environment } = process.env
    const child = spawn(process.execPath, [START, folder], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...environment, ONESHEET_DATA: temporaryFolder() },
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    onTestFinished(async () => {
      child.kill('SIGTERM')
      await ended
    })
    let [said, written] = ['', '']
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.stdout.setEncoding('utf8').on('data', (text: string) => (written += text))
    await vi.waitUntil(() => written.includes('\n'), { timeout: LIMIT_MS })

    const [why] = said.split('\n')
    expect(why).toBe('There is no display for a window. Onesheet opens in the browser instead.')
    const link = new URL(written.trim())
    const page = await fetch(link.origin)
    expect([page.status, (await page.text()).includes('<div id="app">')]).toEqual([200, true])

    // What the page does with the link.
    const signedIn = await fetch(new URL('/session', link), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: link.origin },
      body: JSON.stringify({ token: link.hash.replace('#token=', '') }),
    })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const thumbnail = () => fetch(new URL('/thumb/1', link), { headers: { cookie } })
    await vi.waitUntil(async () => (await thumbnail()).status === 200, { timeout: LIMIT_MS, interval: 100 })
  },
  LIMIT_MS,
)
