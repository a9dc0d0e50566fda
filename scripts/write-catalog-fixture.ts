/**
 * Writes `tests/fixtures/catalogs/schema-N.db`, a small catalog as this version of Onesheet leaves it, and what was
 * said in it (`schema-N.json`). Run once, when a schema is released; the file is never made again, because the test of
 * every later migration starts from it.
 *
 *     node scripts/write-catalog-fixture.ts
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openEngine } from '#engine/app/engine.ts'
import { drawPosters, writeOld } from '../tests/helpers/pictures.ts'

const FOLDER = join(import.meta.dirname, '../tests/fixtures/catalogs')
const POSTERS = 6

const scratch = mkdtempSync(join(tmpdir(), 'onesheet-fixture-'))
const posters = join(scratch, 'posters')
const names = await drawPosters(posters, POSTERS)
writeOld(join(posters, 'empty.jpg'), '')
const nfo = '<movie><title>Third film</title><year>1983</year><genre>Western</genre></movie>'
writeOld(join(posters, (names[2] ?? '').replace(/\.jpg$/, '.nfo')), nfo)

const engine = await openEngine({ catalogPath: join(scratch, 'catalog.db') })
const scan = async () => {
  const { id } = await engine.call('scan.start', { folders: [posters] })
  await engine.call('jobs.wait', { id })
}
await scan()
const { items } = await engine.call('library.list', { filter: { status: 'all' }, limit: 100 })
const idAt = (name: string | undefined) => {
  const found = items.find((item) => item.files.some((file) => file.path.endsWith(name ?? '')))
  if (found === undefined) throw new Error(`no poster at ${name ?? ''}`)
  return found.id
}
await engine.call('labels.set', { posterId: idAt(names[0]), genre: 'War', verdict: 'yes' })
await engine.call('labels.set', { posterId: idAt(names[0]), genre: 'Comedy', verdict: 'no' })
await engine.call('labels.set', { posterId: idAt(names[1]), genre: 'Drama', verdict: 'yes' })
await engine.call('labels.set', { posterId: idAt(names[2]), genre: 'Western', verdict: 'no' })
await engine.call('labels.set', { posterId: idAt(names[3]), genre: 'Horror', verdict: 'yes' })
await engine.call('labels.undo', {})
await engine.call('settings.set', { key: 'appearance.theme', value: 'dark' })
rmSync(join(posters, names[1] ?? ''))
await scan()
const copy = join(scratch, 'copy.db')
await engine.call('backup.create', { file: copy })
await engine.close()

const db = new Database(copy)
// The fixture is the same whoever makes it: no folder of theirs.
db.prepare('UPDATE root SET path = ?').run(Buffer.from('/posters'))
db.prepare('DELETE FROM job').run()
const schema = db.pragma('user_version', { simple: true }) as number
const said = {
  verdicts: db.prepare('SELECT * FROM verdict ORDER BY poster_id, genre').all(),
  acts: db.prepare('SELECT * FROM act ORDER BY id').all(),
  changes: db
    .prepare(
      'SELECT act_id, position, poster_id, genre, before, after FROM act_change ORDER BY act_id, position',
    )
    .all(),
  settings: db.prepare('SELECT * FROM setting ORDER BY key').all(),
}
const target = join(FOLDER, `schema-${schema}.db`)
if (existsSync(target))
  throw new Error(`${target} is there already: a released schema has one fixture, for good`)
db.prepare('VACUUM INTO ?').run(target)
db.close()
writeFileSync(join(FOLDER, `schema-${schema}.json`), `${JSON.stringify(said, null, 2)}\n`)
rmSync(scratch, { recursive: true, force: true })
console.log(`Wrote ${target}`)
