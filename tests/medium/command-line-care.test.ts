import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DoctorReport } from '#shared/contract/app.ts'
import type { ListPage } from '#shared/contract/library.ts'
import type { EvaluateReport } from '#shared/contract/models.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { useChosenCpu } from '../helpers/chosen-cpu.ts'
import { keysOf, onesheet, scannedLibrary } from '../helpers/onesheet.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const EVALUATE_KEYS = [
  'films',
  'labels',
  'perLabelAccuracy',
  'predictNothingAccuracy',
  'genrePriorAccuracy',
  'macroMAP',
  'macroMAPInterval',
  'macroMAP18',
  'microMAP',
  'microF1',
  'macroF1',
  'microF1At05',
  'macroF1At05',
  'likely',
  'top1',
  'top3Hit',
  'coverageError',
  'rankingLoss',
  'ece',
  'ecePerGenre',
  'brier',
  'genresAveraged',
  'perGenre',
  'headlines',
  'calibration',
  'slices',
  'previousId',
  'withTitle',
  'model',
  'backend',
  'seconds',
]

describe('models on the command line', () => {
  it('are listed and verified', async () => {
    const list = await onesheet(['models', 'list', '--json'])
    expect(list.code).toBe(0)
    const { models } = list.json() as { models: object[] }
    expect(models).toMatchObject([{ id: BUNDLED, current: true, parent: null }])
    expect(keysOf(models[0])).toEqual(
      ['id', 'trunk', 'parent', 'createdAt', 'current', 'measures', 'sha256', 'trainedOn'].toSorted(),
    )
    expect((await onesheet(['models', '--json'])).json()).toEqual(list.json())
    const verified = await onesheet(['models', 'verify', '--json'])
    expect(verified.code).toBe(0)
    expect(verified.json()).toMatchObject({ models: [{ id: BUNDLED, intact: true, problem: null }] })
  })

  it('are exported into one archive, without a catalog too', async () => {
    const [dataFolder, cwd] = [temporaryFolder(), temporaryFolder()]
    const run = (...parameters: string[]) =>
      onesheet(['models', 'export', ...parameters, '--json'], { dataFolder, cwd })
    const outcome = await run(BUNDLED, 'model.zip')
    expect(outcome.code).toBe(0)
    const document = outcome.json() as { models: { id: string }[]; bytes: number }
    expect(keysOf(document)).toEqual(['bytes', 'models', 'sha256'])
    expect(document.models).toMatchObject([{ id: BUNDLED }])
    expect(statSync(join(cwd, 'model.zip')).size).toBe(document.bytes)
    expect((await run(BUNDLED, 'model.zip')).json()).toMatchObject({ error: { code: 'backup/exists' } })
    expect((await run(BUNDLED, 'model.zip', '--force')).json()).toEqual(document)
    const unknown = await run(`${BUNDLED}.9`, 'other.zip')
    expect(unknown.code).toBe(1)
    expect(unknown.json()).toMatchObject({ error: { code: 'model/unknown' } })
    expect(readdirSync(cwd)).toEqual(['model.zip'])
    expect(readdirSync(dataFolder)).toEqual([])
  })

  it('are measured on a dataset folder', async () => {
    const dataset = temporaryFolder()
    const rows: string[] = []
    for (let serial = 1; serial <= 12; serial++) {
      writeOld(join(dataset, 'posters', `${serial}.jpg`), await posterBytes(serial))
      rows.push(`${serial}.jpg,Film ${serial},1999,${serial % 2 === 0 ? 'Drama|War' : 'Comedy'}`)
    }
    writeFileSync(join(dataset, 'metadata.csv'), ['file,title,year,genres', ...rows, ''].join('\n'))
    const dataFolder = temporaryFolder()
    const outcome = await onesheet(['evaluate', '--dataset', dataset, '--json'], { dataFolder })
    expect(outcome).toMatchObject({ code: 0 })
    const report = outcome.json() as EvaluateReport
    expect(keysOf(report)).toEqual(EVALUATE_KEYS.toSorted())
    expect(report).toMatchObject({
      films: 12,
      labels: 20,
      genresAveraged: 3,
      withTitle: null,
      model: BUNDLED,
    })
    expect(report.perGenre.map((genre) => genre.name)).toEqual([...GENRES])
    expect(keysOf(report.perGenre[0])).toEqual(
      ['name', 'prevalence', 'ap', 'precision', 'recall', 'f1', 'support', 'tooFew'].toSorted(),
    )
    expect(report.perGenre.filter((genre) => genre.support > 0)).toMatchObject([
      { name: 'Comedy', support: 6, prevalence: 0.5 },
      { name: 'Drama', support: 6 },
      { name: 'War', support: 6 },
    ])
    writeFileSync(join(dataset, 'some.txt'), '1.jpg\n2.jpg\n')
    const some = await onesheet(
      ['evaluate', '--dataset', dataset, '--only', join(dataset, 'some.txt'), '--json'],
      { dataFolder },
    )
    expect(some.json()).toMatchObject({ films: 2 })
    const none = await onesheet(['evaluate', '--dataset', temporaryFolder(), '--json'], { dataFolder })
    expect(none.code).toBe(1)
    expect(none.json()).toMatchObject({ error: { code: 'dataset/not-a-dataset' } })
  })
})

describe('onesheet doctor', () => {
  it('calls no catalog and a whole one healthy, and counts what is in it', async () => {
    const dataFolder = temporaryFolder()
    const fresh = await onesheet(['doctor', '--json'], { dataFolder })
    expect(fresh.code).toBe(0)
    const report = fresh.json() as DoctorReport
    expect(keysOf(report)).toEqual(
      ['version', 'node', 'platform', 'backends', 'chosen', 'catalog', 'cache', 'problems'].toSorted(),
    )
    expect(keysOf(report.catalog)).toEqual(['integrity', 'path', 'posters', 'schema', 'verdicts'])
    expect(report.catalog).toMatchObject({ schema: null, integrity: 'ok' })
    expect(existsSync(join(dataFolder, 'catalog.db'))).toBe(false)
    const library = await scannedLibrary(2)
    useChosenCpu(library.dataFolder)
    const healthy = await library.run('doctor')
    expect(healthy.code).toBe(0)
    expect(healthy.json()).toMatchObject({ catalog: { integrity: 'ok', posters: 2, verdicts: 0 } })
  })

  it('ends with 1 where the file is no catalog, and leaves it as it was', async () => {
    const dataFolder = temporaryFolder()
    useChosenCpu(dataFolder)
    const path = join(dataFolder, 'catalog.db')
    writeFileSync(path, 'this is no catalog '.repeat(500))
    const before = readFileSync(path)
    const outcome = await onesheet(['doctor', '--json'], { dataFolder })
    expect(outcome.code).toBe(1)
    const { catalog } = outcome.json() as DoctorReport
    expect(catalog.path).toBe(path)
    expect(catalog.integrity).not.toBe('ok')
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})

describe('care on the command line', () => {
  it('writes a backup that is a catalog, never over another file', async () => {
    const { run, items } = await scannedLibrary(2)
    await run('label', String((await items())[0]?.id), '--yes', 'War')
    const file = join(temporaryFolder(), 'copy.db')
    const outcome = await run('backup', file)
    expect(outcome.code).toBe(0)
    expect(outcome.json()).toEqual({
      bytes: readFileSync(file).byteLength,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
    const copied = (await run('list', '--catalog', file)).json() as ListPage
    expect(copied.items.map((item) => item.verdicts)).toEqual([{ War: 'yes' }, {}])
    const before = readFileSync(file)
    const again = await run('backup', file)
    expect(again.code).toBe(1)
    expect(again.json()).toMatchObject({ error: { code: 'backup/exists' } })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('lists jobs, and shows and changes settings', async () => {
    const { run } = await scannedLibrary(1)
    expect((await run('jobs')).json()).toMatchObject({ jobs: [{ kind: 'scan', state: 'done' }] })
    const shown = async (...parameters: string[]) =>
      ((await run('settings', ...parameters)).json() as { settings: { key: string; value: unknown }[] })
        .settings
    expect((await shown()).map((setting) => setting.key)).toContain('appearance.theme')
    expect(await shown('appearance.theme')).toMatchObject([{ key: 'appearance.theme', value: 'system' }])
    expect(await shown('appearance.theme', 'dark')).toMatchObject([{ value: 'dark' }])
    expect(await shown('appearance.theme')).toMatchObject([{ value: 'dark' }])
    expect(await shown('appearance.theme', 'default')).toMatchObject([{ value: 'system' }])
    const invalid = await run('settings', 'appearance.theme', 'pink')
    expect(invalid.code).toBe(1)
    expect(invalid.json()).toMatchObject({ error: { code: 'settings/invalid' } })
    expect((await run('settings', 'no.such')).json()).toMatchObject({ error: { code: 'settings/unknown' } })
  })

  it('works on the catalog it is given', async () => {
    const [dataFolder, folder] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(folder, 1)
    mkdirSync(join(dataFolder, 'own'))
    const catalog = join(dataFolder, 'own', 'other.db')
    expect((await onesheet(['--catalog', catalog, 'scan', folder], { dataFolder })).code).toBe(0)
    expect(existsSync(catalog)).toBe(true)
    expect(existsSync(join(dataFolder, 'catalog.db'))).toBe(false)
  })

  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    const outcome = await onesheet(['--version'])
    expect(outcome).toMatchObject({ code: 0, stdout: `${version}\n` })
  })
})
