import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { decodeFrame, encodeFrame, FrameReader } from '#shared/util/frames.ts'
import { entryPath } from '../platform/entry-path.ts'
import type { PictureRequest, PictureResult } from './pictures.ts'
import type { InputSize } from './preprocess.ts'
import type { Ban, WorkerAnswer, WorkerBans, WorkerRequest } from './wire.ts'

const LARGEST_FRAME_BYTES = 64 * 1024 * 1024
/** A file is given up after so many time limits even while others are answered: it blocks a thread they could use. */
const MOST_LIMITS = 3
/** A file's time begins when the worker is up; this is how long that may take on a busy machine. */
const START_LIMIT_MS = 30_000

/** What became of one file: its result, or why there is none. */
export type Outcome = PictureResult | 'timeout' | 'crashed' | 'stopped'

interface Waiting {
  request: PictureRequest
  settle(outcome: Outcome): void
}

/** One picture worker: spawned at once, gone after a crash or {@link kill}. */
export class WorkerProcess {
  private readonly child: ChildProcess
  private readonly input: InputSize
  private readonly requests: Writable
  /** By our own numbers: several scans may ask for the same key. */
  private readonly waiting = new Map<number, Waiting>()
  private readonly exited: Promise<void>
  private lastSerial = 0
  private startedAt = performance.now()
  private lastAnswerAt = this.startedAt
  private isGone = false
  /** Whether it ever came up: one that never did says nothing about the files it was given. */
  hasStarted = false

  constructor(input: InputSize, environment: Record<string, string>) {
    this.input = input
    this.child = spawn(process.execPath, [entryPath('picture-worker', 'images/worker.ts')], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
    this.exited = new Promise((resolve) => {
      const gone = () => {
        this.isGone = true
        for (const { settle } of [...this.waiting.values()]) settle('crashed')
        resolve()
      }
      this.child.once('exit', gone)
      this.child.once('error', gone)
    })
    const reader = new FrameReader(LARGEST_FRAME_BYTES)
    this.requests = this.child.stdio[3] as Writable
    const answers = this.child.stdio[4] as Readable
    answers.on('data', (chunk: Buffer) => {
      try {
        for (const frame of reader.push(chunk)) this.receive(frame)
      } catch {
        // What follows bytes that are no frame cannot be read.
        this.child.kill('SIGKILL')
      }
    })
    // A worker that died takes its pipes with it; its exit is what counts.
    this.requests.on('error', () => undefined)
    answers.on('error', () => undefined)
  }

  /**
   * Reads one file. `timeout` when the worker answered nothing for so long or this file took several times as long,
   * `crashed` when the worker died meanwhile, `stopped` when the signal aborted.
   */
  read(request: PictureRequest, timeoutMs: number, signal: AbortSignal): Promise<Outcome> {
    if (signal.aborted) return Promise.resolve('stopped')
    if (this.isGone) return Promise.resolve('crashed')
    return new Promise((resolve) => {
      const serial = ++this.lastSerial
      const askedAt = performance.now()
      let timer: NodeJS.Timeout
      const settle = (outcome: Outcome) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', stop)
        this.waiting.delete(serial)
        resolve(outcome)
      }
      const stop = () => {
        settle('stopped')
      }
      const check = () => {
        const now = performance.now()
        const limitMs = this.hasStarted ? timeoutMs : START_LIMIT_MS
        const quietMs = now - Math.max(askedAt, this.lastAnswerAt)
        const waitedMs = now - Math.max(askedAt, this.startedAt)
        if (quietMs >= limitMs || waitedMs >= MOST_LIMITS * limitMs) settle('timeout')
        else timer = setTimeout(check, Math.min(timeoutMs, limitMs - quietMs))
      }
      timer = setTimeout(check, timeoutMs)
      signal.addEventListener('abort', stop)
      this.waiting.set(serial, { request, settle })
      const message: WorkerRequest = {
        key: serial,
        path: request.path.toString('base64'),
        wantTensor: request.wantTensor,
        wantThumbnail: request.wantThumbnail,
        input: this.input,
      }
      this.requests.write(encodeFrame(message))
    })
  }

  /** Refuses these pictures from the next request on. */
  ban(bans: readonly Ban[]): void {
    if (!this.isGone && bans.length > 0) this.requests.write(encodeFrame({ bans } satisfies WorkerBans))
  }

  /** Ends the process now and answers when it is gone; what it held is settled as crashed. */
  async kill(): Promise<void> {
    if (!this.isGone) this.child.kill('SIGKILL')
    await this.exited
  }

  private receive(frame: Uint8Array): void {
    this.lastAnswerAt = performance.now()
    if (!this.hasStarted) this.startedAt = this.lastAnswerAt
    this.hasStarted = true
    const { header, body } = decodeFrame(frame)
    const answer = header as WorkerAnswer | null
    if (answer === null) return
    // Nobody waits for a file whose scan was stopped.
    const waiting = this.waiting.get(answer.key)
    waiting?.settle(unpack({ ...answer, key: waiting.request.key }, body))
  }
}

function unpack(answer: WorkerAnswer, body: Uint8Array): PictureResult {
  if (!answer.ok) return answer
  const { thumbnail, tensorBytes, ...facts } = answer
  const thumbnailBytes = thumbnail?.sizeBytes ?? 0
  return {
    ...facts,
    thumbnail:
      thumbnail === null
        ? null
        : {
            bytes: body.slice(0, thumbnailBytes),
            mediaType: thumbnail.mediaType,
            width: thumbnail.width,
            height: thumbnail.height,
          },
    tensor: tensorBytes === 0 ? null : body.slice(thumbnailBytes, thumbnailBytes + tensorBytes),
  }
}
