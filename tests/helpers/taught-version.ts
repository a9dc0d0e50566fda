import Database from 'better-sqlite3'
import { putTaughtHead, taughtHeads } from '#engine/catalog/queries/model-versions.ts'
import { addTeaching } from '#engine/catalog/queries/teachings.ts'
import type { LoadedModel } from '#engine/model/registry.ts'
import { encodeTaughtHead } from '#engine/model/taught-versions.ts'
import { BUNDLED, registry } from './bundled-model.ts'

/**
 * Puts a version into a catalog that is closed, as if it had been taught and used: with it, every genre is likelier.
 * @param more by so much, in logits
 * @returns its id
 */
export function addTaughtVersion(
  catalogPath: string,
  model: LoadedModel = registry.load(BUNDLED),
  more = 0.2,
): string {
  const { manifest, head } = model
  const db = new Database(catalogPath)
  try {
    const number = 1 + Math.max(1, ...taughtHeads(db).map((row) => row.number))
    const modelId = `${manifest.id}.${number}`
    const [at, parent] = [number, manifest.id]
    const teachingId = addTeaching(db, {
      at,
      parent,
      state: 'used',
      attempt: 1,
      judgedFilms: 0,
      report: {
        outcome: 'better',
        reason: 'proven',
        corrections: 1,
        basis: 'picked',
        genres: [],
        seconds: 1,
        taught: null,
      },
    })
    putTaughtHead(db, {
      modelId,
      teachingId,
      number,
      trunkSha256: manifest.trunkSha256,
      parent,
      createdAt: at,
      ...encodeTaughtHead({ ...head, bias: head.bias.map((bias) => bias + more) }, manifest.levels),
    })
    return modelId
  } finally {
    db.close()
  }
}
