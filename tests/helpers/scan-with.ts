import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore } from '#engine/catalog/open-store.ts'
import type { CatalogStore } from '#engine/catalog/store.ts'
import { ensureModelVersion } from '#engine/catalog/queries/model-versions.ts'
import { createPictures } from '#engine/images/pictures.ts'
import type { Predictor } from '#engine/model/predictor.ts'
import { systemClock } from '#engine/platform/clock.ts'
import { systemFileSystems } from '#engine/platform/file-systems.ts'
import { resources } from '#engine/platform/resources.ts'
import { loadGenreTable } from '#engine/scan/genre-names.ts'
import { scanJob } from '#engine/scan/scan-job.ts'
import type { ScanReport } from '#shared/contract/scan.ts'
import { sameLevels } from './levels.ts'
import { temporaryFolder } from './temporary.ts'

/** Scans a folder into a catalog of its own with this predictor. */
export async function scanWith(
  folder: string,
  predictor: Predictor,
): Promise<{ report: ScanReport; store: CatalogStore }> {
  const { modelId: id, trunkSha256, manifest } = predictor
  const levels = sameLevels(0.5, 0.3)
  const store = openStore(join(temporaryFolder(), 'catalog.db'), { readOnly: false }, () => ({ id, levels }))
  ensureModelVersion(store.db, { id, trunkSha256, parent: null, now: 1 })
  const pictures = createPictures({ input: manifest.input })
  onTestFinished(async () => {
    await pictures.close()
    store.close()
  })
  const job = scanJob({
    store,
    appVersion: '0',
    genres: loadGenreTable(resources.genreNames()),
    clock: systemClock,
    fileSystems: systemFileSystems,
    pictures: () => Promise.resolve(pictures),
    predictor: () => Promise.resolve(predictor),
    onRootsChanged() {},
  })
  const params = { folders: [folder], predict: true, includeAllArt: false, acceptMissing: false }
  const { signal } = new AbortController()
  const report = await job.run(params, { signal, report() {}, note: null, keep() {} })
  return { report, store }
}
