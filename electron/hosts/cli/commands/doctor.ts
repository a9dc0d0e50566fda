import { saveDiagnostics } from '#engine/app/diagnostics.ts'
import { examineCatalog } from '#engine/app/doctor.ts'
import type { Run } from '../terminal.ts'
import { count, EXIT, inert, print, remark } from '../terminal.ts'
import { catalogFile, logsFolder, modelTools } from '../with-engine.ts'
import { backendTable } from './backends.ts'

export interface DoctorOptions {
  catalog?: string
  save?: string
  titles?: true
}

/** A sick catalog is exit 1; the document is printed all the same. */
export async function doctor(run: Run, options: DoctorOptions): Promise<void> {
  const report = await examineCatalog(modelTools(), catalogFile(options.catalog))
  const { catalog } = report
  if (catalog.integrity !== 'ok') run.exitCode = EXIT.failed
  if (options.save !== undefined) {
    const withTitles = options.titles === true
    const { bytes } = saveDiagnostics(options.save, { report, logsFolder: logsFolder(), withTitles })
    remark(
      `${Math.ceil(bytes / 1000)} kB for somebody who helps are in ${options.save}; read them before you send them.`,
    )
  }
  print(run, report, () => {
    const well = catalog.schema === null ? 'not made yet' : 'well'
    const health = catalog.integrity === 'ok' ? well : 'sick'
    const held =
      catalog.posters === null
        ? ''
        : `, ${count(catalog.posters, 'poster')}, ${count(catalog.verdicts ?? 0, 'verdict')}`
    return [
      `Onesheet ${report.version}, Node ${report.node}, ${report.platform}`,
      `Catalog ${inert(catalog.path)}: ${health}${held}`,
      `Cache: ${(report.cache.bytes / 1e6).toFixed(1)} MB`,
      ...report.problems.map(
        ({ severity, message }) => `${severity === 'error' ? 'Sick' : 'Note'}: ${inert(message)}`,
      ),
      '',
      backendTable(report.backends),
    ].join('\n')
  })
}
