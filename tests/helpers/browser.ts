import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import type { Engine } from '#engine/app/engine-types.ts'
import type { EngineOptions } from '#engine/app/engine.ts'
import { openReopeningEngine } from '#engine/app/reopening-engine.ts'
import { silentLog } from '#engine/platform/log.ts'
import { resources } from '#engine/platform/resources.ts'
import type { WebHost } from '../../electron/hosts/web.ts'
import { startWebHost } from '../../electron/hosts/web.ts'
import { build } from '../../scripts/build.mjs'
import { findChromium } from '../../scripts/find-chromium.mjs'

/** Why the window cannot be tried in a browser here, or null. */
export function whyNoBrowser(): string | null {
  if (findChromium() === null) return 'no Chromium was found: set CHROME_PATH'
  const home = join(import.meta.dirname, '..', '..')
  if (!existsSync(join(home, 'resources', 'models', 'manifest.json'))) return 'resources/models is missing'
  return null
}

/** @throws Error where there is no Chromium */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('No Chromium was found: set CHROME_PATH.')
  // Its sandbox does not work for root, and the pages are ours.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

/** The real engine behind the real web host, serving the built window. */
export interface ServedWindow {
  engine: Engine
  host: WebHost
  close(): Promise<void>
}

/** @throws Error where the window cannot be built */
export async function serveWindow(
  catalogPath: string,
  options: Partial<EngineOptions> = {},
): Promise<ServedWindow> {
  if (!build({ names: ['window'] })) throw new Error('The window could not be built.')
  const engine = await openReopeningEngine({ ...options, catalogPath })
  const host = await hostWindow(engine)
  return {
    engine,
    host,
    close: async () => {
      await host.close()
      await engine.close()
    },
  }
}

/** A host of the built window for an engine that is open. */
export function hostWindow(engine: Engine, port = 0): Promise<WebHost> {
  return startWebHost({ engine, rendererDirectory: resources.rendererFolder(), port, log: silentLog })
}

/** What a page complained of: errors, and refusals of its content policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return complaints
}
