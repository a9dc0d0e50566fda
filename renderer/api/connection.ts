import type {
  EngineEvents,
  EventName,
  MethodName,
  MethodParams,
  MethodResult,
} from '#shared/contract/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { RpcClient, Transport } from '#shared/rpc.ts'
import { createRpcClient } from '#shared/rpc.ts'
import { reconnectWaitMs } from './back-off.ts'
import type { SessionState } from './session.ts'

/**
 * `connecting`: the first attempt is under way. `offline`: the engine does not answer, attempts go on.
 * `signed-out`: a fresh link is needed. `mismatch`: page and engine are of different versions.
 */
export type ConnectionState = 'connecting' | 'online' | 'offline' | 'signed-out' | 'mismatch'

export interface ConnectionOptions {
  askSession(): Promise<SessionState>
  openTransport(): Promise<Transport>
  /** Told of each new state; `online` again after every reconnection. */
  onState(state: ConnectionState): void
}

/** The engine, behind a socket that may fall and is taken up again. Listeners outlive each socket. */
export interface Connection {
  /** Rejects with the engine's AppError, or `app/disconnected` at once while there is no socket. */
  call<Name extends MethodName>(
    name: Name,
    params: MethodParams<Name>,
    options?: { signal?: AbortSignal },
  ): Promise<MethodResult<Name>>
  on<Name extends EventName>(name: Name, listener: (payload: EngineEvents[Name]) => void): () => void
  /** Tries now instead of when the wait is over. */
  retry(): void
}

type Subscribe = (client: RpcClient) => void

export function createConnection(options: ConnectionOptions): Connection {
  const subscriptions = new Set<Subscribe>()
  let client: RpcClient | null = null
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let isTrying = false

  const tryLater = () => {
    options.onState('offline')
    timer = setTimeout(() => void attempt(), reconnectWaitMs(failures))
    failures += 1
  }

  const attempt = async () => {
    if (isTrying || client !== null) return
    isTrying = true
    if (timer !== null) clearTimeout(timer)
    timer = null
    try {
      const session = await options.askSession()
      if (session === 'signed-out') options.onState('signed-out')
      else if (session === 'unreachable') tryLater()
      else await connect()
    } catch {
      tryLater()
    } finally {
      isTrying = false
    }
  }

  const connect = async () => {
    const opened = createRpcClient(await options.openTransport())
    client = opened
    failures = 0
    for (const subscribe of subscriptions) subscribe(opened)
    void opened.closed.then((reason) => {
      client = null
      if (reason.code === 'app/protocol') options.onState('mismatch')
      else tryLater()
    })
    options.onState('online')
  }

  void attempt()

  return {
    call: (name, params, callOptions) =>
      client === null
        ? Promise.reject(new AppError('app/disconnected'))
        : client.call(name, params, callOptions),
    on: (name, listener) => {
      let stop: () => void = () => undefined
      const subscribe: Subscribe = (opened) => {
        stop = opened.on(name, listener)
      }
      subscriptions.add(subscribe)
      if (client !== null) subscribe(client)
      return () => {
        subscriptions.delete(subscribe)
        stop()
      }
    },
    retry: () => {
      failures = 0
      void attempt()
    },
  }
}
