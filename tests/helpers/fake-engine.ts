import type { Engine, PictureAnswer } from '#engine/app/engine-types.ts'
import type { EngineEvents, EventName, MethodName, MethodResult } from '#shared/contract/contract.ts'
import { CONTRACT, isMethodName } from '#shared/contract/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { CancelSignal } from '#shared/util/cancel-signal.ts'

type Listener = (name: EventName, payload: unknown) => void
type Handler = (params: unknown, signal: CancelSignal | undefined) => unknown

/** An engine without a catalog: methods answer what a test gives, parameters are checked by the real contract. */
export interface FakeEngine extends Engine {
  emit<Name extends EventName>(name: Name, payload: EngineEvents[Name]): void
  /** Every call that passed the contract, in order. */
  readonly calls: { name: MethodName; params: unknown }[]
  readonly subscribers: number
  readonly isClosed: boolean
}

export interface FakeEngineOptions {
  methods?: Partial<Record<MethodName, Handler>>
  picture?: (
    kind: 'thumb' | 'picture',
    posterId: number,
  ) => PictureAnswer | null | Promise<PictureAnswer | null>
}

export function createFakeEngine({ methods = {}, picture = () => null }: FakeEngineOptions = {}): FakeEngine {
  const listeners = new Set<Listener>()
  const calls: FakeEngine['calls'] = []
  let isClosed = false

  const handle = async (
    name: string,
    params: unknown,
    options?: { signal?: CancelSignal },
  ): Promise<unknown> => {
    if (!isMethodName(name)) throw new AppError('app/unknown-method', name)
    const parsed = CONTRACT[name].params.safeParse(params)
    if (!parsed.success) throw new AppError('app/invalid', name)
    calls.push({ name, params: parsed.data })
    return methods[name]?.(parsed.data, options?.signal) ?? null
  }
  const subscribe: Engine['subscribe'] = (listener) => {
    listeners.add(listener as Listener)
    return () => {
      listeners.delete(listener as Listener)
    }
  }

  return {
    calls,
    handle,
    subscribe,
    call: (name, params, options) => handle(name, params, options) as Promise<MethodResult<typeof name>>,
    on: (name, listener) =>
      subscribe((told, payload) => {
        if (told === (name as string)) (listener as (payload: unknown) => void)(payload)
      }),
    emit: (name, payload) => {
      for (const listener of listeners) listener(name, payload)
    },
    picture: async (kind, posterId) => picture(kind, posterId),
    close: async () => {
      isClosed = true
    },
    get subscribers() {
      return listeners.size
    },
    get isClosed() {
      return isClosed
    },
  }
}
