import { defineStore } from 'pinia'
import type { WritableComputedRef } from 'vue'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import type { SettingInfo, SettingValue } from '#shared/contract/settings.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { useConnectionStore } from './connection.ts'
import { useNoticesStore } from './notices.ts'
import type { LevelChoice, SettingKey, SettingOf } from './setting-values.ts'
import { readSetting } from './setting-values.ts'

/**
 * The settings, which live in the catalog: a browser's storage belongs to a port, and the port changes. A change shows
 * at once and is taken back where the engine refuses it.
 */
export const useSettingsStore = defineStore('settings', () => {
  const connection = useConnectionStore()
  const notices = useNoticesStore()
  const held = shallowRef(new Map<string, SettingValue>())
  /** Changes that the engine has not answered yet, and those that it cannot keep. */
  const ahead = shallowReactive(new Map<string, SettingValue>())
  const isLoaded = ref(false)
  /** Grows whenever the engine told its settings: what follows from them is to be asked again. */
  const revision = ref(0)

  const take = (settings: readonly SettingInfo[]) => {
    held.value = new Map(settings.map(({ key, value }) => [key, value]))
    isLoaded.value = true
    revision.value += 1
  }

  const load = async () => {
    try {
      take((await connection.call('settings.list', {})).settings)
    } catch {
      // The connection says so itself; the defaults and what was set in this window hold.
    }
  }
  connection.on('settings.changed', () => void load())
  connection.whenOnline(() => void load())

  const get = <Key extends SettingKey>(key: Key): SettingOf<Key> =>
    readSetting(key, ahead.has(key) ? ahead.get(key) : held.value.get(key))

  const set = async <Key extends SettingKey>(key: Key, value: SettingOf<Key>): Promise<void> => {
    ahead.set(key, value)
    const isLatest = () => ahead.get(key) === value
    try {
      take((await connection.call('settings.set', { key, value })).settings)
      if (isLatest()) ahead.delete(key)
    } catch (error) {
      const isUnknown = error instanceof AppError && error.code === 'settings/unknown'
      // How the window looks can be changed for as long as it is open, even where nothing can be written.
      if (isLatest() && !isUnknown && !key.startsWith('appearance.')) ahead.delete(key)
      if (!isUnknown) notices.warn(error)
    }
  }

  return {
    isLoaded,
    revision,
    get,
    set,
    /** A setting to read, to write and to bind with `v-model`. */
    use: <Key extends SettingKey>(key: Key): WritableComputedRef<SettingOf<Key>> =>
      computed({ get: () => get(key), set: (value) => void set(key, value) }),
    levelOf: (genre: Genre): LevelChoice => get(`levels.${genre}`),
  }
})
