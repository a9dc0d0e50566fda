import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ListPage } from '#shared/contract/library.ts'
import type { PredictReport } from '#shared/contract/models.ts'
import type { ScanReport } from '#shared/contract/scan.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { keysOf, onesheet, scannedLibrary, startOnesheet } from '../helpers/onesheet.ts'
import { drawPosters, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const SCAN_KEYS = [
  'found',
  'added',
  'changed',
  'moved',
  'unchanged',
  'quarantined',
  'missing',
  'skipped',
  'roots',
  'predicted',
  'seconds',
  'imagesPerSecond',
  'model',
  'backend',
]
const ITEM_KEYS = [
  'id',
  'title',
  'year',
  'files',
  'genres',
  'effective',
  'status',
  'verdicts',
  'missing',
  'flags',
]

async function listed(dataFolder: string, ...parameters: string[]): Promise<ListPage> {
  const outcome = await onesheet(['list', ...parameters, '--json'], { dataFolder })
  expect(outcome).toMatchObject({ code: 0 })
  return outcome.json() as ListPage
}

describe('onesheet scan', () => {
  it('prints the documented keys and nothing else, then finds everything unchanged', async () => {
    const [dataFolder, folder] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(folder, 6)
    const first = await onesheet(['scan', folder, '--json'], { dataFolder })
    expect(first.code).toBe(0)
    const report = first.json() as ScanReport
    expect(keysOf(report)).toEqual(SCAN_KEYS.toSorted())
    expect(report).toMatchObject({
      found: 6,
      added: 6,
      predicted: 6,
      missing: 0,
      quarantined: [],
      skipped: [],
      roots: [{ path: folder, state: 'ok', reason: null }],
      model: BUNDLED,
    })
    const second = await onesheet(['scan', '--json'], { dataFolder })
    expect(second.code).toBe(0)
    expect(second.json()).toMatchObject({ found: 6, added: 0, unchanged: 6, predicted: 0 })
  })

  it('ends with 3 where a picture is newly unreadable, and with 0 when that is known', async () => {
    const [dataFolder, folder] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(folder, 2)
    const path = join(folder, 'Empty (1999).jpg')
    writeOld(path, '')
    const first = await onesheet(['scan', folder, '--json'], { dataFolder })
    expect(first.code).toBe(3)
    const report = first.json() as ScanReport
    expect(report.quarantined).toMatchObject([{ path, new: true }])
    expect(report.found).toBe(report.added + report.quarantined.length)
    const second = await onesheet(['scan', folder, '--json'], { dataFolder })
    expect(second.code).toBe(0)
    expect(second.json()).toMatchObject({ found: 3, unchanged: 2, quarantined: [{ path, new: false }] })
  })

  it('speaks to people on stdout when no JSON is asked for', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 2)
    const { code, stdout } = await onesheet(['scan', folder])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^2 poster files: 2 added\.\n2 posters predicted in /)
  })

  it('stops at Ctrl+C with what it did so far, and a later scan does the rest', async () => {
    const [dataFolder, folder] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(folder, 40)
    // One file whose reading never ends: the scan is surely still running when the signal arrives.
    const { child, ended } = startOnesheet(['scan', folder, '--json'], {
      dataFolder,
      environment: { ONESHEET_TEST_PICTURE_FAULT: 'hang:Film 020' },
    })
    await expect
      .poll(async () => (await onesheet(['list', '--limit', '1', '--json'], { dataFolder })).stdout, {
        timeout: 20_000,
      })
      .toContain('"total": 40')
    child.kill('SIGINT')
    const stopped = await ended
    expect(stopped.code).toBe(130)
    const report = stopped.json() as ScanReport
    expect(keysOf(report)).toEqual([...SCAN_KEYS, 'cancelled'].toSorted())
    expect(report.cancelled).toBe(true)
    expect(report.predicted).toBeLessThan(40)
    const rest = await onesheet(['scan', '--json'], { dataFolder })
    expect(rest).toMatchObject({ code: 0 })
    expect((rest.json() as ScanReport).predicted).toBe(40 - report.predicted)
    const page = await listed(dataFolder, '--all')
    expect(page.items.filter((item) => item.genres.length === GENRES.length)).toHaveLength(40)
  })
})

describe('onesheet list', () => {
  it('prints whole items, page by page, sorted by path', async () => {
    const { dataFolder, folder, names } = await scannedLibrary(5)
    const page = await listed(dataFolder, '--limit', '2')
    expect(keysOf(page)).toEqual(['items', 'next', 'total'])
    expect(page).toMatchObject({ total: 5, next: expect.any(String) as string })
    const [item] = page.items
    expect(keysOf(item)).toEqual(ITEM_KEYS.toSorted())
    expect(item).toMatchObject({ title: 'Film 001', year: 1981, missing: false, verdicts: {} })
    expect(item?.files).toEqual([
      {
        path: join(folder, 'Film 001 (1981).jpg'),
        pathBytes: null,
        title: 'Film 001',
        year: 1981,
        nfoGenres: [],
      },
    ])
    expect(keysOf(item?.genres[0])).toEqual(['level', 'name', 'probability', 'verdict'])
    const rest = await listed(dataFolder, '--limit', '10', '--after', page.next ?? '')
    expect(rest.next).toBeNull()
    const paths = [...page.items, ...rest.items].map((each) => each.files[0]?.path)
    expect(paths).toEqual(names.map((name) => join(folder, name)))
    expect((await listed(dataFolder, '--all')).items).toHaveLength(5)
  })

  it('filters by genre, status, folder and text', async () => {
    const { dataFolder, folder } = await scannedLibrary(4)
    const [first, second] = (await listed(dataFolder)).items
    const ids = [String(first?.id), String(second?.id)]
    await onesheet(['label', ids[0] ?? '', '--yes', 'War', '--yes', 'Western'], { dataFolder })
    await onesheet(['label', ids[1] ?? '', '--yes', 'War', '--no', 'Western'], { dataFolder })
    const found = async (...parameters: string[]) =>
      (await listed(dataFolder, ...parameters)).items.map((item) => item.id)
    expect(await found('--genre', 'war')).toEqual([first?.id, second?.id])
    expect(await found('--genre', 'War', '--genre', 'Western')).toEqual([first?.id])
    expect(await found('--genre', 'War', '--genre', 'Western', '--any')).toEqual([first?.id, second?.id])
    expect(await found('--genre', 'War', '--without', 'Western')).toEqual([second?.id])
    expect(await found('--status', 'missing')).toEqual([])
    expect(await found('--show', 'wall')).toHaveLength(4)
    expect(await found('--show', 'series')).toEqual([])
    expect(await found('--query', 'Film 003')).toHaveLength(1)
    expect(await found('--folder', folder)).toHaveLength(4)
    expect(await found('--folder', join(folder, 'elsewhere'))).toEqual([])
  })

  it('prints CSV for spreadsheets', async () => {
    const { dataFolder, folder } = await scannedLibrary(2)
    const { code, stdout } = await onesheet(['list', '--format', 'csv'], { dataFolder })
    expect(code).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toBe(`id,title,year,files,genres,status,missing,flags,${GENRES.join(',')}`)
    expect(lines[1]).toContain(join(folder, 'Film 001 (1981).jpg'))
  })

  it('says so where there is no catalog yet, and makes none', async () => {
    const dataFolder = join(temporaryFolder(), 'none')
    const outcome = await onesheet(['list', '--json'], { dataFolder })
    expect(outcome.code).toBe(1)
    expect(outcome.json()).toMatchObject({ error: { code: 'catalog/missing' } })
    expect(existsSync(dataFolder)).toBe(false)
  })
})

describe('onesheet predict', () => {
  it('predicts files without a catalog; one that cannot be read is an item with an error', async () => {
    const [dataFolder, folder] = [temporaryFolder(), temporaryFolder()]
    const [name = ''] = await drawPosters(folder, 1)
    writeOld(join(folder, 'broken.jpg'), 'no picture')
    const outcome = await onesheet(['predict', name, 'broken.jpg', 'gone.jpg', '--json'], {
      dataFolder,
      cwd: folder,
    })
    expect(outcome.code).toBe(3)
    const report = outcome.json() as PredictReport
    expect(keysOf(report)).toEqual(['backend', 'items', 'model', 'seconds'])
    expect(report.items.map(keysOf)).toEqual(Array(3).fill(['error', 'genres', 'path']))
    expect(report.items.map((item) => item.path)).toEqual(
      [name, 'broken.jpg', 'gone.jpg'].map((file) => join(folder, file)),
    )
    const [good, broken, gone] = report.items
    expect(good?.error).toBeNull()
    expect(good?.genres).toHaveLength(GENRES.length)
    expect(keysOf(good?.genres[0])).toEqual(['level', 'name', 'probability'])
    const probabilities = good?.genres.map((genre) => genre.probability) ?? []
    expect(probabilities).toEqual(probabilities.toSorted((left, right) => right - left))
    expect(probabilities.every((value) => value >= 0 && value <= 1)).toBe(true)
    expect(broken).toMatchObject({ genres: [], error: { code: expect.any(String) as string } })
    expect(gone).toMatchObject({ genres: [], error: { code: expect.any(String) as string } })
    expect((await onesheet(['predict', name], { dataFolder, cwd: folder })).code).toBe(0)
    expect(readdirSync(dataFolder)).toEqual([])
  })
})

describe('wrong usage', () => {
  it.each([
    ['a command that is none', ['frobnicate']],
    ['an option that is none', ['scan', '--frobnicate']],
    ['a genre that is none', ['list', '--genre', 'Sports']],
    ['a genre that is none, of a poster', ['label', '1', '--yes', 'War', '--no', 'Sports']],
    ['a yes and a no to one genre', ['label', '1', '--yes', 'War', '--no', 'war']],
    ['a verdict that is taken back at once', ['label', '1', '--clear', 'War', '--no', 'War']],
    ['a page that no list has named', ['list', '--after', '7']],
    ['a part of the catalog that is none', ['list', '--show', 'posters']],
    ['a number out of its bounds', ['list', '--min', '2']],
    ['a missing parameter', ['predict']],
    ['one of two parameters', ['models', 'export', BUNDLED]],
    ['a missing option', ['evaluate']],
    ['neither of two options', ['folders', 'remove', '/somewhere']],
    ['both of two options', ['folders', 'remove', '/somewhere', '--keep', '--forget']],
    ['no command', []],
    ['a group without its command', ['labels']],
    ['steps that are no number', ['undo', 'all']],
    ['an architecture that is none', ['train', '--dataset', '.', '--out', 'x', '--arch', 'alexnet']],
    ['a training without a dataset', ['train', '--out', 'x', '--arch', 'vgg16']],
    [
      'an input that is no size',
      ['train', '--dataset', '.', '--out', 'x', '--arch', 'vgg16', '--input', '24'],
    ],
  ])('is one sentence and the usage line: %s', async (_, parameters) => {
    const dataFolder = temporaryFolder()
    const outcome = await onesheet(parameters, { dataFolder })
    expect(outcome.code).toBe(2)
    expect(outcome.stdout).toBe('')
    expect(outcome.stderr).toMatch(/^[^\n]+[.?)]\nUsage: onesheet[^\n]*\n$/)
    expect(readdirSync(dataFolder)).toEqual([])
  })

  it.each([
    ['a genre that is none', ['--genre', 'Sports']],
    ['a table that is to be a document', ['--format', 'csv']],
  ])('is one document with --json: %s', async (_, options) => {
    const dataFolder = temporaryFolder()
    const outcome = await onesheet(['list', ...options, '--json'], { dataFolder })
    expect(outcome.code).toBe(2)
    const document = outcome.json() as { error: object }
    expect(keysOf(document)).toEqual(['error'])
    expect(document).toMatchObject({ error: { code: 'app/usage', message: expect.any(String) as string } })
    expect(readdirSync(dataFolder)).toEqual([])
  })
})

describe('help', () => {
  it.each([[['list']], [['labels']], [['labels', 'import']]])(
    'names what all commands take: %s',
    async (command) => {
      const { code, stdout, stderr } = await onesheet([...command, '--help'])
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toContain('--json')
      expect(stdout).toContain('--catalog <file>')
      expect(stdout).not.toContain('help [command]')
    },
  )
})
