import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { _electron } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from '../../scripts/build.mjs'
import { electronBinary } from '../../scripts/find-electron.mjs'

const root = join(import.meta.dirname, '..', '..')

/* The real thing: Electron with the built shell, its engine and its window. Run wherever Electron's binary is. */
describe('the desktop', () => {
  const data = mkdtempSync(join(tmpdir(), 'onesheet-smoke-'))
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    if (!build()) throw new Error('It could not be built.')
    app = await _electron.launch({
      executablePath: electronBinary() ?? '',
      args: [root, join(root, 'resources', 'samples')],
      env: {
        ...(process.env as Record<string, string>),
        ONESHEET_DATA: data,
        ONESHEET_NODE: process.execPath,
      },
    })
    page = await app.firstWindow()
    await page.waitForLoadState()
  })
  afterAll(async () => {
    await app.close()
    rmSync(data, { recursive: true, force: true })
  })

  it('shows its own page, which has the desktop’s few functions and no Node', async () => {
    expect(page.url()).toMatch(/^onesheet:\/\/app\/(#|$)/)
    const seen = await page.evaluate(() => ({
      desktop: typeof (globalThis as { onesheet?: unknown }).onesheet,
      require: typeof (globalThis as { require?: unknown }).require,
      process: typeof (globalThis as { process?: unknown }).process,
    }))
    expect(seen).toEqual({ desktop: 'object', require: 'undefined', process: 'undefined' })
  })

  it('has an engine, and pictures from it', async () => {
    const outcome = await page.evaluate(async () => {
      const missing = new Image()
      missing.src = 'poster://thumb/999999'
      await new Promise((resolve) => (missing.onerror = resolve))
      return 'refused'
    })
    expect(outcome).toBe('refused')
    await page
      .getByText(/poster/i)
      .first()
      .waitFor()
  })

  it('goes nowhere else and opens nothing', async () => {
    await page.evaluate(() => {
      window.open('https://example.org/')
      location.href = 'https://example.org/'
    })
    expect(page.url()).toMatch(/^onesheet:\/\/app\//)
    expect(app.windows()).toHaveLength(1)
    await expect(page.evaluate(() => fetch('https://example.org/'))).rejects.toThrow()
  })

  it('has a menu with every command', async () => {
    const labels = await app.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [],
    )
    expect(labels.length).toBeGreaterThanOrEqual(6)
  })
})
