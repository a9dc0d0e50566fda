import { nextTick, onScopeDispose } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { onCommand } from '../../api/shell.ts'
import { useAppearanceStore } from '../../stores/appearance.ts'
import { useBackupsStore } from '../../stores/backups.ts'
import { useCommandsStore } from '../../stores/commands.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { useFilterStore } from '../../stores/filter.ts'
import { useFoldersStore } from '../../stores/folders.ts'
import { useJobsStore } from '../../stores/jobs.ts'
import { useLabelsStore } from '../../stores/labels.ts'
import { useNoticesStore } from '../../stores/notices.ts'
import { useSaveDiagnostics } from '../settings/useSaveDiagnostics.ts'
import { isTyping, useKeys } from './useKeys.ts'

interface WindowParts {
  /** Whether the window shows a catalog, and not its first run or that nothing answers. */
  isCatalog(): boolean
  showAbout(): void
  showKeys(): void
  showPalette(): void
}

/** What can be done wherever one is, and the desktop's menu, which asks for commands by name. */
export function useWindowCommands(parts: WindowParts): void {
  useEverywhere(parts)
  useWithCatalog(parts)
  const commands = useCommandsStore()
  onScopeDispose(onCommand(({ id, folder }) => void commands.run(id, { folder })))
}

function useEverywhere({ showAbout, showKeys, showPalette }: WindowParts): void {
  const connection = useConnectionStore()
  const folders = useFoldersStore()
  const appearance = useAppearanceStore()
  const backups = useBackupsStore()
  const diagnostics = useSaveDiagnostics()
  const isOnline = () => connection.state === 'online'

  useKeys(
    {
      openFolder: ({ folder }) => folders.askAdd(folder ?? undefined),
      keepBackup: () => void backups.keep(),
      saveDiagnostics: () => void diagnostics.save(),
      themeSystem: () => (appearance.theme = 'system'),
      themeLight: () => (appearance.theme = 'light'),
      themeDark: () => (appearance.theme = 'dark'),
      languageEnglish: () => (appearance.language = 'en'),
      languageGerman: () => (appearance.language = 'de'),
      help: showKeys,
      palette: showPalette,
      about: showAbout,
    },
    () => true,
    {
      openFolder: isOnline,
      keepBackup: isOnline,
      saveDiagnostics: isOnline,
      themeSystem: () => appearance.theme !== 'system',
      themeLight: () => appearance.theme !== 'light',
      themeDark: () => appearance.theme !== 'dark',
      languageEnglish: () => appearance.language !== 'en',
      languageGerman: () => appearance.language !== 'de',
    },
  )
}

function useWithCatalog({ isCatalog }: WindowParts): void {
  const route = useRoute()
  const router = useRouter()
  const commands = useCommandsStore()
  const filterStore = useFilterStore()
  const folders = useFoldersStore()
  const jobs = useJobsStore()
  const labels = useLabelsStore()
  const notices = useNoticesStore()

  /** Out of a field first: what was typed there is not to be lost. */
  const back = () => {
    if (isTyping() && document.activeElement instanceof HTMLElement) document.activeElement.blur()
    else void router.push(filterStore.place)
  }
  /** The wall has the field: shown, it is asked again. */
  const search = async () => {
    if (route.name === 'wall') return
    await router.push(filterStore.place)
    await nextTick()
    commands.run('search')
  }
  const allPosters = () => {
    filterStore.clear()
    void router.push(filterStore.place)
  }

  useKeys(
    {
      scanAll: () => {
        folders.scan([]).catch(notices.warn)
      },
      settings: () => void router.push({ name: 'settings' }),
      whatsNew: () => void router.push({ name: 'settings', params: { section: 'about' } }),
      undo: () => void labels.undo(),
      redo: () => void labels.redo(),
      allPosters,
      review: () => void router.push({ name: 'review' }),
      teach: () => void router.push({ name: 'teach' }),
      problems: () => void router.push({ name: 'problems' }),
      model: () => void router.push({ name: 'model' }),
      jobs: () => (jobs.isListOpen = true),
      search: () => void search(),
      back,
    },
    isCatalog,
    {
      scanAll: () => jobs.active === null,
      settings: () => route.name !== 'settings',
      whatsNew: () => route.params['section'] !== 'about',
      undo: () => labels.canUndo !== null,
      redo: () => labels.canRedo !== null,
      allPosters: () => route.name !== 'wall' || filterStore.isNarrowed,
      review: () => route.name !== 'review',
      teach: () => route.name !== 'teach',
      problems: () => route.name !== 'problems',
      model: () => route.name !== 'model',
      back: () => route.name !== 'wall',
    },
  )
}
