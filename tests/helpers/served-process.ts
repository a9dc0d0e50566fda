import { spawn } from 'node:child_process'
import { SCRIPT } from './onesheet.ts'

/** `onesheet serve` in a process group of its own, which can be killed like a crash. */
export interface ServedProcess {
  url: string
  /** SIGKILL for the engine and all it started. */
  kill(): Promise<void>
  /** Ends it as Ctrl+C does. */
  end(): Promise<void>
}

/** @throws Error where it ends before it prints its address */
export async function serveInProcess(catalogPath: string): Promise<ServedProcess> {
  const child = spawn(process.execPath, [SCRIPT, 'serve', '--catalog', catalogPath, '--json'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  let hasEnded = false
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      hasEnded = true
      resolve()
    })
  })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', resolve)
    child.once('exit', () => reject(new Error(`serve ended: ${complaint}`)))
  })
  const signal = async (name: NodeJS.Signals) => {
    if (!hasEnded && child.pid !== undefined) process.kill(-child.pid, name)
    await ended
  }
  return {
    url: (JSON.parse(line) as { url: string }).url,
    kill: () => signal('SIGKILL'),
    end: () => signal('SIGTERM'),
  }
}
