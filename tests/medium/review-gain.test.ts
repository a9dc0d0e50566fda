import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { drawnCatalog } from '../helpers/drawn-catalog.ts'
import { testEngine } from '../helpers/engine.ts'
import { onesheet, scannedLibrary } from '../helpers/onesheet.ts'
import type { RecordedTeaching } from '../helpers/recorded-teachings.ts'
import { recordTeachings } from '../helpers/recorded-teachings.ts'
import { addTaughtVersion } from '../helpers/taught-version.ts'

/** A closed catalog of which thirty verdicts were said, on one poster each. */
async function saidCatalog() {
  const world = await drawnCatalog(60)
  const options = { catalogPath: world.path, modelsFolder: world.modelsFolder }
  const engine = await openEngine(options)
  for (const posterId of world.ids.slice(0, 30)) {
    await engine.call('labels.set', { posterId, genre: 'Drama', verdict: 'yes' })
  }
  const [{ id: model = '' } = {}] = (await engine.call('models.list', {})).models
  await engine.close()
  const gain = async () => (await (await testEngine(options)).call('review.page', {})).estimatedGain
  return { ...world, model, gain }
}

describe('the gain that the review expects of a teaching', () => {
  it('is told by three teachings that were judged, for the verdicts that wait', async () => {
    const { path, model, gain } = await saidCatalog()
    recordTeachings(path, [
      // One before the three tells nothing.
      { parent: model, corrections: 10, lossAfter: 0.1 },
      { parent: model, corrections: 20, lossAfter: 0.49 },
      { parent: model, corrections: 40, lossAfter: 0.46 },
      { parent: model, corrections: 50, lossAfter: 0.45 },
    ])
    expect(await gain()).toEqual({
      share: expect.closeTo(30 * 0.002, 9) as number,
      low: expect.closeTo(30 * 0.001, 9) as number,
      high: expect.closeTo(30 * 0.002, 9) as number,
      verdicts: 30,
      basis: 'audit',
    })
  })

  it('counts for each what its parent had not learned', async () => {
    const { path, model, modelsFolder, gain } = await saidCatalog()
    // It learned from one verdict.
    const parent = addTaughtVersion(path, openRegistry(modelsFolder).load(model))
    recordTeachings(path, [
      { parent: model, corrections: 100, lossAfter: 0.45 },
      { parent, corrections: 101, lossAfter: 0.4 },
      { parent, corrections: 101, lossAfter: 0.35 },
    ])
    expect(await gain()).toMatchObject({
      low: expect.closeTo(30 * 0.001, 9) as number,
      share: expect.closeTo(30 * 0.002, 9) as number,
      high: expect.closeTo(30 * 0.003, 9) as number,
    })
  })

  it.each<[string, Omit<RecordedTeaching, 'parent'>[]]>([
    [
      'two teachings were judged',
      [
        { corrections: 20, lossAfter: 0.4 },
        { corrections: 40, lossAfter: 0.4 },
      ],
    ],
    [
      'one of the three was judged by films that a person picked',
      [
        { corrections: 20, lossAfter: 0.4, basis: 'picked' },
        { corrections: 40, lossAfter: 0.4 },
        { corrections: 60, lossAfter: 0.4 },
      ],
    ],
  ])('is not told where %s', async (_, teachings) => {
    const { path, model, gain } = await saidCatalog()
    recordTeachings(
      path,
      teachings.map((each) => ({ ...each, parent: model })),
    )
    expect(await gain()).toBeNull()
  })
})

it('is a document and a sentence on the command line', async () => {
  const { dataFolder, names, run } = await scannedLibrary(2)
  await run('label', names[0] ?? '', '--yes', 'War', '--no', 'Drama')
  const catalogPath = join(dataFolder, 'catalog.db')
  const db = new Database(catalogPath, { readonly: true })
  const parent = db.prepare('SELECT model_id FROM prediction LIMIT 1').pluck().get() as string
  db.close()
  const teachings = [0.495, 0.49, 0.475].map((lossAfter) => ({ parent, corrections: 2, lossAfter }))
  recordTeachings(
    catalogPath,
    teachings.map((each) => ({ ...each, basis: 'picked' })),
  )
  expect((await run('review')).json()).toMatchObject({
    estimatedGain: { share: expect.closeTo(0.02, 9) as number, verdicts: 2, basis: 'picked' },
  })
  const { stdout } = await onesheet(['review'], { dataFolder, cwd: '/' })
  expect(stdout).toContain(
    'If the model learns from the 2 new verdicts, it may be about 2 % less wrong. The last three teachings make it 1 % to 5 %, told by films you picked.',
  )
})
