import type { EngineEvents, EventName, MethodName, MethodParams } from '#shared/contract/contract.ts'
import { EVENT_NAMES, isMethodName } from '#shared/contract/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { HostPicture, PictureRequest } from '#shared/rpc/host-picture.ts'
import { HOST_PICTURE } from '#shared/rpc/host-picture.ts'
import type { RpcClient, Transport } from '#shared/rpc.ts'
import { createRpcClient } from '#shared/rpc.ts'
import type { ServedEngine } from '#shared/rpc/serve.ts'

/** The engine that runs now, as the shell and its window speak with it. */
export interface EngineLink {
  /** Speaks with a new engine from now on. */
  attach(transport: Transport): void
  /** Null while there is no engine. */
  client(): RpcClient | null
  /** What the window may ask: the methods of the contract and nothing else. */
  readonly served: ServedEngine
  /** @throws AppError `app/disconnected` while there is no engine, `poster/not-found` */
  picture(request: PictureRequest): Promise<HostPicture>
  /** Told whenever an engine is gone; the next one is attached later. */
  onLost(listener: () => void): void
  detach(): void
}

export function createEngineLink(): EngineLink {
  let client: RpcClient | null = null
  const lostListeners: (() => void)[] = []
  const subscribers = new Set<(name: EventName, payload: EngineEvents[EventName]) => void>()

  const must = () => {
    if (client === null) throw new AppError('app/disconnected')
    return client
  }

  return {
    attach(transport) {
      const attached = createRpcClient(transport)
      client = attached
      for (const name of EVENT_NAMES) {
        attached.on(name, (payload) => {
          for (const tell of subscribers) tell(name, payload)
        })
      }
      void attached.closed.then(() => {
        if (client !== attached) return
        client = null
        for (const tell of lostListeners) tell()
      })
    },
    client: () => client,
    served: {
      handle: async (name, params, options): Promise<unknown> => {
        if (!isMethodName(name)) throw new AppError('app/unknown-method', name.slice(0, 80))
        // The engine parses them: here they only pass.
        return must().call(name, params as MethodParams<MethodName>, options)
      },
      subscribe: (listener) => {
        const told = listener as (name: EventName, payload: EngineEvents[EventName]) => void
        subscribers.add(told)
        return () => subscribers.delete(told)
      },
    },
    picture: async (request) => {
      // Outside the contract, which the client's types know alone.
      const call = must().call as unknown as (name: string, params: unknown) => Promise<HostPicture>
      return call(HOST_PICTURE, request)
    },
    onLost: (listener) => void lostListeners.push(listener),
    detach: () => client?.close(),
  }
}
