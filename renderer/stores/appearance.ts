import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import { setLanguage } from '../i18n.ts'
import { cacheAppearance, cachedAppearance, showTheme, spokenLanguage } from './appearance-cache.ts'
import { useSettingsStore } from './settings.ts'

export { DENSITIES, THEMES } from './setting-values.ts'
export type { Density, Theme } from './setting-values.ts'

/** How the window looks and what it speaks: the catalog's settings, and before they arrive what was last here. */
export const useAppearanceStore = defineStore('appearance', () => {
  const settings = useSettingsStore()
  const theme = settings.use('appearance.theme')
  const density = settings.use('appearance.density')
  const language = settings.use('appearance.language')

  const shown = computed(() =>
    settings.isLoaded ? { language: language.value, theme: theme.value } : cachedAppearance(),
  )
  watch(
    shown,
    (appearance) => {
      showTheme(appearance.theme)
      void setLanguage(spokenLanguage(appearance.language))
      if (settings.isLoaded) cacheAppearance(appearance)
    },
    { immediate: true },
  )

  return { theme, density, language }
})
