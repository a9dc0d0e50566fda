import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PRELOAD = new URL('./kill-at.ts', import.meta.url).href
const SCRIPT = fileURLToPath(new URL('./doomed-process.ts', import.meta.url))

/**
 * Teaches a closed catalog, or takes what is offered there into use, in a process that is killed on the way.
 * @param at a file below electron/engine, one of its functions, and the number of the call, as `kill-at.ts` takes it
 * @throws Error where it ended otherwise
 */
export async function killedWhile(
  work: 'teach' | 'use',
  { path, modelsFolder }: { path: string; modelsFolder: string },
  at: string,
): Promise<void> {
  const child = spawn(process.execPath, ['--import', PRELOAD, SCRIPT, path, modelsFolder, work], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, KILL_AT: at },
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const end = await new Promise<string | number | null>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code))
  })
  if (end !== 'SIGKILL') throw new Error(`it was not killed at ${at} but ended with ${end}: ${complaint}`)
}
