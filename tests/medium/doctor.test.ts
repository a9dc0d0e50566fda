import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  statSync,
  copyFileSync,
  cpSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { examineCatalog } from '#engine/app/doctor.ts'
import { openEngine } from '#engine/app/engine.ts'
import { openModelTools } from '#engine/app/model-tools.ts'
import { backupsFolder } from '#engine/catalog/backups.ts'
import { CLOSED_MARK, OPEN_MARK, writeMark } from '#engine/catalog/header.ts'
import { resources } from '#engine/platform/resources.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { useChosenCpu } from '../helpers/chosen-cpu.ts'
import { scan } from '../helpers/engine.ts'
import type { Library } from '../helpers/judged-catalog.ts'
import { backupsIn, judgedCatalog } from '../helpers/judged-catalog.ts'
import { onesheet } from '../helpers/onesheet.ts'
import { flipBit, overwrite, spoilTable } from '../helpers/spoil.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

function change(path: string, statements: string): void {
  const db = new Database(path)
  db.pragma('foreign_keys = OFF')
  db.exec(statements)
  db.close()
}

type Fault = (library: Library) => unknown

/** Name of the fault, how it is planted in a closed catalog, whether it makes the catalog sick. */
const FAULTS: [code: string, sick: boolean, what: string, plant: Fault][] = [
  ['catalog/damaged', true, 'a bad page', ({ path }) => spoilTable(path, 'file')],
  ['catalog/damaged', true, 'a header that is gone', ({ path }) => overwrite(path, 0, Buffer.alloc(100))],
  ['catalog/newer', true, 'a newer schema', ({ path }) => change(path, 'PRAGMA user_version = 99')],
  ['catalog/wal-missing', true, 'a -wal that is missing', ({ path }) => writeMark(path, OPEN_MARK)],
  [
    'catalog/wal-left-behind',
    false,
    'a -wal of another time',
    async ({ path }) => {
      const engine = await openEngine({ catalogPath: path })
      await engine.call('settings.set', { key: 'appearance.theme', value: 'dark' })
      copyFileSync(`${path}-wal`, `${path}-held`)
      await engine.close()
      renameSync(`${path}-held`, `${path}-wal`)
    },
  ],
  [
    'catalog/wal-alone',
    true,
    'a -wal without its catalog',
    ({ path }) => {
      renameSync(path, `${path}-wal`)
      rmSync(backupsFolder(path), { recursive: true })
    },
  ],
  ['catalog/strays', true, 'rows that lead nowhere', ({ path }) => change(path, 'DELETE FROM model_version')],
  [
    'catalog/search-stale',
    false,
    'a stale search index',
    ({ path }) => change(path, 'DELETE FROM poster_text'),
  ],
  ['catalog/state-stale', false, 'stale states', ({ path }) => change(path, 'UPDATE poster SET missing = 1')],
  [
    'folder/offline',
    false,
    'a folder that is not there',
    ({ posters }) => rmSync(posters, { recursive: true }),
  ],
  [
    'backup/damaged',
    false,
    'a spoiled backup',
    ({ path, data }) => {
      for (const name of backupsIn(data))
        overwrite(join(backupsFolder(path), name), 8192, Buffer.alloc(4096, 7))
    },
  ],
  [
    'cache/damaged',
    false,
    'a spoiled cache',
    ({ data }) => overwrite(join(data, 'cache.db'), 0, Buffer.alloc(4096, 7)),
  ],
  [
    'settings/unreadable',
    false,
    'zeroed settings',
    ({ path }) => change(path, `INSERT INTO setting VALUES ('appearance.theme', char(0, 0))`),
  ],
  [
    'picture/banned',
    false,
    'a picture that crashed its reader',
    ({ path }) => change(path, `INSERT INTO ban VALUES (x'00', 'picture/crashed', '0.1.0', 0)`),
  ],
]

let dataFolder: string

beforeEach(() => {
  dataFolder = temporaryFolder()
  useChosenCpu(dataFolder)
})

describe('the doctor', () => {
  it('finds nothing wrong with a catalog that is well, open or closed', async () => {
    const { path, open } = await judgedCatalog(dataFolder)
    const closed = await examineCatalog(openModelTools(), path)
    expect(closed).toMatchObject({ problems: [], catalog: { integrity: 'ok', posters: 4, verdicts: 1 } })
    const engine = await open()
    expect(await engine.call('app.doctor', {})).toMatchObject({ problems: [], catalog: { integrity: 'ok' } })
  })

  it.each(FAULTS)('names %s (sick: %s): %s, and changes nothing', async (code, sick, _, plant) => {
    const library = await judgedCatalog(dataFolder)
    await plant(library)
    const files = [library.path, `${library.path}-wal`, join(library.data, 'cache.db')]
    const bytes = () => files.map(hashIfThere)
    const before = bytes()
    const report = await examineCatalog(openModelTools(), library.path)
    const found = report.problems.filter((problem) => problem.code === code)
    expect(found).toHaveLength(1)
    expect(found[0]?.message.length).toBeGreaterThan(20)
    expect(found[0]?.severity).toBe(sick ? 'error' : 'warning')
    expect(report.catalog.integrity === 'ok').toBe(!sick)
    if (code !== 'catalog/wal-left-behind') expect(bytes()).toEqual(before)
    if (code === 'catalog/newer') expect(report.catalog.schema).toBe(99)
    if (code === 'catalog/damaged') expect(found[0]?.message).toContain(backupsFolder(library.path))
  })

  it('names a model whose file was flipped', async () => {
    const { path } = await judgedCatalog(dataFolder)
    const models = join(temporaryFolder(), 'models')
    cpSync(resources.modelsFolder(), models, { recursive: true })
    flipBit(join(models, BUNDLED, 'model.onnx'), 100_000)
    const { problems } = await examineCatalog(openModelTools(models), path)
    expect(problems).toMatchObject([{ code: 'model/damaged', severity: 'warning' }])
  })

  it('names a catalog in a folder that a program keeps in step', async () => {
    const { path } = await judgedCatalog(dataFolder)
    const folder = join(temporaryFolder(), 'Dropbox')
    cpSync(dirname(path), folder, { recursive: true })
    const { problems } = await examineCatalog(openModelTools(), join(folder, 'catalog.db'))
    expect(problems).toMatchObject([{ code: 'catalog/sync-folder' }])
  })

  it('says stale states before they are put right, which the next scan does', async () => {
    const { path, open } = await judgedCatalog(dataFolder)
    change(path, 'UPDATE poster SET missing = 1')
    writeMark(path, CLOSED_MARK)
    const engine = await open()
    expect((await engine.call('app.doctor', {})).problems).toMatchObject([{ code: 'catalog/state-stale' }])
    await scan(engine, [])
    expect((await engine.call('app.doctor', {})).problems).toEqual([])
  })

  it('ends the command with 1 for a sick catalog, and with 0 for one that only has remarks', async () => {
    const { path, posters } = await judgedCatalog(dataFolder)
    rmSync(posters, { recursive: true })
    const remarks = await onesheet(['doctor', '--catalog', path], { dataFolder })
    expect(remarks).toMatchObject({ code: 0 })
    expect(remarks.stdout).toContain(posters)
    spoilTable(path, 'poster')
    const sick = await onesheet(['doctor', '--catalog', path], { dataFolder })
    expect(sick).toMatchObject({ code: 1 })
    expect(sick.stdout).toContain('onesheet restore')
  })
})

describe('saving diagnostics', () => {
  it('writes report and log into one file that names no film, unless asked to', async () => {
    const posters = join(temporaryFolder(), 'Amélie and friends')
    const engine = await openEngine({ catalogPath: join(dataFolder, 'catalog.db') })
    cpSync(resources.samplesFolder() ?? '', posters, { recursive: true })
    await scan(engine, [posters])
    await engine.close()
    rmSync(posters, { recursive: true })
    await onesheet(['scan', join(posters, 'nowhere')], { dataFolder })
    appendFileSync(
      join(dataFolder, 'logs', 'engine.log'),
      '{"level":40,"title":"Amélie","msg":"told"}\n{"cut',
    )
    const file = join(temporaryFolder(), 'for-help.json')
    expect(await onesheet(['doctor', '--save', file], { dataFolder })).toMatchObject({ code: 0 })
    const text = readFileSync(file, 'utf8')
    const bundle = JSON.parse(text) as { doctor: { problems: object[] }; logs: string[][] }
    expect(text).not.toContain('Amélie')
    expect(bundle.doctor.problems).toMatchObject([{ code: 'folder/offline' }])
    expect(bundle.logs.flat().join('\n')).toContain('told')
    // Never over another file.
    expect(await onesheet(['doctor', '--save', file], { dataFolder })).toMatchObject({ code: 1 })
    const named = join(temporaryFolder(), 'named.json')
    await onesheet(['doctor', '--save', named, '--titles'], { dataFolder })
    expect(readFileSync(named, 'utf8')).toContain('Amélie')
  })
})

/** SHA-256; an empty -wal, which a reader leaves, is as good as none. */
function hashIfThere(path: string): string | null {
  if (!existsSync(path) || statSync(path).size === 0) return null
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
