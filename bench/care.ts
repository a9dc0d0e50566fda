/**
 * What it costs that nothing is lost, at 100,000 posters: checks at the start, a backup while somebody reads, a large
 * act and its undo, finding out that a folder is gone, and being back after the engine died.
 *
 *     onesheet bench care [--count 100000] [--json]
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { OPEN_MARK, writeMark } from '#engine/catalog/header.ts'
import { openCatalog } from '#engine/catalog/open.ts'
import type { RpcClient } from '#shared/rpc.ts'
import { createRpcClient } from '#shared/rpc.ts'
import { pipeTransport } from '#shared/rpc/pipe-transport.ts'
import { packIds } from '#shared/util/packed-ids.ts'
import { superviseEngine } from '../electron/main/engine-supervisor.ts'
import { HOME } from './support/command.ts'
import { drawCatalog } from './support/drawn-catalog.ts'
import { machine, median } from './support/machine.ts'

const ROUNDS = 5
/** Posters that are confirmed in one act: more than a third of all. */
const JUDGED = 36_512
const MAX_FRAME_BYTES = 64 * 1024 * 1024
/** Where the drawn posters pretend to lie: nowhere. */
const DRAWN_ROOT = '/posters'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
})
const folder = mkdtempSync(join(tmpdir(), 'onesheet-bench-'))
const rows: { what: string; medianMs: number; worstMs: number; barMs: number | null }[] = []

function add(what: string, times: readonly number[], barMs: number | null): void {
  rows.push({ what, medianMs: Math.round(median(times)), worstMs: Math.round(Math.max(...times)), barMs })
}

async function timed(work: () => unknown): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

async function rounds(work: (round: number) => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await work(round))
  return times
}

try {
  const path = join(folder, 'catalog.db')
  drawCatalog(path, Number(values.count))
  // The day's backup is made once and is not in what follows.
  await (await openEngine({ catalogPath: path })).close()

  const start = () => timed(() => openCatalog(path, { readOnly: false }).close())
  add('start-up check: opening and closing the catalog', await rounds(start), 300)
  const afterKill = async () => {
    // Empty, as a -wal is whose pages are all in the catalog.
    writeFileSync(`${path}-wal`, '')
    writeMark(path, OPEN_MARK)
    return start()
  }
  add('the same after a session that was killed', await rounds(afterKill), 300)

  const engine = await openEngine({ catalogPath: path })
  // The first call sorts the wall; that is the start's cost and not the backup's.
  await firstPage(engine)
  const backups: number[] = []
  const waits: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    let isDone = false
    const backup = timed(() => engine.call('backup.create', { file: join(folder, `copy-${round}.db`) })).then(
      (ms) => {
        backups.push(ms)
        isDone = true
      },
    )
    while (!isDone) {
      waits.push(await timed(() => firstPage(engine)))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await backup
    rmSync(join(folder, `copy-${round}.db`))
  }
  add('backup, copied, checked and hashed', backups, 2_000)
  add('first page asked meanwhile', waits, null)
  const still = await rounds(() => timed(() => firstPage(engine)))
  add('first page with no backup under way', still, null)

  const { id: confirming } = await engine.call('labels.bulk', {
    ids: packIds(Int32Array.from({ length: JUDGED }, (_, at) => at + 1)),
    changes: [],
    confirm: true,
  })
  add(
    `${JUDGED} posters are confirmed`,
    [await timed(() => engine.call('jobs.wait', { id: confirming }))],
    null,
  )
  const undone: number[] = []
  const redone: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    undone.push(await timed(() => engine.call('labels.undo', {})))
    redone.push(await timed(() => engine.call('labels.redo', {})))
  }
  await engine.call('labels.undo', {})
  add('that is undone, at once', undone, null)
  add('that is redone, at once', redone, null)

  const scan = async () => {
    const { id } = await engine.call('scan.start', { folders: [DRAWN_ROOT], predict: false })
    return engine.call('jobs.wait', { id })
  }
  add('folder that is not there: set aside', await rounds(() => timed(scan)), 1_000)
  await engine.close()

  // The same with the folder there and empty, as a mount point is.
  const empty = join(folder, 'posters')
  mkdirSync(empty)
  const catalog = openCatalog(path, { readOnly: false })
  catalog.db.prepare('UPDATE root SET path = ?').run(Buffer.from(empty))
  catalog.close()
  const again = await openEngine({ catalogPath: path })
  const scanEmpty = async () => {
    const { id } = await again.call('scan.start', { folders: [empty], predict: false })
    return again.call('jobs.wait', { id })
  }
  add('folder that is empty: frozen', await rounds(() => timed(scanEmpty)), 1_000)
  await again.close()

  add('engine dies: until the next answers', await rounds(() => restart(path)), 2_000)

  if (values.json) console.log(JSON.stringify({ machine: machine(), rows }, null, 2))
  else {
    console.log(`${machine()}\n${values.count} posters`)
    console.table(rows)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function firstPage(engine: Engine): Promise<void> {
  const { ids } = await engine.call('library.ids', { filter: {} })
  await engine.call('library.cards', { ids: [...ids.subarray(0, 60)] })
}

/** Kills the engine that the shell would run, and waits for the first answer of its successor. */
async function restart(path: string): Promise<number> {
  let client: RpcClient | null = null
  let kill = () => {}
  const supervisor = superviseEngine({
    spawn(flags) {
      const parameters = [join(HOME, 'out/engine/engine-child.mjs'), '--catalog', path, '--heartbeat']
      if (flags.resume) parameters.push('--resume')
      const child = spawn(process.execPath, parameters, {
        stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe', 'pipe'],
      })
      const [, , , input, output, beats] = child.stdio as unknown as [
        null,
        null,
        null,
        Writable,
        Readable,
        Readable,
      ]
      kill = () => void child.kill('SIGKILL')
      return { input, output, beats, kill, onceExited: (listener) => void child.once('exit', listener) }
    },
    onEngine: ({ input, output }) => {
      client = createRpcClient(pipeTransport(output, input, { maxFrameBytes: MAX_FRAME_BYTES }))
    },
  })
  const ask = () => (client as RpcClient | null)?.call('app.info', {})
  await ask()
  const first = client
  const ms = await timed(async () => {
    kill()
    while (client === first) await new Promise((resolve) => setTimeout(resolve, 5))
    await ask()
  })
  await supervisor.stop()
  return ms
}
