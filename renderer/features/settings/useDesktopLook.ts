import { computed, watchEffect } from 'vue'
import type { AnyCommandId } from '#shared/domain/commands.ts'
import { isDesktop, setLook } from '../../api/shell.ts'
import { language } from '../../i18n.ts'
import { useAppearanceStore } from '../../stores/appearance.ts'
import { useCommandsStore } from '../../stores/commands.ts'
import { useKeysStore } from '../../stores/keys.ts'
import { ALL_COMMAND_IDS } from '../keys/key-choice.ts'

/** On a Mac a field has it through the menu, so it is never grey. */
const OF_FIELDS_TOO: AnyCommandId = 'selectAll'

/** Keeps the desktop's menu and frame in the window's language, theme and keys, and grey what would do nothing. */
export function useDesktopLook(): void {
  if (!isDesktop) return
  const appearance = useAppearanceStore()
  const commands = useCommandsStore()
  const keys = useKeysStore()
  /** As a text, so that the menu is told only of what has changed. */
  const unavailable = computed(() =>
    ALL_COMMAND_IDS.filter((id) => id !== OF_FIELDS_TOO && !commands.can(id)).join(' '),
  )

  watchEffect(() => {
    setLook({
      language: language(),
      theme: appearance.theme,
      keys: keys.chosen,
      unavailable: unavailable.value.split(' ').filter((id) => id !== '') as AnyCommandId[],
    })
  })
}
