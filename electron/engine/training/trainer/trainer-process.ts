import { Socket } from 'node:net'
import { toErrorBody } from '#shared/errors.ts'
import { decodeFrame, encodeFrame, FrameReader } from '#shared/util/frames.ts'
import { finishTraining } from './finish-training.ts'
import { runTraining } from './run-training.ts'
import type { FromTrainer, ToTrainer } from './wire.ts'

/*
 * The training process: a training takes gigabytes and all of a processor, and is cancelled by ending it. Messages
 * come in frames on descriptor 3, answers go out on descriptor 4. It ends when its parent does.
 */

const LARGEST_FRAME_BYTES = 1024 * 1024

const input = new Socket({ fd: 3, readable: true, writable: false })
const output = new Socket({ fd: 4, readable: false, writable: true })
const reader = new FrameReader(LARGEST_FRAME_BYTES)
const cancelled = new AbortController()

input.on('data', (chunk: Buffer) => {
  for (const frame of reader.push(chunk)) {
    const message = decodeFrame(frame).header as ToTrainer
    if (message.kind === 'cancel') cancelled.abort()
    else void train(message)
  }
})
// Ctrl+C in a terminal reaches every process; the parent asks for a checkpoint first.
process.on('SIGINT', () => undefined)
input.on('close', leave)
output.on('error', leave)

/** At once: the last checkpoint is whole, whatever is being computed. */
function leave(): void {
  process.kill(process.pid, 'SIGKILL')
}

function tell(message: FromTrainer, then?: () => void): void {
  output.write(encodeFrame(message), then)
}

async function train(message: Extract<ToTrainer, { kind: 'start' }>): Promise<void> {
  const { options, resume, cacheFolder } = message
  const onPhase = (phase: Extract<FromTrainer, { kind: 'phase' }>['phase'], done: number, total: number) => {
    tell({ kind: 'phase', phase, done, total })
  }
  try {
    const trained = await runTraining(options, {
      resume,
      cacheFolder,
      signal: cancelled.signal,
      onPhase,
      onProgress: (progress) => {
        tell({ kind: 'progress', progress })
      },
      onEpoch: (row) => {
        tell({ kind: 'epoch', row })
      },
    })
    const result = await finishTraining(options, trained)
    tell({ kind: 'done', result }, leave)
  } catch (error) {
    const body = toErrorBody(error)
    if (body.code === 'internal')
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    tell({ kind: 'error', error: body }, leave)
  }
}
