import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ListItem, ListPage } from '#shared/contract/library.ts'
import { drawPosters } from './pictures.ts'
import { temporaryFolder } from './temporary.ts'

export const SCRIPT = fileURLToPath(new URL('../../scripts/onesheet.mjs', import.meta.url))

export interface OnesheetOptions {
  /** ONESHEET_DATA; a new folder where none is given. */
  dataFolder?: string
  cwd?: string
  /** What is typed: written to stdin, which then ends. */
  input?: string
  /** Undefined leaves out what the tests' own environment has. */
  environment?: Record<string, string | undefined>
  /** Runs it as another user. */
  user?: { uid?: number; gid?: number }
}

export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
  /** The one document on stdout. Throws where it is none, or more than one. */
  json(): unknown
}

export interface Running {
  child: ChildProcess
  ended: Promise<Outcome>
}

/** Starts the built command line as a user's shell would. */
export function startOnesheet(parameters: readonly string[], options: OnesheetOptions = {}): Running {
  const child = spawn(process.execPath, [SCRIPT, ...parameters], {
    ...options.user,
    cwd: options.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ONESHEET_DATA: options.dataFolder ?? temporaryFolder(),
      ...options.environment,
    },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.end(options.input ?? '')
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) as unknown })
    })
  })
  return { child, ended }
}

/** Runs one command of the built command line to its end. */
export function onesheet(parameters: readonly string[], options: OnesheetOptions = {}): Promise<Outcome> {
  return startOnesheet(parameters, options).ended
}

export interface CommandLibrary {
  dataFolder: string
  /** Where its posters are; commands run there. */
  folder: string
  names: string[]
  /** Runs a command on it, with --json. */
  run(...parameters: string[]): Promise<Outcome>
  /** All its posters, by path. */
  items(): Promise<ListItem[]>
}

/** A catalog of drawn posters, scanned by the command line. */
export async function scannedLibrary(count: number): Promise<CommandLibrary> {
  const [dataFolder, folder] = [temporaryFolder(), temporaryFolder()]
  const names = await drawPosters(folder, count)
  const run = (...parameters: string[]) => onesheet([...parameters, '--json'], { dataFolder, cwd: folder })
  const scanned = await run('scan', folder)
  if (scanned.code !== 0) throw new Error(`the scan failed: ${scanned.stdout}${scanned.stderr}`)
  const items = async () => ((await run('list', '--status', 'all', '--all')).json() as ListPage).items
  return { dataFolder, folder, names, run, items }
}

/** The keys of a document, sorted: what a script may rely on. */
export function keysOf(document: unknown): string[] {
  return Object.keys(document as object).toSorted()
}
