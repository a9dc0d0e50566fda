import { useSessionStorage } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useLabelsStore } from '../../stores/labels.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import type { GuideProgress } from './guide.ts'
import { advance, NOTHING_DONE } from './guide.ts'

const isWanted = () => useSessionStorage('onesheet.guide', false)

/** Lets the guide begin with the wall that comes now: this catalog is being made in this window. */
export function beginGuide(): void {
  isWanted().value = true
}

/** The guide through the first three corrections; once it is over or skipped it does not come again. */
export function useGuide() {
  const labels = useLabelsStore()
  const settings = useSettingsStore()
  const wanted = isWanted()
  const progress = useSessionStorage<GuideProgress>('onesheet.guide-progress', { ...NOTHING_DONE })
  const isShown = computed(
    () => wanted.value && !(settings.get('firstRun.guided') && progress.value.done < 3),
  )

  watch(
    () => labels.state,
    (now) => {
      if (wanted.value) progress.value = advance(progress.value, now)
    },
    { immediate: true },
  )
  watch(
    () => progress.value.done,
    (done) => {
      if (done === 3) void settings.set('firstRun.guided', true)
    },
  )

  return {
    isShown,
    done: computed(() => progress.value.done),
    end: () => {
      wanted.value = false
      progress.value = { ...NOTHING_DONE }
      void settings.set('firstRun.guided', true)
    },
  }
}
