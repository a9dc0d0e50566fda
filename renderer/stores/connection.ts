import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { AppInfo } from '#shared/contract/app.ts'
import type { ConnectionState } from '../api/connection.ts'
import { createConnection } from '../api/connection.ts'
import { host } from '../api/host.ts'

/** The engine and whether it answers. Every other store asks through this one. */
export const useConnectionStore = defineStore('connection', () => {
  const state = ref<ConnectionState>('connecting')
  /** Grows with each connection made: whoever shows something asks again when it does. */
  const epoch = ref(0)
  const wasOnline = ref(false)
  const info = shallowRef<AppInfo | null>(null)

  const connection = createConnection({
    ...host,
    onState: (next) => {
      state.value = next
      if (next !== 'online') return
      wasOnline.value = true
      epoch.value += 1
      void learnInfo()
    },
  })

  const learnInfo = async () => {
    // A failure here is the connection's, which says so itself.
    info.value = await connection.call('app.info', {}).catch(() => info.value)
  }

  connection.on('app.changed', () => void learnInfo())

  return {
    state,
    epoch,
    wasOnline,
    info,
    call: connection.call,
    on: connection.on,
    retry: connection.retry,
    /** Runs now if the engine answers, and again after every reconnection. */
    whenOnline: (run: () => void) =>
      watch(
        epoch,
        (number) => {
          if (number > 0) run()
        },
        { immediate: true },
      ),
  }
})
