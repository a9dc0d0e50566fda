import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { openCatalog } from '#engine/catalog/open.ts'
import { putPrediction } from '#engine/catalog/queries/predictions.ts'
import { isAuditFilm } from '#engine/training/review/audit-sample.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreMask, GENRES } from '#shared/domain/genres.ts'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { testEngine } from '../helpers/engine.ts'
import { onesheet } from '../helpers/onesheet.ts'
import { registry } from '../helpers/bundled-model.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** Too few for a drawn verdict among them. */
const POSTERS = 19
const IDS = Array.from({ length: POSTERS }, (_, index) => index + 1)
const [audited = 0] = IDS.filter(isAuditFilm)
/** Each is asked about for another reason. */
const [uncertain = 0, disagreeing = 0, saidYes = 0, saidNo = 0, rare = 0, open = 0, another = 0] = IDS.filter(
  (id) => !isAuditFilm(id),
)
const SURELY = 1 - 1e-6
const NEVER = 1e-6
/** Farther from every level than the posters that nothing is said of here. */
const FAR = 1e-4
const OTHERS = 0.02
const { manifest } = registry.load(registry.current().id)
const animationFrom = manifest.levels[GENRES.indexOf('Animation')]?.likely ?? 0

/** What the model says; of every other genre of these posters, `FAR`. */
const SAYS: Record<number, Partial<Record<Genre, number>>> = {
  [uncertain]: { Animation: animationFrom },
  [disagreeing]: { Horror: 0.95, Comedy: 0.9 },
  [saidYes]: { Horror: NEVER },
  [saidNo]: { Horror: SURELY },
  [rare]: { War: SURELY },
}

let dataFolder: string
let path: string

beforeEach(async () => {
  dataFolder = temporaryFolder()
  path = join(dataFolder, 'catalog.db')
  drawCatalog(path, POSTERS)
  const { db, close } = openCatalog(path, { readOnly: false })
  for (const id of IDS) {
    const says = SAYS[id]
    const probabilities = Float32Array.from(GENRES, (genre) => says?.[genre] ?? (says ? FAR : OTHERS))
    const prediction = { modelId: manifest.id, posterId: id, probabilities, told: null, titled: false }
    putPrediction(db, { ...prediction, now: 0 })
  }
  db.prepare('DELETE FROM prediction WHERE poster_id = ?').run(open)
  db.prepare('UPDATE poster SET nfo_mask = ? WHERE id = ?').run(genreMask(['Western']), disagreeing)
  close()
  const engine = await openEngine({ catalogPath: path })
  for (const [posterId, genre, verdict] of [
    [saidYes, 'Horror', 'yes'],
    [saidNo, 'Horror', 'no'],
    [another, 'War', 'yes'],
  ] as const) {
    await engine.call('labels.set', { posterId, genre, verdict })
  }
  await engine.close()
})

describe('why a poster is asked about', () => {
  it('is told with what its sentence speaks of', async () => {
    const engine = await testEngine({ catalogPath: path })
    const { items } = await engine.call('review.page', { limit: POSTERS })
    const reasonOf = (id: number) => items.find((item) => item.id === id)?.reason
    expect(reasonOf(audited)).toEqual({ code: 'audit' })
    expect(reasonOf(uncertain)).toEqual({ code: 'uncertain', genre: 'Animation' })
    expect(reasonOf(disagreeing)).toEqual({
      code: 'disagree',
      genre: 'Western',
      nfo: ['Western'],
      model: ['Horror', 'Comedy'],
    })
    expect(reasonOf(saidYes)).toEqual({ code: 'verdict', genre: 'Horror', verdict: 'yes' })
    expect(reasonOf(saidNo)).toEqual({ code: 'verdict', genre: 'Horror', verdict: 'no' })
    expect(reasonOf(rare)).toEqual({ code: 'rare', genre: 'War', known: 1 })
    expect(reasonOf(open)).toEqual({ code: 'open' })
  })

  it('is a sentence on the command line', async () => {
    const outcome = await onesheet(['review', '--limit', String(POSTERS), '--json'], { dataFolder })
    const { items } = outcome.json() as { items: { id: number; reason: string }[] }
    const reasonOf = (id: number) => items.find((item) => item.id === id)?.reason
    expect([audited, uncertain, disagreeing, saidYes, saidNo, rare, open].map(reasonOf)).toEqual([
      'drawn by chance, to see how good the model is',
      'asked because the model is unsure about Animation',
      'asked because the poster and the NFO disagree',
      'asked because the model is strongly against your yes to Horror',
      'asked because the model is strongly against your no to Horror',
      'asked because few posters are known to be War',
      'asked because nobody has looked at it yet',
    ])
  })
})
