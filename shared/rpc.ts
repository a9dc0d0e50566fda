import type { EngineApi, EngineEvents, EventName, MethodResult } from './contract/contract.ts'
import { AppError, fromErrorBody } from './errors.ts'
import type { ClientMessage, ServerMessage } from './rpc/messages.ts'
import { unpackValue } from './rpc/packed.ts'
import { MAX_REQUEST_BYTES, PROTOCOL_VERSION } from './rpc/protocol.ts'
import type { CancelSignal } from './util/cancel-signal.ts'
import { decodeFrame, encodeFrame } from './util/frames.ts'

/** Carries whole encoded frames, in order, both ways: a WebSocket, two pipes, a pair in memory. */
export interface Transport {
  /** Never throws; after the close it does nothing. */
  send(frame: Uint8Array): void
  /** One listener; frames that arrive before it is set are the transport's to keep. */
  onFrame(listener: (frame: Uint8Array) => void): void
  /** Told once, whichever side closed; at once if it is closed already. */
  onClose(listener: () => void): void
  close(): void
  /** Bytes sent and not yet taken by the other side, where the transport knows. */
  backlogBytes?(): number
  /** Told whenever the backlog has shrunk. */
  onDrain?(listener: () => void): void
}

/** An engine at the other end of a transport. */
export interface RpcClient extends EngineApi {
  /** Rejects what is pending with `app/disconnected` and closes the transport. */
  close(): void
  /** Settles with why the connection ended: `app/disconnected` or `app/protocol`. */
  readonly closed: Promise<AppError>
}

interface Pending {
  resolve(value: unknown): void
  reject(error: AppError): void
  /** Waits for the engine's hello, null once sent. */
  unsent: Uint8Array | null
}

/**
 * Speaks to an engine over a transport. Calls wait for the exchange of protocol versions.
 * A call rejects with the engine's AppError, with `app/cancelled` (its signal), `app/too-large` (over 1 MiB),
 * `app/protocol` (another version) or `app/disconnected`.
 */
export function createRpcClient(transport: Transport): RpcClient {
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  let greeted = false
  let ended: AppError | null = null
  let lastId = 0
  let tellClosed: (error: AppError) => void = () => undefined
  const closed = new Promise<AppError>((resolve) => {
    tellClosed = resolve
  })

  const send = (message: ClientMessage) => transport.send(encodeFrame(message))

  const end = (error: AppError) => {
    if (ended !== null) return
    ended = error
    const unanswered = [...pending.values()]
    pending.clear()
    for (const call of unanswered) call.reject(error)
    tellClosed(error)
    transport.close()
  }

  const greet = (protocol: number) => {
    if (protocol !== PROTOCOL_VERSION) {
      end(new AppError('app/protocol', undefined, { ours: PROTOCOL_VERSION, theirs: protocol }))
      return
    }
    greeted = true
    for (const call of pending.values()) {
      if (call.unsent !== null) transport.send(call.unsent)
      call.unsent = null
    }
  }

  const receive = (bytes: Uint8Array) => {
    const frame = decodeFrame(bytes)
    if (typeof frame.header !== 'object' || frame.header === null) throw new AppError('app/invalid')
    const message = frame.header as ServerMessage
    switch (message.kind) {
      case 'hello':
        greet(message.protocol)
        break
      case 'result': {
        const value = unpackValue(message.value, message.packed, frame.body)
        const call = pending.get(message.id)
        pending.delete(message.id)
        call?.resolve(value)
        break
      }
      case 'error': {
        if (message.id === null) break
        const call = pending.get(message.id)
        pending.delete(message.id)
        call?.reject(fromErrorBody(message.error))
        break
      }
      case 'event':
        for (const listener of listeners.get(message.name) ?? []) listener(message.payload)
        break
      default:
        // A kind of a later version with the same protocol number is by definition one that may be ignored.
        break
    }
  }

  transport.onFrame((bytes) => {
    if (ended !== null) return
    try {
      receive(bytes)
    } catch (error) {
      // Our engine does not send such frames: whatever it is on the other side, it is not understood.
      if (error instanceof AppError) end(new AppError('app/protocol'))
      else throw error
    }
  })
  transport.onClose(() => end(new AppError('app/disconnected')))
  send({ kind: 'hello', protocol: PROTOCOL_VERSION })

  const callUntyped = (method: string, params: unknown, signal: CancelSignal | undefined) =>
    new Promise<unknown>((resolve, reject) => {
      if (ended !== null) return reject(ended)
      if (signal?.aborted === true) return reject(new AppError('app/cancelled'))
      const id = ++lastId
      const bytes = encodeFrame({ kind: 'call', id, method, params } satisfies ClientMessage)
      if (bytes.byteLength > MAX_REQUEST_BYTES) return reject(new AppError('app/too-large'))
      const cancel = () => {
        const call = pending.get(id)
        if (call === undefined) return
        pending.delete(id)
        if (call.unsent === null) send({ kind: 'cancel', id })
        call.reject(new AppError('app/cancelled'))
      }
      const forgetSignal = () => signal?.removeEventListener('abort', cancel)
      pending.set(id, {
        unsent: greeted ? null : bytes,
        resolve: (value) => {
          forgetSignal()
          resolve(value)
        },
        reject: (error) => {
          forgetSignal()
          reject(error)
        },
      })
      signal?.addEventListener('abort', cancel, { once: true })
      if (greeted) transport.send(bytes)
    })

  return {
    closed,
    call: (name, params, options) =>
      // The engine of the same protocol version made it: the contract's type is what it is.
      callUntyped(name, params, options?.signal) as Promise<MethodResult<typeof name>>,
    on: <Name extends EventName>(name: Name, listener: (payload: EngineEvents[Name]) => void) => {
      const told = listeners.get(name) ?? new Set()
      listeners.set(name, told)
      // A wrapper of its own, so that one function may listen twice and stop once.
      const entry = (payload: unknown) => listener(payload as EngineEvents[Name])
      told.add(entry)
      return () => {
        told.delete(entry)
      }
    },
    close: () => end(new AppError('app/disconnected')),
  }
}
