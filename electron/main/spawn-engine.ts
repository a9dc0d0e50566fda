import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { EngineFlags, EngineProcess } from './engine-supervisor.ts'

/** The engine's program and the Node that runs it: never Electron, which is no Node. */
export interface EngineProgram {
  node: string
  script: string
}

const NODE_NAME = process.platform === 'win32' ? 'node.exe' : 'node'

/** In a package both lie in its resources; in a checkout `npm start` says which Node it found. */
export function engineProgram(options: {
  isPackaged: boolean
  resources: string
  outFolder: string
  environment: NodeJS.ProcessEnv
}): EngineProgram {
  const { isPackaged, resources, outFolder, environment } = options
  if (isPackaged)
    return { node: join(resources, 'node', NODE_NAME), script: join(resources, 'engine', 'engine-child.mjs') }
  return {
    node: environment['ONESHEET_NODE'] ?? NODE_NAME,
    script: join(outFolder, 'engine', 'engine-child.mjs'),
  }
}

type Pipes = [null, null, null, input: Writable, output: Readable, beats: Readable]

/** What of our environment would change what Node or its libraries load. */
const LEFT_OUT = ['NODE_OPTIONS', 'NODE_PATH', 'NODE_EXTRA_CA_CERTS', 'ELECTRON_RUN_AS_NODE']

/** Starts the engine. One that cannot be started at all counts as one that died. */
export function spawnEngine({ node, script }: EngineProgram, flags: EngineFlags): EngineProcess {
  const parameters = [script, '--heartbeat']
  if (flags.safeMode) parameters.push('--safe-mode')
  if (flags.resume) parameters.push('--resume')
  const environment = Object.entries(process.env).filter(([name]) => !LEFT_OUT.includes(name))
  const child = spawn(node, parameters, {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe', 'pipe'],
    env: Object.fromEntries(environment),
    windowsHide: true,
  })
  // The types know of five descriptors.
  const [, , , input, output, beats] = child.stdio as unknown as Pipes
  beats.on('error', () => undefined)
  return {
    input,
    output,
    beats,
    kill: () => void child.kill('SIGKILL'),
    onceExited: (listener) => {
      let isTold = false
      const tell = (code: number | null) => {
        if (isTold) return
        isTold = true
        listener(code)
      }
      child.once('exit', tell)
      child.once('error', () => tell(null))
    },
  }
}
