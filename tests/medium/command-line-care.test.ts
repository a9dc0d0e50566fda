import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DoctorReport } from '#shared/contract/app.ts'
import type { LabelResult, UndoResult } from '#shared/contract/labels.ts'
import type { ListPage } from '#shared/contract/library.ts'
import type { EvaluateReport } from '#shared/contract/models.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { onesheet } from '../helpers/onesheet.ts'
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
  'withTitle',
  'model',
  'backend',
  'seconds',
]

function keysOf(value: unknown): string[] {
  return Object.keys(value as object).toSorted()
}

/** A catalog of drawn posters: a way to run commands on it, and where its posters are. */
async function library(count: number) {
  const [dataFolder, folder] = [temporaryFolder(), temporaryFolder()]
  const names = await drawPosters(folder, count)
  const run = (...parameters: string[]) => onesheet([...parameters, '--json'], { dataFolder, cwd: folder })
  expect(await run('scan', folder)).toMatchObject({ code: 0 })
  const items = async () => ((await run('list', '--status', 'all')).json() as ListPage).items
  return { dataFolder, folder, names, run, items }
}

describe('verdicts on the command line', () => {
  it('are given by id or path, taken back and done again', async () => {
    const { folder, names, run, items } = await library(2)
    const [first, second] = await items()
    const byId = await run('label', String(first?.id), '--yes', 'horror', '--no', 'Comedy')
    expect(byId.code).toBe(0)
    const labelled = byId.json() as LabelResult
    expect(keysOf(labelled)).toEqual(['id', 'revision', 'verdicts'])
    expect(labelled).toMatchObject({ id: first?.id, verdicts: { Horror: 'yes', Comedy: 'no' } })
    expect((await run('label', join(folder, names[1] ?? ''), '--yes', 'War')).json()).toMatchObject({
      id: second?.id,
      verdicts: { War: 'yes' },
    })
    expect((await run('label', names[1] ?? '', '--clear', 'War')).json()).toMatchObject({ verdicts: {} })

    const undone = (await run('undo', '2')).json() as UndoResult
    expect(keysOf(undone)).toEqual(['undone'])
    expect(undone.undone.map(keysOf)).toEqual(Array(2).fill(['at', 'from', 'genre', 'id', 'to']))
    expect(undone.undone).toMatchObject([
      { id: second?.id, genre: 'War', from: null, to: 'yes' },
      { id: second?.id, genre: 'War', from: 'yes', to: null },
    ])
    expect((await run('redo')).json()).toMatchObject({ undone: [{ genre: 'War', from: null, to: 'yes' }] })
    expect((await items()).map((item) => item.verdicts)).toEqual([
      { Horror: 'yes', Comedy: 'no' },
      { War: 'yes' },
    ])
  })

  it('travel in a file to another catalog of the same pictures', async () => {
    const { folder, run, items } = await library(3)
    const [first] = await items()
    await run('label', String(first?.id), '--yes', 'Horror', '--no', 'Comedy')
    const elsewhere = temporaryFolder()
    for (const name of ['verdicts.csv', 'verdicts.json']) {
      const file = join(elsewhere, name)
      expect((await run('labels', 'export', file)).json()).toEqual({ written: 2 })
      const again = await run('labels', 'export', file)
      expect(again.code).toBe(1)
      expect(again.json()).toMatchObject({ error: { code: 'backup/exists' } })
      expect((await run('labels', 'export', file, '--force')).code).toBe(0)

      const other = temporaryFolder()
      const there = (...parameters: string[]) => onesheet([...parameters, '--json'], { dataFolder: other })
      await there('scan', folder)
      const imported = await there('labels', 'import', file)
      expect(imported.code).toBe(0)
      expect(imported.json()).toEqual({ applied: 2, skipped: [] })
      const page = (await there('list', '--query', 'Film 001')).json() as ListPage
      expect(page.items[0]?.verdicts).toEqual({ Horror: 'yes', Comedy: 'no' })
      const twice = await there('labels', 'import', file)
      expect(twice.code).toBe(0)
      expect(twice.json()).toMatchObject({ applied: 0 })
    }
    expect(readFileSync(join(elsewhere, 'verdicts.csv'), 'utf8').split('\n')[0]).toBe(
      'sha256,tmdb_id,imdb_id,path,title,year,genre,verdict,at,source',
    )
  })

  it('names the rows of a file that could not be taken, and ends with 3', async () => {
    const { run } = await library(1)
    const file = join(temporaryFolder(), 'odd.csv')
    writeFileSync(file, 'path,genre,verdict\n/nowhere/x.jpg,Horror,yes\n')
    const outcome = await run('labels', 'import', file)
    expect(outcome.code).toBe(3)
    expect(outcome.json()).toEqual({ applied: 0, skipped: [{ line: 2, reason: expect.any(String) as string }] })
    writeFileSync(file, 'a,b\n1,2\n')
    const bad = await run('labels', 'import', file)
    expect(bad.code).toBe(1)
    expect(bad.json()).toMatchObject({ error: { code: 'labels/bad-file' } })
  })

  it('are refused for a poster that is not there', async () => {
    const { run } = await library(1)
    for (const poster of ['4711', '/nowhere/x.jpg']) {
      const outcome = await run('label', poster, '--yes', 'War')
      expect(outcome.code).toBe(1)
      expect(outcome.json()).toMatchObject({ error: { code: 'poster/not-found' } })
    }
  })
})

describe('folders on the command line', () => {
  it('are listed and removed, with their verdicts kept or forgotten', async () => {
    const { folder, run, items } = await library(2)
    const roots = (await run('folders')).json() as { roots: unknown[] }
    expect(keysOf(roots)).toEqual(['roots'])
    expect(roots).toMatchObject({ roots: [{ path: folder, posters: 2, files: 2, state: 'ok' }] })
    const [first] = await items()
    await run('label', String(first?.id), '--yes', 'War')
    expect((await run('folders', 'remove', folder, '--keep')).json()).toMatchObject({
      roots: [{ path: folder, posters: 0, files: 0, state: 'offline' }],
    })
    expect((await items()).map((item) => [item.missing, item.verdicts])).toContainEqual([true, { War: 'yes' }])
    const all = await run('scan')
    expect(all).toMatchObject({ code: 0 })
    expect(all.json()).toMatchObject({ found: 0 })
    expect((await run('scan', folder)).code).toBe(0)
    expect((await items()).map((item) => item.verdicts)).toContainEqual({ War: 'yes' })
    expect((await run('folders', 'remove', folder, '--forget')).json()).toEqual({ roots: [] })
    expect(await items()).toEqual([])
    const unknown = await run('folders', 'remove', folder, '--keep')
    expect(unknown.code).toBe(1)
    expect(unknown.json()).toMatchObject({ error: { code: 'folder/unknown' } })
  })
})

describe('models on the command line', () => {
  it('are listed and verified', async () => {
    const list = await onesheet(['models', 'list', '--json'])
    expect(list.code).toBe(0)
    const { models } = list.json() as { models: object[] }
    expect(models).toMatchObject([{ id: 'starter', current: true, parent: null }])
    expect(keysOf(models[0])).toEqual(
      ['id', 'trunk', 'parent', 'createdAt', 'current', 'measures', 'sha256', 'trainedOn'].toSorted(),
    )
    expect((await onesheet(['models', '--json'])).json()).toEqual(list.json())
    const verified = await onesheet(['models', 'verify', '--json'])
    expect(verified.code).toBe(0)
    expect(verified.json()).toMatchObject({ models: [{ id: 'starter', intact: true, problem: null }] })
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
    expect(report).toMatchObject({ films: 12, labels: 20, genresAveraged: 3, withTitle: null, model: 'starter' })
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
      ['version', 'node', 'platform', 'backends', 'chosen', 'catalog', 'cache'].toSorted(),
    )
    expect(keysOf(report.catalog)).toEqual(['integrity', 'path', 'posters', 'schema', 'verdicts'])
    expect(report.catalog).toMatchObject({ schema: null, integrity: 'ok' })
    expect(existsSync(join(dataFolder, 'catalog.db'))).toBe(false)
    const { run } = await library(2)
    const healthy = await run('doctor')
    expect(healthy.code).toBe(0)
    expect(healthy.json()).toMatchObject({ catalog: { integrity: 'ok', posters: 2, verdicts: 0 } })
  })

  it('ends with 1 where the file is no catalog, and leaves it as it was', async () => {
    const dataFolder = temporaryFolder()
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
    const { run, items } = await library(2)
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
    const { run } = await library(1)
    expect((await run('jobs')).json()).toMatchObject({ jobs: [{ kind: 'scan', state: 'done' }] })
    const shown = async (...parameters: string[]) =>
      ((await run('settings', ...parameters)).json() as { settings: { key: string; value: unknown }[] }).settings
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
