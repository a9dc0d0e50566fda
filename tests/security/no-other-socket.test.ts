import type { ChildProcess } from 'node:child_process'
import { globSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { onesheet, startOnesheet } from '../helpers/onesheet.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { descendantsOf, superviseChild } from '../helpers/supervised-engine.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { folderFilms, trainingFolder } from '../helpers/training-folder.ts'

/*
 * "Nothing leaves this computer." A person believes that of a program that reads all their folders only if it holds:
 * the one socket there is listens on the loopback interface, and no part of the program can open another.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface InternetSocket {
  table: string
  local: string
  remote: string
  state: string
}

/** Internet sockets of a process, by the inodes of its descriptors (proc_net(5)). */
function socketsOf(processId: number): InternetSocket[] {
  const inodes = new Set<string>()
  for (const name of namesIn(`/proc/${processId}/fd`)) {
    const inode = /^socket:\[(\d+)\]$/.exec(linkAt(`/proc/${processId}/fd/${name}`))?.[1]
    if (inode !== undefined) inodes.add(inode)
  }
  return ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'].flatMap((table) =>
    readFileSync(`/proc/${processId}/net/${table}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => inodes.has(fields[9] ?? ''))
      .map(([, local = '', remote = '', state = '']) => ({ table, local, remote, state })),
  )
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function linkAt(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

/** Everything seen on a process and its descendants while some work goes on. */
async function watch<Result>(
  child: ChildProcess,
  work: Promise<Result>,
): Promise<{ seen: InternetSocket[]; processes: number; result: Result }> {
  const seen = new Map<string, InternetSocket>()
  const processes = new Set<number>()
  let isDone = false
  const result = work.finally(() => (isDone = true))
  while (!isDone) {
    for (const id of [child.pid ?? 0, ...descendantsOf(child.pid ?? 0)]) {
      processes.add(id)
      try {
        for (const socket of socketsOf(id)) seen.set(JSON.stringify(socket), socket)
      } catch {
        // It ended while we looked.
      }
    }
    await Promise.race([result.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 20))])
  }
  return { seen: [...seen.values()], processes: processes.size, result: await result }
}

describe.skipIf(process.platform !== 'linux')('nothing leaves this computer', () => {
  it('the engine of the desktop scans and predicts without any internet socket', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 60)
    const engine = superviseChild(join(temporaryFolder(), 'catalog.db'))
    const scanning = (async () => {
      const client = engine.client()
      const { id } = await client.call('scan.start', { folders: [folder] })
      return client.call('jobs.wait', { id })
    })()
    const { seen, processes, result } = await watch(engine.child(), scanning)
    expect(result).toMatchObject({ state: 'done', result: { predicted: 60 } })
    expect(processes).toBeGreaterThan(1)
    expect(seen).toEqual([])
  })

  describe('what runs the network keeps nothing about its user to send to its maker', () => {
    const leftBy = async (parameters: string[]) => {
      const home = temporaryFolder()
      // The runtime is silent by itself where tests run.
      const switches = { CI: undefined, ORT_DISABLE_TELEMETRY: undefined }
      const environment = { ...switches, HOME: home, XDG_CACHE_HOME: join(home, 'cache') }
      const outcome = await onesheet(parameters, { environment })
      expect(outcome).toMatchObject({ code: 0 })
      return readdirSync(home)
    }

    it('in a prediction', async () => {
      const folder = temporaryFolder()
      const [name = ''] = await drawPosters(folder, 1)
      expect(await leftBy(['predict', join(folder, name)])).toEqual([])
    })

    it('in the process of a training', async () => {
      const dataset = await trainingFolder(folderFilms(40))
      const out = join(temporaryFolder(), 'model')
      const sizes = ['--input', '64x48', '--batch', '4', '--epochs', '1']
      const which = ['--arch', 'mobilenetv2', '--backend', 'wasm', ...sizes]
      expect(await leftBy(['train', '--dataset', dataset, '--out', out, ...which])).toEqual([])
    })
  })

  it('the web host has one, which listens on the loopback interface', async () => {
    const dataFolder = temporaryFolder()
    const { child, ended } = startOnesheet(['serve', '--json'], { dataFolder })
    onTestFinished(async () => {
      child.kill('SIGINT')
      await ended
    })
    const lines = createInterface({ input: child.stdout ?? process.stdin })
    const [first] = await new Promise<[string]>((resolve) => lines.once('line', (line) => resolve([line])))
    expect(first).toContain('127.0.0.1')
    const { seen } = await watch(child, new Promise((resolve) => setTimeout(resolve, 500)))
    expect(seen).toMatchObject([{ table: 'tcp', state: '0A', remote: '00000000:0000' }])
    expect(seen[0]?.local).toMatch(/^0100007F:/)
  })

  it('a command opens none', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 20)
    const { child, ended } = startOnesheet(['scan', folder], { dataFolder: temporaryFolder() })
    const { seen, result } = await watch(child, ended)
    expect(result.code).toBe(0)
    expect(seen).toEqual([])
  })
})

describe('the sources', () => {
  /** Every module that may name a way to the network, and why. */
  const ALLOWED: Record<string, string> = {
    'electron/hosts/web.ts': 'listens on the loopback interface',
    'electron/hosts/web/guard.ts': 'types of requests',
    'electron/hosts/web/respond.ts': 'types of answers',
    'electron/hosts/web/session.ts': 'types of requests',
    'electron/hosts/web/sign-in.ts': 'types of requests',
    'electron/hosts/web/socket-transport.ts': 'frames of an accepted connection',
    'electron/hosts/engine-child.ts': 'pipes to the shell, by descriptor',
    'electron/engine/images/worker.ts': 'pipes to the engine, by descriptor',
    'electron/engine/training/trainer/trainer-process.ts': 'pipes to whoever trains, by descriptor',
    'electron/engine/model/backends/fetch-archive.ts': 'fetches TensorFlow, when a person asks for it',
  }

  it('name no way to the network but those of the web host and of pipes', () => {
    const network =
      /from 'node:(?:https?|http2|net|tls|dgram|dns(?:\/promises)?)'|from '(?:undici|ws)'|\bfetch\(|new WebSocket\(|XMLHttpRequest|sendBeacon/
    const found = globSync(['electron/**/*.ts', 'shared/**/*.ts'], { cwd: ROOT })
      .filter((file) => !file.endsWith('.test.ts'))
      .filter((file) => network.test(readFileSync(join(ROOT, file), 'utf8')))
    expect(found.filter((file) => !(file in ALLOWED)).sort()).toEqual([])
  })

  it('of the window speak with the page they came from and nobody else', () => {
    const elsewhere = /https?:\/\/(?!127\.0\.0\.1|localhost|www\.w3\.org)/
    const found = globSync(['renderer/**/*.{ts,vue,html,css}'], { cwd: ROOT }).filter(
      (file) => !file.endsWith('.test.ts') && elsewhere.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(found).toEqual([])
  })
})
