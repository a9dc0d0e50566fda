import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { AnyCommandId, CommandId } from '#shared/domain/commands.ts'
import { genreOfCommand, isCommandOf } from '#shared/domain/commands.ts'
import { isDesktop } from '../api/shell.ts'
import type { Move } from '../features/keys/moves.ts'
import type { CommandDetails, KeyHandlers, KeyOffers } from '../features/keys/useKeys.ts'

interface Doer {
  handlers: KeyHandlers
  isActive(): boolean
  offers: KeyOffers
}

/** Who does what now. Keys, the palette and the desktop's menu all come through here. */
export const useCommandsStore = defineStore('commands', () => {
  /** The latest comes first: a view's own outranks the window's. */
  const doers = shallowReactive<Doer[]>([])

  const doerOf = (name: keyof KeyHandlers) =>
    doers.find(({ handlers, isActive }) => handlers[name] !== undefined && isActive())
  const handlerOf = <Name extends keyof KeyHandlers>(name: Name): KeyHandlers[Name] | undefined =>
    doerOf(name)?.handlers[name]

  const nameOf = (id: AnyCommandId): CommandId | 'genre' =>
    genreOfCommand(id) === null ? (id as CommandId) : 'genre'

  return {
    add: (doer: Doer) => {
      doers.unshift(doer)
      return () => {
        doers.splice(doers.indexOf(doer), 1)
      }
    },
    /** Whether somebody hears a command now, be it to say why it does nothing. */
    hears: (id: AnyCommandId): boolean => doerOf(nameOf(id)) !== undefined,
    /** Whether a command would do something now: what the palette and the menu offer. */
    can: (id: AnyCommandId): boolean => {
      const doer = doerOf(nameOf(id))
      if (doer === undefined || !isCommandOf(isDesktop ? 'desktop' : 'browser', id)) return false
      return doer.offers[nameOf(id)]?.() ?? true
    },
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
    /** Says the genre of the user's own that has this digit of what is selected. */
    sayOwn: (key: string): boolean => {
      const handler = handlerOf('own')
      handler?.({ key })
      return handler !== undefined
    },
    select: (): boolean => {
      const handler = handlerOf('select')
      handler?.()
      return handler !== undefined
    },
  }
})
