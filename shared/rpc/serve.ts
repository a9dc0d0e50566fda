import type { EngineEvents, EventName } from '../contract/contract.ts'
import { AppError, toErrorBody } from '../errors.ts'
import type { Transport } from '../rpc.ts'
import type { CancelSignal } from '../util/cancel-signal.ts'
import type { CancelSource } from '../util/cancel-source.ts'
import { createCancelSource } from '../util/cancel-source.ts'
import { encodeFrame } from '../util/frames.ts'
import type { QueuedEvent } from './event-queue.ts'
import { EventQueue } from './event-queue.ts'
import type { ServerMessage } from './messages.ts'
import { packValue } from './packed.ts'
import { MAX_ANSWER_BYTES, MAX_REQUEST_BYTES, PROTOCOL_VERSION } from './protocol.ts'
import { readRequest } from './read-request.ts'

/** What is served: the engine's own `EngineServer` fits. */
export interface ServedEngine {
  handle(name: string, params: unknown, options?: { signal?: CancelSignal }): Promise<unknown>
  subscribe(listener: <Name extends EventName>(name: Name, payload: EngineEvents[Name]) => void): () => void
}

export interface ServeOptions {
  /** Calls that run at the same time; further ones wait. */
  maxInFlight?: number
  /** Calls that wait, and the bytes of them; further ones are refused. */
  maxWaiting?: number
  maxWaitingBytes?: number
  /** Distinct events kept for a slow client. */
  maxQueuedEvents?: number
  maxMessageBytes?: number
  /** From this backlog on events are kept and no further call is started. */
  slowBacklogBytes?: number
  /** A client that lets this much pile up is cut off. */
  maxBacklogBytes?: number
  /** Told of everything thrown that is not a refusal, for the log: the client sees only `internal`. */
  onInternalError?: (thrown: unknown, method: string) => void
}

interface Call {
  id: number
  method: string
  params: unknown
  bytes: number
  source: CancelSource
}

/**
 * Serves an engine to the client of one transport until either closes it: bounded, and never failing on
 * anything that a client sends. Closing cancels the calls that run.
 */
export function serveRpc(
  transport: Transport,
  engine: ServedEngine,
  options: ServeOptions = {},
): { close(): void } {
  const maxInFlight = options.maxInFlight ?? 32
  const maxWaiting = options.maxWaiting ?? 256
  const maxWaitingBytes = options.maxWaitingBytes ?? 16 * 1024 * 1024
  const slowBacklogBytes = options.slowBacklogBytes ?? 1024 * 1024
  const maxBacklogBytes = options.maxBacklogBytes ?? 2 * MAX_ANSWER_BYTES
  const events = new EventQueue(options.maxQueuedEvents ?? 1000)
  const running = new Map<number, Call>()
  const waiting = new Map<number, Call>()
  let waitingBytes = 0
  let greeted = false
  let closed = false

  const backlogBytes = () => transport.backlogBytes?.() ?? 0
  const isSlow = () => backlogBytes() > slowBacklogBytes

  const sendBytes = (bytes: Uint8Array) => {
    if (closed) return
    transport.send(bytes)
    if (backlogBytes() > maxBacklogBytes) transport.close()
  }
  const send = (message: ServerMessage) => sendBytes(encodeFrame(message))
  const refuse = (id: number | null, thrown: unknown) => {
    try {
      send({ kind: 'error', id, error: toErrorBody(thrown) })
    } catch (unsendable) {
      // Details that are not JSON are a mistake of ours; the caller must have its answer all the same.
      send({ kind: 'error', id, error: toErrorBody(unsendable) })
    }
  }

  const announce = (event: QueuedEvent) => send({ kind: 'event', name: event.name, payload: event.payload })

  const flushEvents = () => {
    while (!closed && !isSlow()) {
      const event = events.take()
      if (event === null) return
      announce(event)
    }
  }

  const answer = (call: Call, value: unknown) => {
    const { value: plain, packed, body } = packValue(value)
    const bytes = encodeFrame(
      { kind: 'result', id: call.id, value: plain, packed } satisfies ServerMessage,
      body,
    )
    if (bytes.byteLength > MAX_ANSWER_BYTES) throw new AppError('app/too-large')
    sendBytes(bytes)
  }

  const run = async (call: Call) => {
    running.set(call.id, call)
    try {
      const value = await engine.handle(call.method, call.params, { signal: call.source.signal })
      if (call.source.signal.aborted) throw new AppError('app/cancelled')
      answer(call, value)
    } catch (thrown) {
      if (!(thrown instanceof AppError)) options.onInternalError?.(thrown, call.method)
      refuse(call.id, thrown)
    }
    running.delete(call.id)
    startWaiting()
  }

  const startWaiting = () => {
    for (const call of waiting.values()) {
      if (closed || running.size >= maxInFlight || isSlow()) return
      leaveQueue(call)
      void run(call)
    }
  }

  const leaveQueue = (call: Call) => {
    waiting.delete(call.id)
    waitingBytes -= call.bytes
  }

  const accept = (call: Call) => {
    if (!greeted) return refuse(call.id, new AppError('app/protocol'))
    // Its namesake's answer would be taken for this one's, so the refusal cannot carry the id.
    if (running.has(call.id) || waiting.has(call.id))
      return refuse(null, new AppError('app/invalid', 'Call id'))
    if (waiting.size >= maxWaiting || (waiting.size > 0 && waitingBytes + call.bytes > maxWaitingBytes)) {
      return refuse(call.id, new AppError('app/busy'))
    }
    waiting.set(call.id, call)
    waitingBytes += call.bytes
    startWaiting()
  }

  const cancel = (id: number) => {
    running.get(id)?.source.cancel()
    const call = waiting.get(id)
    if (call === undefined) return
    leaveQueue(call)
    refuse(id, new AppError('app/cancelled'))
  }

  const greet = (protocol: number) => {
    greeted = protocol === PROTOCOL_VERSION
    send({ kind: 'hello', protocol: PROTOCOL_VERSION })
  }

  const unsubscribe = engine.subscribe((name, payload) => {
    if (closed || !greeted) return
    // The name and the payload of one event belong together; the type system loses that in a generic listener.
    const event = { name, payload } as QueuedEvent
    if (events.size === 0 && !isSlow()) announce(event)
    else events.add(event)
  })

  const end = () => {
    if (closed) return
    closed = true
    unsubscribe()
    waiting.clear()
    for (const call of running.values()) call.source.cancel()
  }

  transport.onFrame((bytes) => {
    if (closed) return
    const request = readRequest(bytes, options.maxMessageBytes ?? MAX_REQUEST_BYTES)
    if ('refusal' in request) return refuse(request.id, request.refusal)
    const { message } = request
    if (message.kind === 'hello') greet(message.protocol)
    else if (message.kind === 'cancel') cancel(message.id)
    else {
      const { id, method, params } = message
      accept({ id, method, params, bytes: bytes.byteLength, source: createCancelSource() })
    }
  })
  transport.onDrain?.(() => {
    flushEvents()
    startWaiting()
  })
  transport.onClose(end)

  return {
    close: () => {
      end()
      transport.close()
    },
  }
}
