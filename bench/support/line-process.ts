import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A process that answers lines with lines of JSON. */
export interface LineProcess<Answer> {
  /** What it says of itself when it is ready. */
  ready: unknown
  ask(line: string): Promise<Answer>
  /** Closes its input and waits for its end. */
  end(): Promise<void>
}

/** Starts a program and waits for its first line. What it writes on stderr passes through when it fails. */
export async function startLines<Answer>(
  program: string,
  parameters: readonly string[],
  environment: Record<string, string> = {},
): Promise<LineProcess<Answer>> {
  const child = spawn(program, parameters, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<unknown> => {
    const line = await lines.next()
    if (line.done !== true) return JSON.parse(line.value)
    throw new Error(`${program} ended with ${String(await ended)}: ${stderr}`)
  }
  return {
    ready: await next(),
    async ask(line) {
      child.stdin.write(`${line}\n`)
      return (await next()) as Answer
    },
    async end() {
      child.stdin.end()
      await ended
    },
  }
}
