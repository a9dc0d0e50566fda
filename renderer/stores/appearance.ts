import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { watchEffect } from 'vue'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
export const DENSITIES = ['small', 'medium', 'large'] as const
export type Density = (typeof DENSITIES)[number]

/** How the window looks, remembered on this computer. */
export const useAppearanceStore = defineStore('appearance', () => {
  const theme = useLocalStorage<Theme>('onesheet.theme', 'system')
  const density = useLocalStorage<Density>('onesheet.density', 'medium')
  // What another version left there may be a word that this one does not know.
  if (!THEMES.includes(theme.value)) theme.value = 'system'
  if (!DENSITIES.includes(density.value)) density.value = 'medium'

  watchEffect(() => {
    if (theme.value === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme.value
  })

  return { theme, density }
})
