import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCheckpoint } from '#engine/training/trainer/checkpoint.ts'
import type { TrainEvents } from '#engine/training/trainer/train.ts'
import { train } from '#engine/training/trainer/train.ts'
import type { TrainResult } from '#engine/training/trainer/train-result.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import { trainOptionsSchema } from '#shared/domain/train-options.ts'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../helpers/temporary.ts'
import { timeless } from '../helpers/tiny-training.ts'
import { folderFilms, keptTrainingFolder } from '../helpers/training-folder.ts'

const isLinux = process.platform === 'linux'
const FILMS = 64

// Several trainings a test, on machines that do other things besides.
vi.setConfig({ testTimeout: 120_000 })

let dataset = ''
let cacheFolder = ''

function options(given: Partial<TrainOptions> = {}): TrainOptions {
  return trainOptionsSchema.parse({
    dataset,
    arch: 'custom-cnn',
    out: join(temporaryFolder(), 'model'),
    input: { height: 16, width: 16 },
    epochs: 3,
    batch: 8,
    ema: 0.9,
    augment: 'flip,brightness',
    backend: 'wasm',
    ...given,
  })
}

function run(given: TrainOptions, events: Partial<TrainEvents> = {}, resume = false): Promise<TrainResult> {
  const signal = new AbortController().signal
  return train({ options: given, resume, cacheFolder }, { signal, ...events })
}

/** The training process that a process started last: this one, if not given. */
function trainerPid(of = process.pid): number {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  const found = pids
    .sort((left, right) => right - left)
    .find((pid) => {
      try {
        const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
        return parent === of && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('trainer-process')
      } catch {
        // It has ended meanwhile.
        return false
      }
    })
  if (found === undefined) throw new Error('No training process')
  return found
}

function last(out: string) {
  return readCheckpoint(join(out, 'checkpoints', 'last.checkpoint'))?.position
}

/** All that a training says of what it learned, and nothing of where and how fast. */
function learned({ epochs, best, stoppedEarly, measures, counts }: TrainResult) {
  return { epochs: timeless(epochs), best, stoppedEarly, measures, counts }
}

let whole: TrainResult | null = null
/** The same training, never interrupted; run once for all. */
async function uninterrupted(): Promise<TrainResult> {
  whole ??= await run(options())
  return whole
}

beforeAll(async () => {
  const kept = await keptTrainingFolder(folderFilms(FILMS))
  dataset = kept.dataset
  cacheFolder = kept.cacheFolder
  return kept.remove
})

describe('a training in a process of its own', () => {
  it('tells how it goes on and comes back with what it learned', async () => {
    const given = options()
    const phases: string[] = []
    const rows: number[] = []
    const result = await run(given, {
      onPhase: (phase) => {
        if (phases.at(-1) !== phase) phases.push(phase)
      },
      onEpoch: ({ epoch }) => rows.push(epoch),
    })
    expect(phases.filter((phase) => phase !== 'decoding')).toEqual(['reading', 'starting', 'writing'])
    expect(rows).toEqual([1, 2, 3])
    expect(result.epochs.map(({ epoch }) => epoch)).toEqual(rows)
    expect(result.epochs[2]?.loss).toBeLessThan(result.epochs[0]?.loss ?? 0)
    expect(result).toMatchObject({ options: given, init: null, notes: [], stoppedEarly: false })
    const left = Object.values(result.counts.filtered).reduce((sum, count) => sum + count, 0)
    expect(result.counts.training + result.counts.validation + left).toBe(FILMS)
    expect(result.measures.films).toBe(result.counts.validation)
    expect(result.backend).toContain('WebAssembly')
    // The same again is the same again.
    expect(learned(result)).toEqual(learned(await uninterrupted()))
  })

  it.runIf(isLinux)('killed, it says so, and gone on with it ends with the very same numbers', async () => {
    const given = options()
    const killed = run(given, {
      onEpoch: ({ epoch }) => {
        if (epoch === 2) process.kill(trainerPid(), 'SIGKILL')
      },
    })
    await expect(killed).rejects.toMatchObject({ code: 'train/process-died' })
    expect(last(given.out)?.epoch).toBe(3)
    expect(learned(await run(given, {}, true))).toEqual(learned(await uninterrupted()))
  })

  it('cancelled, it stops with a checkpoint, and gone on with it ends with the very same numbers', async () => {
    const given = options()
    const cancelled = new AbortController()
    const stopped = run(given, {
      signal: cancelled.signal,
      onEpoch: () => {
        cancelled.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'app/cancelled' })
    expect(last(given.out)?.epoch).toBeGreaterThan(1)
    expect(learned(await run(given, {}, true))).toEqual(learned(await uninterrupted()))
  })

  it.runIf(isLinux)(
    'cancelled while it does not answer it is ended, and its last checkpoint counts',
    async () => {
      const given = options()
      const cancelled = new AbortController()
      const stopped = run(given, {
        signal: cancelled.signal,
        onEpoch: () => {
          process.kill(trainerPid(), 'SIGSTOP')
          cancelled.abort()
        },
      })
      await expect(stopped).rejects.toMatchObject({ code: 'app/cancelled' })
      expect(last(given.out)?.epoch).toBeGreaterThan(1)
      expect(() => trainerPid()).toThrow('No training process')
    },
  )
})

it.runIf(isLinux)('ends when the process that asked for it is killed, and can be gone on with', async () => {
  const given = options()
  const request = JSON.stringify({ options: given, resume: false, cacheFolder })
  const parent = spawn(
    process.execPath,
    [join(import.meta.dirname, '../helpers/training-parent.ts'), request],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const epoch = once(parent.stdout, 'data')
  await Promise.race([epoch, once(parent, 'exit').then(() => Promise.reject(new Error('It did not train')))])
  const trainer = trainerPid(parent.pid)
  parent.kill('SIGKILL')
  await vi.waitFor(() => {
    expect(existsSync(`/proc/${trainer}`)).toBe(false)
  }, 10_000)
  expect(learned(await run(given, {}, true))).toEqual(learned(await uninterrupted()))
})

describe('the folder of a training', () => {
  it('is not written into where anything is in it', async () => {
    const given = options()
    mkdirSync(given.out)
    writeFileSync(join(given.out, 'notes.txt'), 'mine')
    await expect(run(given)).rejects.toMatchObject({ code: 'train/out-taken' })
    // Whatever it would have been trained on.
    await expect(run({ ...given, backend: 'auto' })).rejects.toMatchObject({ code: 'train/out-taken' })
    expect(readdirSync(given.out)).toEqual(['notes.txt'])
  })

  it('that is a file is told as taken', async () => {
    const given = options()
    writeFileSync(given.out, 'a file')
    await expect(run(given)).rejects.toMatchObject({ code: 'train/out-taken' })
  })

  it('without a checkpoint has nothing to go on from', async () => {
    const given = options()
    await expect(run(given, {}, true)).rejects.toMatchObject({ code: 'train/nothing-to-resume' })
  })

  it('can be used again after a training that never began: nothing is lost in it', async () => {
    const given = options({ epochs: 1 })
    await expect(run({ ...given, freeze: 9 })).rejects.toMatchObject({ code: 'train/frozen' })
    const cancelled = new AbortController()
    const stopped = run(given, {
      signal: cancelled.signal,
      onPhase: (phase) => {
        if (phase === 'starting') cancelled.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'app/cancelled' })
    // Had it come to a step, it could be gone on with.
    const resume = last(given.out) !== undefined
    expect((await run(given, {}, resume)).epochs.length).toBe(1)
  })

  it('goes on with the same options alone, but for where it runs', async () => {
    const given = options({ epochs: 1 })
    const result = await run(given)
    await expect(run({ ...given, lr: 0.002 }, {}, true)).rejects.toMatchObject({ code: 'train/resume-other' })
    await expect(run({ ...given, seed: 2 }, {}, true)).rejects.toMatchObject({ code: 'train/resume-other' })
    await expect(run(given)).rejects.toMatchObject({ code: 'train/out-taken' })
    const again = await run({ ...given, threads: 1 }, {}, true)
    expect(learned(again)).toEqual(learned(result))
  })
})

it('stops before it has begun when it is cancelled then', async () => {
  const given = options({ backend: 'auto' })
  const cancelled = new AbortController()
  const stopped = run(given, {
    signal: cancelled.signal,
    onPhase: () => {
      cancelled.abort()
    },
  })
  await expect(stopped).rejects.toMatchObject({ code: 'app/cancelled' })
})

it('refuses a dataset that is none', async () => {
  await expect(run(options({ dataset: temporaryFolder() }))).rejects.toMatchObject({
    code: expect.stringMatching(/^dataset\//) as string,
  })
})
