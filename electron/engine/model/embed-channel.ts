import type { ErrorBody } from '#shared/errors.ts'
import { AppError, fromErrorBody, toErrorBody } from '#shared/errors.ts'
import type { Embedder } from './embed.ts'

export interface EmbedRequest {
  id: number
  tensors: readonly Uint8Array[]
}

/** `close`: answer what came before, then end. */
export type EmbedMessage = EmbedRequest | 'close'

export type EmbedAnswer =
  { id: number; vectors: Float32Array[] } | { id: number; refusal: ErrorBody | null; error: unknown }

interface Waiting {
  resolve(vectors: Float32Array[]): void
  reject(error: unknown): void
}

/** What was asked of an embedder in another thread or process, and waits for its answers. */
export class EmbedChannel {
  private readonly waiting = new Map<number, Waiting>()
  private readonly post: (message: EmbedMessage) => void
  private readonly onBusy: (isBusy: boolean) => void
  private lastId = 0
  private ended: Error | null = null

  /** @param onBusy told when a request goes out, and when the last one under way was answered */
  constructor(post: (message: EmbedMessage) => void, onBusy: (isBusy: boolean) => void) {
    this.post = post
    this.onBusy = onBusy
  }

  /** Rejects with what the other side threw, or why it has ended. */
  ask(tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
    return new Promise((resolve, reject) => {
      if (this.ended !== null) {
        reject(this.ended)
        return
      }
      const id = ++this.lastId
      this.waiting.set(id, { resolve, reject })
      this.onBusy(true)
      this.post({ id, tensors })
    })
  }

  receive(answer: EmbedAnswer): void {
    const asked = this.waiting.get(answer.id)
    this.waiting.delete(answer.id)
    if (this.waiting.size === 0 && this.ended === null) this.onBusy(false)
    if ('vectors' in answer) asked?.resolve(answer.vectors)
    else asked?.reject(answer.refusal === null ? answer.error : fromErrorBody(answer.refusal))
  }

  /** Rejects what is waiting and whatever is asked from now on; the first reason stays. */
  end(reason: Error): void {
    this.ended ??= reason
    for (const { reject } of this.waiting.values()) reject(this.ended)
    this.waiting.clear()
  }
}

/**
 * The other side: answers one batch after the other. What is still waiting when `close` comes is not begun.
 * @returns takes the messages
 */
export function serveEmbedder(
  embedder: Promise<Embedder>,
  post: (answer: EmbedAnswer) => void,
  end: () => void,
): (message: EmbedMessage) => void {
  // A model that cannot be opened is the answer to the first request, not the end of this side.
  embedder.catch(() => undefined)
  let isClosing = false
  let last = Promise.resolve()
  return (message) => {
    if (message === 'close') {
      isClosing = true
      void last.then(end)
      return
    }
    last = last.then(async () => {
      if (!isClosing) post(await answer(embedder, message))
    })
  }
}

async function answer(embedder: Promise<Embedder>, { id, tensors }: EmbedRequest): Promise<EmbedAnswer> {
  try {
    return { id, vectors: await (await embedder).embed(tensors) }
  } catch (error) {
    return { id, refusal: error instanceof AppError ? toErrorBody(error) : null, error }
  }
}
