import { installBackend, listBackends } from '#engine/app/backends.ts'
import type { InstallPhase } from '#engine/model/backends/install-native.ts'
import type { BackendInfo } from '#shared/contract/settings.ts'
import { phaseLine } from '../progress.ts'
import type { Run } from '../terminal.ts'
import { print, table } from '../terminal.ts'
import { modelTools } from '../with-engine.ts'

const PHASES: Readonly<Record<InstallPhase, string>> = {
  addon: 'Fetching the addon',
  library: 'Fetching TensorFlow',
  unpacking: 'Unpacking',
  building: 'Building',
  trying: 'Trying it',
}

/** `backends [list]`. */
export async function backends(run: Run): Promise<void> {
  const result = await listBackends(modelTools(), run.signal)
  print(run, result, () => backendTable(result.backends))
}

/** `backends install native`. */
export async function installNativeBackend(run: Run, options: { library?: string }): Promise<void> {
  const line = phaseLine()
  const megabytes = (bytes: number): number => Math.round(bytes / 1e6)
  try {
    const result = await installBackend(modelTools(), {
      signal: run.signal,
      ...options,
      report(phase, done, total) {
        const isFetched = phase === 'addon' || phase === 'library'
        if (isFetched) line.show(PHASES[phase], megabytes(done), Math.max(1, megabytes(total ?? done)), 'MB')
        else line.show(PHASES[phase], 0, 1)
      },
    })
    line.end()
    print(run, result, () => backendTable(result.backends))
  } finally {
    line.end()
  }
}

export function backendTable(found: readonly BackendInfo[]): string {
  return table(
    ['Backend', 'For', 'Works', 'ms a poster', ''],
    found.map(({ name, use, description, available, msPerImage, reason }) => [
      name,
      use === 'training' ? 'training' : 'predicting',
      available ? 'yes' : 'no',
      msPerImage === null ? '–' : msPerImage.toFixed(1),
      reason ?? description ?? '',
    ]),
  )
}
