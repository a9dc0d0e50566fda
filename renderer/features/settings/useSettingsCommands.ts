import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import type { AnyCommandId } from '#shared/domain/commands.ts'
import { onCommand } from '../../api/shell.ts'
import { useBackupsStore } from '../../stores/backups.ts'
import { useSaveDiagnostics } from './useSaveDiagnostics.ts'

/** What the desktop's menu asks for that belongs to the settings. */
export function useSettingsCommands(showAbout: () => void): void {
  const router = useRouter()
  const backups = useBackupsStore()
  const diagnostics = useSaveDiagnostics()

  const acts: Partial<Record<AnyCommandId, () => unknown>> = {
    settings: () => router.push({ name: 'settings' }),
    whatsNew: () => router.push({ name: 'settings', params: { section: 'about' } }),
    about: showAbout,
    keepBackup: backups.keep,
    saveDiagnostics: diagnostics.save,
  }
  onScopeDispose(onCommand(({ id }) => void acts[id]?.()))
}
