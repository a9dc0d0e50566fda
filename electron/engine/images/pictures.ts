import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isMemoryScarce } from '../platform/memory.ts'
import type { DecodedPicture, RefusedPicture } from './decode.ts'
import { GIVEN_UP } from './given-up.ts'
import type { InputSize } from './preprocess.ts'
import type { Ban } from './wire.ts'
import type { Outcome } from './worker-process.ts'
import { WorkerProcess } from './worker-process.ts'

export interface PictureRequest {
  key: number
  /** Absolute path, raw bytes. */
  path: Buffer
  wantTensor: boolean
  wantThumbnail: boolean
}

export type PictureResult = { key: number; modifiedMs: number | null } & (DecodedPicture | RefusedPicture)

/** Pictures read in a process that may crash or hang without harm. */
export interface Pictures {
  /**
   * Reads files; results come as they are ready, in no order. Ends early, without an error, when the signal aborts.
   */
  process(requests: Iterable<PictureRequest>, options: { signal: AbortSignal }): AsyncGenerator<PictureResult>
  close(): Promise<void>
}

export interface PicturesOptions {
  input: InputSize
  /** Files given to the worker at once: one for each thread it decodes with, and some read ahead. */
  inFlight?: number
  /** A file that takes longer is given up and its worker killed. */
  timeoutMs?: number
  environment?: Record<string, string>
  /** Pictures that are not tried: they killed or stalled a worker before. */
  bans?: readonly Ban[]
}

const IN_FLIGHT = 16
/** With little memory left, each picture under way counts: a large one takes 200 MB. */
const SCARCE_IN_FLIGHT = 2
const TIMEOUT_MS = 10_000

/**
 * When the worker dies, the files it held are tried again one at a time in a worker of their own, so that only the one
 * that kills it is given up, and with it every file of the same bytes. The timeout counts from the moment the worker last answered: a queue behind a slow file
 * is not slow.
 * `process` throws when the worker does not even start: that is no picture's fault.
 */
export function createPictures(options: PicturesOptions): Pictures {
  const { inFlight = IN_FLIGHT, timeoutMs = TIMEOUT_MS } = options
  const live = new Set<WorkerProcess>()
  let shared: WorkerProcess | null = null
  let isClosed = false

  const bans: Ban[] = [...(options.bans ?? [])]

  const open = () => {
    const worker = new WorkerProcess(options.input, options.environment ?? {})
    worker.ban(bans)
    live.add(worker)
    return worker
  }
  const allowed = () => (isMemoryScarce() ? Math.min(SCARCE_IN_FLIGHT, inFlight) : inFlight)
  const giveUp = async (request: PictureRequest, code: Ban['code']): Promise<PictureResult> => {
    const sha256 = await hashOf(request.path)
    if (sha256 !== null) {
      bans.push({ sha256, code })
      for (const worker of live) worker.ban([{ sha256, code }])
    }
    return { key: request.key, modifiedMs: null, ok: false, sha256, code, message: GIVEN_UP[code] }
  }
  const end = async (worker: WorkerProcess) => {
    if (shared === worker) shared = null
    await worker.kill()
    live.delete(worker)
  }

  async function* readAll(
    requests: Iterable<PictureRequest>,
    signal: AbortSignal,
  ): AsyncGenerator<PictureResult> {
    const flight = new Flight()
    for (const request of requests) {
      if (signal.aborted || isClosed) return
      shared ??= open()
      flight.add(request, shared, shared.read(request, timeoutMs, signal))
      while (flight.size >= allowed()) yield* readNext(flight, signal)
    }
    while (flight.size > 0) yield* readNext(flight, signal)
  }

  /** The next file that is done, or, when the worker is lost, all that it held. */
  async function* readNext(flight: Flight, signal: AbortSignal) {
    const { request, worker, outcome } = await flight.next()
    if (typeof outcome !== 'string') {
      yield outcome
      return
    }
    if (outcome !== 'stopped') await end(worker)
    const lost = [request]
    while (flight.size > 0) {
      const other = await flight.next()
      if (typeof other.outcome === 'string') lost.push(other.request)
      else yield other.outcome
    }
    yield* readAlone(lost, signal)
  }

  /** Nothing else is in the worker, so what happens is this file's doing. */
  async function* readAlone(requests: readonly PictureRequest[], signal: AbortSignal) {
    let worker: WorkerProcess | null = null
    try {
      for (const request of requests) {
        if (signal.aborted || isClosed) return
        worker ??= open()
        const outcome = await worker.read(request, timeoutMs, signal)
        if (typeof outcome !== 'string') {
          yield outcome
          continue
        }
        const { hasStarted } = worker
        await end(worker)
        worker = null
        if (outcome === 'stopped' || isClosed) return
        if (!hasStarted) throw new Error('The picture worker does not start')
        yield await giveUp(request, outcome === 'timeout' ? 'picture/timeout' : 'picture/crashed')
      }
    } finally {
      if (worker !== null && shared === null && !isClosed) shared = worker
      else if (worker !== null) await end(worker)
    }
  }

  return {
    process: (requests, { signal }) => readAll(requests, signal),
    async close() {
      isClosed = true
      await Promise.all([...live].map(end))
    },
  }
}

interface Landed {
  request: PictureRequest
  worker: WorkerProcess
  outcome: Outcome
}

/**
 * The files a worker is at, handed back as they are done. Not `Promise.race`: every race would keep its winner, a
 * picture's pixels, for as long as its slowest loser hangs.
 */
class Flight {
  private readonly landed: Landed[] = []
  private inAir = 0
  private wake: (() => void) | null = null

  get size(): number {
    return this.inAir + this.landed.length
  }

  add(request: PictureRequest, worker: WorkerProcess, reading: Promise<Outcome>): void {
    this.inAir++
    void reading.then((outcome) => {
      this.inAir--
      this.landed.push({ request, worker, outcome })
      this.wake?.()
    })
  }

  async next(): Promise<Landed> {
    for (;;) {
      const first = this.landed.shift()
      if (first !== undefined) return first
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
  }
}

/** Null for a file that went meanwhile: without its bytes only this one is given up. */
async function hashOf(path: Buffer): Promise<string | null> {
  try {
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  } catch {
    return null
  }
}
