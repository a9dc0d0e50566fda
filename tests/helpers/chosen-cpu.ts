import { onTestFinished, vi } from 'vitest'
import { providersIn } from '#engine/app/model-tools.ts'
import { CPU, usualSetting } from '#engine/model/providers/provider.ts'
import { BUNDLED, registry } from './bundled-model.ts'

/**
 * Makes a folder the data folder of this process for the test, and remembers in it that the CPU was chosen: neither the
 * doctor nor a command measures there what computes fastest, which takes seconds.
 */
export function useChosenCpu(dataFolder: string): void {
  // First: a TensorFlow in the data folder is part of what is remembered.
  vi.stubEnv('ONESHEET_DATA', dataFolder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const setting = usualSetting()
  const measured = [{ name: CPU, agrees: true, msPerImage: 10, reason: null }]
  providersIn(dataFolder).keep(registry.load(BUNDLED), { name: CPU, setting, cpu: setting, measured })
}
