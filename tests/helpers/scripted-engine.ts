import type { Engine } from '#engine/app/engine-types.ts'
import type { MethodName, MethodParams, MethodResult } from '#shared/contract/contract.ts'
import type { FakeEngine, FakeEngineOptions } from './fake-engine.ts'
import { createFakeEngine } from './fake-engine.ts'

/** An engine of which some methods answer what a test gives; everything else, pictures too, is its own. */
export interface ScriptedEngine extends Engine {
  emit: FakeEngine['emit']
  /** Calls of the methods that a test answers, in order. */
  readonly calls: FakeEngine['calls']
}

export function scriptEngine(
  engine: Engine,
  methods: NonNullable<FakeEngineOptions['methods']>,
): ScriptedEngine {
  const fake = createFakeEngine({ methods })
  const answering = (name: string) => (Object.hasOwn(methods, name) ? fake : engine)
  return {
    calls: fake.calls,
    emit: fake.emit,
    handle: (name, params, options) => answering(name).handle(name, params, options),
    call: <Name extends MethodName>(
      name: Name,
      params: MethodParams<Name>,
      options?: Parameters<Engine['call']>[2],
    ): Promise<MethodResult<Name>> => answering(name).call(name, params, options),
    on: (name, listener) => both(engine.on(name, listener), fake.on(name, listener)),
    subscribe: (listener) => both(engine.subscribe(listener), fake.subscribe(listener)),
    picture: engine.picture,
    close: engine.close,
  }
}

function both(...stops: (() => void)[]): () => void {
  return () => {
    for (const stop of stops) stop()
  }
}
