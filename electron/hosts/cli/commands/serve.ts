import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { Engine } from '#engine/app/engine-types.ts'
import { openReopeningEngine } from '#engine/app/reopening-engine.ts'
import { resources } from '#engine/platform/resources.ts'
import type { WebHost } from '../../web.ts'
import { startWebHost } from '../../web.ts'
import type { Run } from '../terminal.ts'
import { EXIT, remark } from '../terminal.ts'
import { catalogFile, commandLog, logsFolder } from '../with-engine.ts'

export interface ServeOptions {
  catalog?: string
  port?: number
  open?: boolean
}

/** Serves the window to this machine's browsers until it is interrupted; Enter prints a fresh link. */
export async function serve(run: Run, folder: string | undefined, options: ServeOptions): Promise<void> {
  const log = commandLog()
  const engine = await openReopeningEngine({
    catalogPath: catalogFile(options.catalog),
    log,
    logsFolder: logsFolder(),
  })
  try {
    const host = await startWebHost({
      engine,
      rendererDirectory: resources.rendererFolder(),
      log,
      ...(options.port === undefined ? {} : { port: options.port }),
    })
    try {
      await serveUntilEnd(run, { engine, host, folder, open: options.open === true })
    } finally {
      await host.close()
    }
  } finally {
    await engine.close()
  }
}

interface Serving {
  engine: Engine
  host: WebHost
  folder: string | undefined
  open: boolean
}

async function serveUntilEnd(run: Run, { engine, host, folder, open }: Serving): Promise<void> {
  // Before the link: a folder that is not there is no reason to open the browser.
  if (folder !== undefined) await engine.call('scan.start', { folders: [resolve(folder)] })
  const show = () => {
    const url = host.freshLink()
    process.stdout.write(run.json ? `${JSON.stringify({ url })}\n` : `${url}\n`)
    return url
  }
  const url = show()
  if (!run.json) remark('The link is good once, for a minute. Enter prints a fresh one, Ctrl+C ends.')
  if (open) openBrowser(url)
  const onEnter = () => void show()
  process.stdin.on('data', onEnter)
  const ending = await ended(run.signal)
  process.stdin.off('data', onEnter)
  process.stdin.destroy()
  if (ending === 'interrupted') run.exitCode = EXIT.interrupted
}

function ended(signal: AbortSignal): Promise<'interrupted' | 'terminated'> {
  return new Promise((settle) => {
    if (signal.aborted) settle('interrupted')
    signal.addEventListener('abort', () => settle('interrupted'), { once: true })
    process.once('SIGTERM', () => settle('terminated'))
  })
}

function openBrowser(url: string): void {
  const [command, parameters]: [string, string[]] =
    process.platform === 'win32'
      ? ['cmd', ['/c', 'start', '""', url]]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', [url]]
  const child = spawn(command, parameters, { stdio: 'ignore', detached: true })
  child.once('error', () => remark('No browser could be opened: open the link yourself.'))
  child.unref()
}
