import { join } from 'node:path'
import { openCatalog } from '#engine/catalog/open.ts'
import { putThumbnail } from '#engine/catalog/queries/cache.ts'
import { ensureModelVersion } from '#engine/catalog/queries/model-versions.ts'
import { putPrediction } from '#engine/catalog/queries/predictions.ts'
import { withVerdictsOpen } from '#engine/catalog/verdict-gate.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { sortTitleKey } from '#engine/scan/names.ts'
import { COLOR_NAMES } from '#shared/contract/values.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { HOME } from './command.ts'

const WORDS =
  'night city love last man house war dark summer river king blood dream lost road silent heart gold winter star' +
  ' dead secret island woman red train garden ghost long return'
const FIRST_YEAR = 1920
const YEARS = 105
const VERDICT_EVERY = 20
const PER_FOLDER = 1_000
const HASH_BYTES = 8
const NEAR_EVERY = 100

/**
 * Fills a new catalog with posters that were never on a disk: titles, years, paths, predictions whose genres are
 * about as frequent as real ones, one to three colours, a verdict on every twentieth, and pictures of which every
 * hundredth is near-equal to the one before. The same for the same count.
 * @param thumbnails JPEG files that the posters share as their pictures, in turn; without them none has one
 */
export function drawCatalog(path: string, count: number, thumbnails: readonly Buffer[] = []): void {
  const manifest = openRegistry(join(HOME, 'resources/models')).current()
  const catalog = openCatalog(path, { readOnly: false })
  const { db } = catalog
  const random = seededRandom(count)
  const randomOfPicture = seededRandom(count + 1)
  const words = WORDS.split(' ')
  const word = () => words[Math.floor(random() * words.length)] ?? ''
  const trunkSha256 = manifest.trunkSha256
  ensureModelVersion(db, { id: manifest.id, trunkSha256, parent: null, now: 0 })
  const root = db.prepare('INSERT INTO root (path, added_at) VALUES (?, 0)').run(Buffer.from('/posters'))
  const addPoster = db.prepare(
    `INSERT INTO poster (id, content_hash, width, height, media_type, palette, colors, dhash, matched_dhash, title, year,
       title_source, sort_title, added_at) VALUES (?, ?, 500, 750, 'image/jpeg', '[]', ?, ?, ?, ?, ?, 'name', ?, ?)`,
  )
  const addPair = db.prepare('INSERT INTO near_pair (poster_a, poster_b) VALUES (?, ?)')
  const addText = db.prepare('INSERT INTO poster_text (rowid, title) VALUES (?, ?)')
  const addFile = db.prepare(
    `INSERT INTO file (root_id, path, poster_id, size_bytes, modified_ms, content_hash, state, title, year, seen_at)
     VALUES (?, ?, ?, 40000, 0, ?, 'ok', ?, ?, 0)`,
  )
  const addVerdict = db.prepare(
    `INSERT INTO verdict (poster_id, genre, value, source, contradicts, at) VALUES (?, ?, ?, 'explicit', ?, 0)`,
  )
  let dhash: Buffer = Buffer.alloc(HASH_BYTES)
  const fill = () => {
    for (let id = 1; id <= count; id++) {
      const title = `${word()} ${word()} ${word()} ${id}`.replace(/^./, (letter) => letter.toUpperCase())
      const year = FIRST_YEAR + Math.floor(random() * YEARS)
      const hash = hashOf(thumbnails.length === 0 ? id : id % thumbnails.length)
      const isNear = id % NEAR_EVERY === 0
      dhash = isNear ? nearTo(dhash) : drawHash(randomOfPicture)
      addPoster.run(id, hash, drawColors(randomOfPicture), dhash, dhash, title, year, sortTitleKey(title), id)
      if (isNear) addPair.run(id - 1, id)
      addText.run(id, title)
      const file = `${Math.floor(id / PER_FOLDER)}/${title} (${year}).jpg`
      addFile.run(root.lastInsertRowid, Buffer.from(file), id, hash, title, year)
      const probabilities = Float32Array.from(GENRES, () => random() ** 3)
      const prediction = { modelId: manifest.id, posterId: id, probabilities, told: null, titled: false }
      putPrediction(db, { ...prediction, now: 0 })
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

/** One to three colours: one may be drawn twice. */
function drawColors(random: () => number): number {
  const drawn = Array.from({ length: 3 }, () => 1 << Math.floor(random() * COLOR_NAMES.length))
  return drawn.reduce((bits, bit) => bits | bit, 0)
}

function drawHash(random: () => number): Buffer {
  return Buffer.from(Array.from({ length: HASH_BYTES }, () => Math.floor(random() * 256)))
}

/** A hash that differs in two bits. */
function nearTo(hash: Buffer): Buffer {
  const near = Buffer.from(hash)
  near[0] = (near[0] ?? 0) ^ 3
  return near
}
