import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { onCommand } from '../../api/shell.ts'
import { useAppearanceStore } from '../../stores/appearance.ts'
import { useCommandsStore } from '../../stores/commands.ts'
import { useFilterStore } from '../../stores/filter.ts'
import { useFoldersStore } from '../../stores/folders.ts'
import { useLabelsStore } from '../../stores/labels.ts'
import { useNoticesStore } from '../../stores/notices.ts'
import type { KeyHandlers } from './useKeys.ts'
import { useKeys } from './useKeys.ts'

/** What can be done wherever one is, and the desktop's menu, which asks for commands by name. */
export function useWindowCommands(handlers: KeyHandlers): void {
  const router = useRouter()
  const commands = useCommandsStore()
  const labels = useLabelsStore()
  const appearance = useAppearanceStore()
  const filterStore = useFilterStore()
  const folders = useFoldersStore()
  const notices = useNoticesStore()

  useKeys({
    undo: () => void labels.undo(),
    redo: () => void labels.redo(),
    scanAll: () => {
      folders.scan([]).catch(notices.warn)
    },
    allPosters: () => {
      filterStore.clear()
      void router.push(filterStore.place)
    },
    search: () => void router.push(filterStore.place),
    themeSystem: () => (appearance.theme = 'system'),
    themeLight: () => (appearance.theme = 'light'),
    themeDark: () => (appearance.theme = 'dark'),
    ...handlers,
  })

  onScopeDispose(onCommand(({ id, folder }) => void commands.run(id, { folder })))
}
