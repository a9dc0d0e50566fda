import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { decodeFrame, encodeFrame, FrameReader } from '#shared/util/frames.ts'
import type { PictureRequest, PictureResult } from './pictures.ts'
import type { InputSize } from './preprocess.ts'
import type { WorkerAnswer, WorkerRequest } from './wire.ts'

const LARGEST_FRAME_BYTES = 64 * 1024 * 1024

/** Beside this file as source, beside the bundle when built. */
function workerPath(): string {
  const built = fileURLToPath(new URL('./picture-worker.mjs', import.meta.url))
  return existsSync(built) ? built : fileURLToPath(new URL('./worker.ts', import.meta.url))
}

interface Waiting {
  settle(outcome: PictureResult | 'timeout' | 'crashed'): void
}

/** One picture worker: spawned at once, gone after a crash, a timeout or {@link kill}. */
export class WorkerProcess {
  private readonly child: ChildProcess
  private readonly input: InputSize
  private readonly waiting = new Map<number, Waiting>()
  private readonly exited: Promise<void>
  private lastAnswerAt = performance.now()
  private isGone = false

  constructor(input: InputSize, environment: Record<string, string>) {
    this.input = input
    this.child = spawn(process.execPath, [workerPath()], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
    this.exited = new Promise((resolve) => {
      const gone = () => {
        this.isGone = true
        this.settleAll('crashed')
        resolve()
      }
      this.child.once('exit', gone)
      this.child.once('error', gone)
    })
    const reader = new FrameReader(LARGEST_FRAME_BYTES)
    const output = this.child.stdio[4] as Readable
    output.on('data', (chunk: Buffer) => {
      for (const frame of reader.push(chunk)) this.receive(frame)
    })
    // A worker that died takes its pipe with it; its exit is what counts.
    ;(this.child.stdio[3] as Writable).on('error', () => undefined)
    output.on('error', () => undefined)
  }

  /** Reads one file. `timeout` when nothing was answered for so long, `crashed` when the worker died meanwhile. */
  read(request: PictureRequest, timeoutMs: number): Promise<PictureResult | 'timeout' | 'crashed'> {
    return new Promise((resolve) => {
      if (this.isGone) {
        resolve('crashed')
        return
      }
      const askedAt = performance.now()
      let timer: NodeJS.Timeout
      const settle = (outcome: PictureResult | 'timeout' | 'crashed') => {
        clearTimeout(timer)
        this.waiting.delete(request.key)
        resolve(outcome)
      }
      const check = () => {
        const quietMs = performance.now() - Math.max(askedAt, this.lastAnswerAt)
        if (quietMs >= timeoutMs) settle('timeout')
        else timer = setTimeout(check, timeoutMs - quietMs)
      }
      timer = setTimeout(check, timeoutMs)
      this.waiting.set(request.key, { settle })
      const message: WorkerRequest = {
        key: request.key,
        path: request.path.toString('base64'),
        wantTensor: request.wantTensor,
        wantThumbnail: request.wantThumbnail,
        input: this.input,
      }
      ;(this.child.stdio[3] as Writable).write(encodeFrame(message))
    })
  }

  /** Ends the process now and answers when it is gone; what it held is settled as crashed. */
  async kill(): Promise<void> {
    if (!this.isGone) this.child.kill('SIGKILL')
    await this.exited
  }

  private receive(frame: Uint8Array): void {
    this.lastAnswerAt = performance.now()
    const { header, body } = decodeFrame(frame)
    const answer = header as WorkerAnswer
    this.waiting.get(answer.key)?.settle(unpack(answer, body))
  }

  private settleAll(outcome: 'crashed'): void {
    for (const { settle } of [...this.waiting.values()]) settle(outcome)
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
