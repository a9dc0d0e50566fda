import { examineCatalog } from '#engine/app/doctor.ts'
import { openModelTools } from '#engine/app/model-tools.ts'
import { listBackends } from '#engine/app/backends.ts'
import type { Run } from '../terminal.ts'
import { EXIT, inert, print, table } from '../terminal.ts'
import { catalogFile } from '../with-engine.ts'

/** A sick catalog is exit 1; the document is printed all the same. */
export async function doctor(run: Run, options: { catalog?: string }): Promise<void> {
  const report = await examineCatalog(openModelTools(), catalogFile(options.catalog))
  const { catalog } = report
  if (catalog.integrity !== 'ok') run.exitCode = EXIT.failed
  print(run, report, () => {
    const health = catalog.schema === null && catalog.integrity === 'ok' ? 'not made yet' : catalog.integrity
    const held =
      catalog.posters === null ? '' : `, ${catalog.posters} posters, ${catalog.verdicts ?? 0} verdicts`
    return [
      `Onesheet ${report.version}, Node ${report.node}, ${report.platform}`,
      `Catalog ${inert(catalog.path)}: ${health}${held}`,
      `Cache: ${(report.cache.bytes / 1e6).toFixed(1)} MB`,
      '',
      backendTable(report.backends),
    ].join('\n')
  })
}

/** `backends [list]`. */
export async function backends(run: Run): Promise<void> {
  const result = await listBackends(openModelTools())
  print(run, result, () => backendTable(result.backends))
}

type Backends = Awaited<ReturnType<typeof listBackends>>['backends']

function backendTable(found: Backends): string {
  return table(
    ['Backend', 'Works', 'ms a poster', ''],
    found.map(({ name, available, msPerImage, reason }) => [
      name,
      available ? 'yes' : 'no',
      msPerImage === null ? '–' : msPerImage.toFixed(1),
      reason ?? '',
    ]),
  )
}
