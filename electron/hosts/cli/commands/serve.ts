import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { openReopeningEngine } from '#engine/app/reopening-engine.ts'
import { resources } from '#engine/platform/resources.ts'
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
    const show = () => {
      const url = host.freshLink()
      process.stdout.write(run.json ? `${JSON.stringify({ url })}\n` : `${url}\n`)
      return url
    }
    const url = show()
    if (!run.json) remark('The link is good once, for a minute. Enter prints a fresh one, Ctrl+C ends.')
    if (options.open === true) openBrowser(url)
    if (folder !== undefined) await engine.call('scan.start', { folders: [resolve(folder)] })
    const onEnter = () => void show()
    process.stdin.on('data', onEnter)
    const ending = await ended(run.signal)
    process.stdin.off('data', onEnter)
    process.stdin.destroy()
    if (ending === 'interrupted') run.exitCode = EXIT.interrupted
    await host.close()
  } finally {
    await engine.close()
  }
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
