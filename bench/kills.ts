/**
 * Kills the engine with SIGKILL at random moments of scanning, labelling, backing up and migrating, and looks after
 * each whether the catalog is sound and every verdict that was acknowledged is in it.
 *
 *     onesheet bench kills [--count 200] [--seed 1] [--json]
 *
 * Ends with 1 at the first loss, and prints the seed and the number of the kill.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { isIndexComplete } from '#engine/catalog/derived.ts'
import { listBackups } from '#engine/catalog/backups.ts'
import { MIGRATIONS } from '#engine/catalog/migrations/migrations.ts'
import { openCatalog } from '#engine/catalog/open.ts'
import { isGoodCopy } from '#engine/catalog/verified-copy.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { drawPosters } from '../tests/helpers/pictures.ts'
import { HOME } from './support/command.ts'
import type { EngineChild } from './support/engine-child.ts'
import { startEngineChild } from './support/engine-child.ts'
import { machine } from './support/machine.ts'

type Word = 'yes' | 'no' | null

const PHASES = ['scanning', 'labelling', 'backing up', 'migrating'] as const
const POSTERS_AT_FIRST = 150
const NEW_POSTERS = 12
const PADDING_ROWS = 60_000

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
/** Phases and moments follow from the seed alone; how far the engine gets by then is the machine's. */
const moments = seededRandom(Number(values.seed))
const words = seededRandom(~Number(values.seed))
const within = (least: number, most: number) => least + moments() * (most - least)
const pick = <Item>(items: readonly Item[], random: () => number) =>
  items[Math.floor(random() * items.length)] as Item
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const folder = mkdtempSync(join(tmpdir(), 'onesheet-kills-'))
const posters = join(folder, 'posters')
const path = join(folder, 'catalog.db')
/** What the catalog must say, by "poster genre". Absent: never said. */
const said = new Map<string, Word>()
/** Asked when the kill came: either answer is right. */
let underWay: { key: string; word: Word } | null = null
let drawn = 0
const done = {
  kills: 0,
  acknowledged: 0,
  byPhase: {} as Record<string, number>,
  backupsLeft: 0,
  migratedBefore: 0,
}

try {
  mkdirSync(posters)
  await drawMore(POSTERS_AT_FIRST)
  const first = startEngineChild(path)
  await scanAll(first)
  await first.end()
  for (let kill = 1; kill <= Number(values.count); kill++) {
    const phase = pick(PHASES, moments)
    try {
      if (phase === 'migrating') await killMigrating()
      else await killWorking(phase)
    } catch (error) {
      console.error(`Kill ${kill} of seed ${values.seed}, ${phase}:`)
      throw error
    }
    done.kills++
    done.byPhase[phase] = (done.byPhase[phase] ?? 0) + 1
    if (!values.json && kill % 20 === 0) console.error(`${kill} kills, ${done.acknowledged} verdicts kept`)
  }
  const last = startEngineChild(path)
  await scanAll(last)
  const info = await last.client.call('app.info', {})
  must(info.posters === drawn, `${info.posters} posters of ${drawn} after all`)
  await last.end()
  look()
  const result = {
    machine: machine(),
    seed: Number(values.seed),
    ...done,
    verdicts: said.size,
    posters: drawn,
  }
  console.log(values.json ? JSON.stringify(result, null, 2) : result)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function must(isTrue: boolean, words: string): void {
  if (!isTrue) throw new Error(words)
}

async function drawMore(count: number): Promise<void> {
  await drawPosters(posters, count, drawn + 1)
  drawn += count
}

async function scanAll({ client }: EngineChild): Promise<void> {
  const { id } = await client.call('scan.start', { folders: [posters] })
  const job = await client.call('jobs.wait', { id })
  must(job.state === 'done', `the scan ended as ${job.state}`)
}

/** Scanning, labelling or backing up, and all three at once while labelling goes on. */
async function killWorking(phase: 'scanning' | 'labelling' | 'backing up'): Promise<void> {
  const child = startEngineChild(path)
  await child.client.call('app.info', {})
  if (phase === 'scanning') {
    await drawMore(NEW_POSTERS)
    await child.client.call('scan.start', { folders: [posters] })
  }
  if (phase === 'backing up') {
    const file = join(folder, `asked-${done.kills}.db`)
    // The kill answers it.
    child.client.call('backup.create', { file }).catch(() => undefined)
  }
  const labelling = label(child)
  await pause(phase === 'scanning' ? within(0, 900) : within(0, 250))
  child.kill()
  await Promise.all([labelling, child.ended])
  look()
}

/** Says one thing after the other until the engine is gone. */
async function label({ client }: EngineChild): Promise<void> {
  try {
    const { ids } = await client.call('library.ids', { filter: { status: 'all' } })
    for (;;) {
      const posterId = pick([...ids], words)
      const genre: Genre = pick(GENRES, words)
      const word: Word = pick(['yes', 'no', null], words)
      const key = `${posterId} ${GENRES.indexOf(genre)}`
      underWay = { key, word }
      await client.call('labels.set', { posterId, genre, verdict: word })
      underWay = null
      said.set(key, word)
      done.acknowledged++
    }
  } catch {
    // Killed: what was under way may have been saved or not.
  }
}

/** Opens the catalog as the next start does and compares it with what was acknowledged. */
function look(): void {
  const catalog = openCatalog(path, { readOnly: false })
  try {
    const { db } = catalog
    must(catalog.troubles.length === 0, `troubles: ${catalog.troubles.map(({ code }) => code).join()}`)
    must(db.pragma('integrity_check', { simple: true }) === 'ok', 'the catalog is not sound')
    must((db.pragma('foreign_key_check') as unknown[]).length === 0, 'rows lead nowhere')
    must(isIndexComplete(db), 'the search index is stale')
    const rows = db.prepare('SELECT poster_id, genre, value FROM verdict').all() as {
      poster_id: number
      genre: number
      value: number
    }[]
    const kept = new Map<string, Word>(
      rows.map((row) => [`${row.poster_id} ${row.genre}`, row.value === 1 ? 'yes' : 'no']),
    )
    if (underWay !== null) {
      const { key, word } = underWay
      const now = kept.get(key) ?? null
      must(
        now === word || now === (said.get(key) ?? null),
        `${key} is neither what it was nor what was asked`,
      )
      said.set(key, now)
      underWay = null
    }
    for (const [key, word] of said)
      must((kept.get(key) ?? null) === word, `${key} was acknowledged as ${word}`)
    for (const key of kept.keys()) must(said.has(key), `${key} was never said`)
    const open = db.prepare('SELECT open FROM verdict_gate').pluck().get()
    must(open === 0, 'the gate before the verdicts stands open')
  } finally {
    catalog.close()
  }
  const backups = listBackups(path)
  for (const backup of backups) must(isGoodCopy(backup.path, MIGRATIONS.length), `${backup.path} is not good`)
  done.backupsLeft = backups.length
}

/** A catalog of the first schema, made large, killed while it is opened: the old schema or the new, and all that was said. */
async function killMigrating(): Promise<void> {
  const place = mkdtempSync(join(folder, 'old-'))
  const old = join(place, 'catalog.db')
  const fixture = join(HOME, 'tests/fixtures/catalogs/schema-1')
  copyFileSync(`${fixture}.db`, old)
  const padding = new Database(old)
  const add = padding.prepare('INSERT INTO film (title_key, year) VALUES (?, ?)')
  padding.transaction(() => {
    for (let row = 0; row < PADDING_ROWS; row++) add.run(`film ${row}`, 1900 + (row % 100))
  })()
  padding.close()
  const child = startEngineChild(old)
  await pause(within(100, 700))
  child.kill()
  await child.ended
  const after = new Database(old)
  const version = after.pragma('user_version', { simple: true }) as number
  const hasBan = after.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'ban'`).pluck().get() === 1
  must(version === (hasBan ? 2 : 1), `schema ${version} with half of a migration`)
  if (version === 1) done.migratedBefore++
  after.close()
  const catalog = openCatalog(old, { readOnly: false })
  const verdicts = catalog.db.prepare('SELECT * FROM verdict ORDER BY poster_id, genre').all()
  const expected = (JSON.parse(readFileSync(`${fixture}.json`, 'utf8')) as { verdicts: unknown }).verdicts
  must(JSON.stringify(verdicts) === JSON.stringify(expected), 'verdicts differ after a migration')
  must(catalog.db.pragma('integrity_check', { simple: true }) === 'ok', 'the migrated catalog is not sound')
  catalog.close()
  for (const backup of listBackups(old))
    must(isGoodCopy(backup.path, MIGRATIONS.length), `${backup.path} is not good`)
  rmSync(place, { recursive: true })
}
