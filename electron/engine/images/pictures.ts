import type { DecodedPicture, PictureProblem, RefusedPicture } from './decode.ts'
import type { InputSize } from './preprocess.ts'
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
}

const IN_FLIGHT = 6
const TIMEOUT_MS = 10_000

/**
 * When the worker dies, the files it held are tried again one at a time, so that only the one that kills it is
 * given up. The timeout counts from the moment the worker last answered: a queue behind a slow file is not slow.
 */
export function createPictures(options: PicturesOptions): Pictures {
  const { inFlight = IN_FLIGHT, timeoutMs = TIMEOUT_MS } = options
  let worker: WorkerProcess | null = null
  let isClosed = false

  const open = () => {
    worker ??= new WorkerProcess(options.input, options.environment ?? {})
    return worker
  }
  const discard = async () => {
    const dead = worker
    worker = null
    await dead?.kill()
  }

  /** One request on a worker of its own making: what happens is this file's doing. */
  const readAlone = async (request: PictureRequest): Promise<PictureResult> => {
    const outcome = await open().read(request, timeoutMs)
    if (typeof outcome !== 'string') return outcome
    await discard()
    return refused(request.key, outcome === 'timeout' ? 'picture/timeout' : 'picture/crashed')
  }

  async function* readAll(requests: Iterable<PictureRequest>, signal: AbortSignal): AsyncGenerator<PictureResult> {
    const iterator = requests[Symbol.iterator]()
    const held = new Map<number, PictureRequest>()
    const running = new Map<number, Promise<{ key: number; outcome: PictureResult | 'timeout' | 'crashed' }>>()
    for (;;) {
      while (running.size < inFlight && !signal.aborted && !isClosed) {
        const next = iterator.next()
        if (next.done === true) break
        const request = next.value
        held.set(request.key, request)
        running.set(
          request.key,
          open()
            .read(request, timeoutMs)
            .then((outcome) => ({ key: request.key, outcome })),
        )
      }
      if (running.size === 0) return
      const { key, outcome } = await Promise.race(running.values())
      running.delete(key)
      if (typeof outcome !== 'string') {
        held.delete(key)
        if (!signal.aborted) yield outcome
        continue
      }
      // The worker is lost, and with it every file it held: each is tried again alone.
      await discard()
      await Promise.all(running.values())
      running.clear()
      const lost = [...held.values()]
      held.clear()
      for (const request of lost) {
        if (signal.aborted || isClosed) return
        yield await readAlone(request)
      }
    }
  }

  return {
    process: (requests, { signal }) => readAll(requests, signal),
    async close() {
      isClosed = true
      await discard()
    },
  }
}

const MESSAGES = {
  'picture/timeout': 'Reading the picture took too long and was stopped. Replace the file or remove it.',
  'picture/crashed': 'The picture crashed its reader and was set aside. Replace the file or remove it.',
} as const satisfies Partial<Record<PictureProblem, string>>

function refused(key: number, code: keyof typeof MESSAGES): PictureResult {
  return { key, modifiedMs: null, ok: false, sha256: null, code, message: MESSAGES[code] }
}
