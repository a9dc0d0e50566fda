import { useRouter } from 'vue-router'
import { useBackupsStore } from '../../stores/backups.ts'
import { useKeys } from '../keys/useKeys.ts'
import { useSaveDiagnostics } from './useSaveDiagnostics.ts'

/** The commands that belong to the settings. */
export function useSettingsCommands(showAbout: () => void): void {
  const router = useRouter()
  const backups = useBackupsStore()
  const diagnostics = useSaveDiagnostics()

  useKeys({
    settings: () => void router.push({ name: 'settings' }),
    whatsNew: () => void router.push({ name: 'settings', params: { section: 'about' } }),
    about: showAbout,
    keepBackup: () => void backups.keep(),
    saveDiagnostics: () => void diagnostics.save(),
  })
}
