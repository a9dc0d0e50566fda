import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { AnyCommandId, CommandId } from '#shared/domain/commands.ts'
import { genreOfCommand } from '#shared/domain/commands.ts'
import type { Move } from '../features/keys/moves.ts'
import type { CommandDetails, KeyHandlers } from '../features/keys/useKeys.ts'

interface Doer {
  handlers: KeyHandlers
  isActive(): boolean
}

/** Who does what now. Keys, the palette and the desktop's menu all come through here. */
export const useCommandsStore = defineStore('commands', () => {
  /** The latest comes first: a view's own outranks the window's. */
  const doers = shallowReactive<Doer[]>([])

  const handlerOf = <Name extends keyof KeyHandlers>(name: Name): KeyHandlers[Name] | undefined =>
    doers.find(({ handlers, isActive }) => handlers[name] !== undefined && isActive())?.handlers[name]

  const nameOf = (id: AnyCommandId): CommandId | 'genre' =>
    genreOfCommand(id) === null ? (id as CommandId) : 'genre'

  return {
    add: (doer: Doer) => {
      doers.unshift(doer)
      return () => {
        doers.splice(doers.indexOf(doer), 1)
      }
    },
    can: (id: AnyCommandId): boolean => handlerOf(nameOf(id)) !== undefined,
    /** Does a command; false where nobody can now. */
    run: (id: AnyCommandId, details: CommandDetails = {}): boolean => {
      const genre = genreOfCommand(id)
      if (genre !== null) {
        const say = handlerOf('genre')
        say?.({ genre })
        return say !== undefined
      }
      const handler = handlerOf(id as CommandId)
      handler?.(details)
      return handler !== undefined
    },
    move: (move: { to: Move; isExtending: boolean }, event: KeyboardEvent): boolean => {
      const handler = handlerOf('move')
      handler?.(move, event)
      return handler !== undefined && event.defaultPrevented
    },
    select: (): boolean => {
      const handler = handlerOf('select')
      handler?.()
      return handler !== undefined
    },
  }
})
