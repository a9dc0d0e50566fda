import { parentPort, Worker } from 'node:worker_threads'
import type { ErrorBody } from '#shared/errors.ts'
import { AppError, fromErrorBody, toErrorBody } from '#shared/errors.ts'
import { entryPath } from './entry-path.ts'

/** A thread that answers one request after the other: it is there from the first until it has been idle for a while. */
export interface RequestThread<Request, Answer> {
  /** Rejects with what the thread threw, and when it ended or is closed meanwhile. */
  ask(request: Request): Promise<Answer>
  /** Waits for the request under way: a thread that is ended inside native code takes the whole process with it. */
  close(): Promise<void>
}

export interface RequestThreadOptions {
  /** What the build calls the thread's file, and its source below `electron/engine`. */
  name: string
  source: string
  /** Handed to every thread that is started, as its `workerData`. */
  data(): unknown
  /** It goes, and what it holds in memory with it, when it was asked nothing for so long. */
  idleMs: number
}

type Message<Request> = { id: number; request: Request } | 'close'
type Reply<Answer> =
  { id: number; answer: Answer } | { id: number; refusal: ErrorBody | null; error: unknown }

interface Waiting<Answer> {
  resolve(answer: Answer): void
  reject(error: unknown): void
}

export function openRequestThread<Request, Answer>(
  options: RequestThreadOptions,
): RequestThread<Request, Answer> {
  let running: Running<Request, Answer> | null = null
  let idle: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  let ending = Promise.resolve()

  const end = async () => {
    clearTimeout(idle)
    const ended = running
    running = null
    if (ended !== null) ending = Promise.all([ending, ended.close()]).then(() => undefined)
    await ending
  }
  return {
    async ask(request) {
      if (isClosed) throw new Error(`The thread ${options.name} is closed`)
      clearTimeout(idle)
      if (running === null || running.hasEnded) running = new Running(options)
      const asked = running
      try {
        return await asked.ask(request)
      } finally {
        if (running === asked && asked.isIdle) {
          clearTimeout(idle)
          idle = setTimeout(() => void end(), options.idleMs)
          idle.unref()
        }
      }
    },
    async close() {
      isClosed = true
      await end()
    },
  }
}

/** One thread from its start to its end. */
class Running<Request, Answer> {
  hasEnded = false
  private readonly name: string
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting<Answer>>()
  private readonly exited: Promise<void>
  private lastId = 0

  constructor({ name, source, data }: RequestThreadOptions) {
    this.name = name
    this.worker = new Worker(entryPath(name, source), { workerData: data() })
    // A thread that waits for work does not keep a finished command alive; a request under way does.
    this.worker.unref()
    this.worker.on('message', (reply: Reply<Answer>) => this.settle(reply))
    this.worker.on('error', (error: unknown) => this.rejectAll(error))
    this.exited = new Promise((resolve) => {
      this.worker.on('exit', () => {
        this.rejectAll(new Error(`The thread ${name} has ended`))
        resolve()
      })
    })
  }

  get isIdle(): boolean {
    return this.waiting.size === 0
  }

  ask(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const id = ++this.lastId
      this.waiting.set(id, { resolve, reject })
      this.worker.ref()
      this.worker.postMessage({ id, request } satisfies Message<Request>)
    })
  }

  async close(): Promise<void> {
    this.rejectAll(new Error(`The thread ${this.name} is closed`))
    this.worker.ref()
    this.worker.postMessage('close' satisfies Message<Request>)
    await this.exited
  }

  private settle(reply: Reply<Answer>): void {
    const asked = this.waiting.get(reply.id)
    this.waiting.delete(reply.id)
    if (this.isIdle && !this.hasEnded) this.worker.unref()
    if ('answer' in reply) asked?.resolve(reply.answer)
    else asked?.reject(reply.refusal === null ? reply.error : fromErrorBody(reply.refusal))
  }

  private rejectAll(error: unknown): void {
    this.hasEnded = true
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
  }
}

/** The thread's side of it: answers what is asked, one after the other, until it is told to end. */
export function answerRequests<Request, Answer>(
  handle: (request: Request) => Answer | Promise<Answer>,
): void {
  let isClosing = false
  let last = Promise.resolve()
  parentPort?.on('message', (message: Message<Request>) => {
    if (message === 'close') {
      isClosing = true
      void last.then(() => process.exit())
      return
    }
    last = last.then(async () => {
      if (!isClosing) parentPort?.postMessage(await reply(handle, message))
    })
  })
}

async function reply<Request, Answer>(
  handle: (request: Request) => Answer | Promise<Answer>,
  { id, request }: { id: number; request: Request },
): Promise<Reply<Answer>> {
  try {
    return { id, answer: await handle(request) }
  } catch (error) {
    return { id, refusal: error instanceof AppError ? toErrorBody(error) : null, error }
  }
}
