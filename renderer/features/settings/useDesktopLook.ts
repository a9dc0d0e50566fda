import { watchEffect } from 'vue'
import type { WindowLook } from '#shared/desktop.ts'
import { setLook } from '../../api/shell.ts'
import { language } from '../../i18n.ts'
import { useAppearanceStore } from '../../stores/appearance.ts'
import { useKeysStore } from '../../stores/keys.ts'
import { useLabelsStore } from '../../stores/labels.ts'

/** Keeps the desktop's menu and frame in the window's language, theme and keys. */
export function useDesktopLook(): void {
  const appearance = useAppearanceStore()
  const labels = useLabelsStore()
  const keys = useKeysStore()

  watchEffect(() => {
    const unavailable: WindowLook['unavailable'] = []
    if (labels.canUndo === null) unavailable.push('undo')
    if (labels.canRedo === null) unavailable.push('redo')
    setLook({
      language: language(),
      theme: appearance.theme,
      keys: keys.chosen,
      unavailable,
    })
  })
}
