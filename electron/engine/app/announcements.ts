import type { EngineEvents, EventName } from '#shared/contract/contract.ts'
import type { Engine } from './engine-types.ts'

/** The listeners of an engine, and telling them. */
export interface Announcements extends Pick<Engine, 'on' | 'subscribe'> {
  emit<Name extends EventName>(name: Name, payload: EngineEvents[Name]): void
}

export function createAnnouncements(): Announcements {
  const listeners = new Set<(name: EventName, payload: EngineEvents[EventName]) => void>()
  const add = (listener: (name: EventName, payload: EngineEvents[EventName]) => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    emit(name, payload) {
      for (const listener of listeners) listener(name, payload)
    },
    on: (name, listener) =>
      // The name and the payload of one event belong together; the type system loses that in a set of listeners.
      add((held, payload) => {
        if (held === name) listener(payload as never)
      }),
    subscribe: (listener) => add(listener as (name: EventName, payload: EngineEvents[EventName]) => void),
  }
}
