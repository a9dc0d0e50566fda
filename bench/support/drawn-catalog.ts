import { join } from 'node:path'
import { openCatalog } from '#engine/catalog/open.ts'
import { putThumbnail } from '#engine/catalog/queries/cache.ts'
import { ensureModelVersion, putPrediction } from '#engine/catalog/queries/predictions.ts'
import { withVerdictsOpen } from '#engine/catalog/verdict-gate.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { sortTitleKey } from '#engine/scan/names.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { HOME } from './command.ts'

const WORDS =
  'night city love last man house war dark summer river king blood dream lost road silent heart gold winter star' +
  ' dead secret island woman red train garden ghost long return'
const FIRST_YEAR = 1920
const YEARS = 105
const VERDICT_EVERY = 20
const PER_FOLDER = 1_000

/**
 * Fills a new catalog with posters that were never on a disk: titles, years, paths, predictions whose genres are
 * about as frequent as real ones, and a verdict on every twentieth. The same for the same count.
 * @param thumbnails JPEG files that the posters share as their pictures, in turn; without them none has one
 */
export function drawCatalog(path: string, count: number, thumbnails: readonly Buffer[] = []): void {
  const manifest = openRegistry(join(HOME, 'resources/models')).current()
  const catalog = openCatalog(path, { readOnly: false })
  const { db } = catalog
  const random = seededRandom(count)
  const words = WORDS.split(' ')
  const word = () => words[Math.floor(random() * words.length)] ?? ''
  const trunkSha256 = manifest.trunkSha256
  ensureModelVersion(db, { id: manifest.id, trunkSha256, parent: null, now: 0 })
  const root = db.prepare('INSERT INTO root (path, added_at) VALUES (?, 0)').run(Buffer.from('/posters'))
  const addPoster = db.prepare(
    `INSERT INTO poster (id, content_hash, width, height, media_type, palette, title, year, title_source, sort_title,
       added_at) VALUES (?, ?, 500, 750, 'image/jpeg', '[]', ?, ?, 'name', ?, ?)`,
  )
  const addText = db.prepare('INSERT INTO poster_text (rowid, title) VALUES (?, ?)')
  const addFile = db.prepare(
    `INSERT INTO file (root_id, path, poster_id, size_bytes, modified_ms, content_hash, state, title, year, seen_at)
     VALUES (?, ?, ?, 40000, 0, ?, 'ok', ?, ?, 0)`,
  )
  const addVerdict = db.prepare(
    `INSERT INTO verdict (poster_id, genre, value, source, contradicts, at) VALUES (?, ?, ?, 'explicit', ?, 0)`,
  )
  const fill = () => {
    for (let id = 1; id <= count; id++) {
      const title = `${word()} ${word()} ${word()} ${id}`.replace(/^./, (letter) => letter.toUpperCase())
      const year = FIRST_YEAR + Math.floor(random() * YEARS)
      const hash = hashOf(thumbnails.length === 0 ? id : id % thumbnails.length)
      addPoster.run(id, hash, title, year, sortTitleKey(title), id)
      addText.run(id, title)
      const file = `${Math.floor(id / PER_FOLDER)}/${title} (${year}).jpg`
      addFile.run(root.lastInsertRowid, Buffer.from(file), id, hash, title, year)
      const probabilities = Float32Array.from(GENRES, () => random() ** 3)
      putPrediction(db, { modelId: manifest.id, posterId: id, probabilities, now: 0 })
      if (id % VERDICT_EVERY === 0) {
        addVerdict.run(id, Math.floor(random() * GENRES.length), id % 3 === 0 ? 0 : 1, id % 2)
      }
    }
    db.prepare(`UPDATE meta SET value = '1' WHERE key = 'catalog_revision'`).run()
  }
  db.transaction(() => {
    withVerdictsOpen(db, fill)
  })()
  thumbnails.forEach((bytes, index) => {
    putThumbnail(catalog.cache, hashOf(index), { mediaType: 'image/jpeg', width: 320, height: 480, bytes })
  })
  catalog.close()
}

function hashOf(picture: number): Buffer {
  const hash = Buffer.alloc(32)
  hash.writeUInt32BE(picture + 1, 0)
  return hash
}
