import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { AnyCommandId } from '#shared/domain/commands.ts'
import type { KeyRefusal } from '../features/keys/key-choice.ts'
import {
  commandsByKey,
  keyOf,
  readKeyMap,
  refusalOf,
  withKey,
  writeKeyMap,
} from '../features/keys/key-choice.ts'
import { useSettingsStore } from './settings.ts'

/** Which key leads to which command, as the person wants it. */
export const useKeysStore = defineStore('keys', () => {
  const settings = useSettingsStore()
  const map = settings.use('keys.map')
  /** Whether letters and signs alone do something. */
  const isEnabled = settings.use('keys.enabled')
  const chosen = computed(() => readKeyMap(map.value))
  const byKey = computed(() => commandsByKey(chosen.value))

  return {
    isEnabled,
    chosen,
    hasChosen: computed(() => Object.keys(chosen.value).length > 0),
    keyOf: (id: AnyCommandId) => keyOf(id, chosen.value),
    commandsOf: (key: string): readonly AnyCommandId[] => byKey.value.get(key) ?? [],
    /** Gives a command a key, or none; answers why it cannot have it. */
    change: (id: AnyCommandId, key: string | null): KeyRefusal | null => {
      const refusal = key === null ? null : refusalOf(id, key, chosen.value)
      if (refusal === null) map.value = writeKeyMap(withKey(id, key, chosen.value))
      return refusal
    },
    resetAll: () => {
      map.value = writeKeyMap({})
    },
  }
})
