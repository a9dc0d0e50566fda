import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { restoreCatalog } from '#engine/app/restore.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { packIds } from '#shared/util/packed-ids.ts'
import { scan } from '../helpers/engine.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { titledModels } from '../helpers/titled-models.ts'

/** Every row a person made, as text: equal texts are equal bytes. */
function rowsOf(path: string): string {
  const db = new Database(path, { readonly: true })
  const verdicts = db.prepare('SELECT * FROM verdict ORDER BY poster_id, genre').all()
  const posters = db
    .prepare(
      `SELECT id, reviewed_at, edited_title, edited_year, hidden_at, said_kind FROM poster
       WHERE coalesce(reviewed_at, edited_title, edited_year, hidden_at, said_kind) IS NOT NULL ORDER BY id`,
    )
    .all()
  db.close()
  return JSON.stringify({ verdicts, posters })
}

/** What must be said: the rows now, those before each act, those after each act taken back. */
interface Reference {
  now: string
  past: string[]
  future: string[]
}

const WORDS = ['yes', 'no', null] as const
const NFO_GENRES = ['Horror', 'Comedy', 'Science Fiction', 'Krimi', 'no such genre']

class World {
  readonly data = temporaryFolder()
  readonly path = join(this.data, 'catalog.db')
  readonly root = join(temporaryFolder(), 'posters')
  readonly random: () => number
  readonly log: string[] = []
  readonly backups: { file: string; reference: Reference }[] = []
  /** Files by what they show. Null: taken away, and able to come back. */
  readonly files = new Map<number, { now: string | null; last: string }>()
  readonly otherModels: string
  engine: Engine | null = null
  reference: Reference = { now: '', past: [], future: [] }
  private time = Date.UTC(2026, 0, 1)
  private usesOther = false
  private lastSerial = 0

  constructor(seed: number) {
    this.random = seededRandom(seed)
    mkdirSync(this.root)
    // The starter under another name is another model: its predictions are rows of their own. It reads titles.
    this.otherModels = titledModels('other')
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.random() * items.length)] as Item
  }

  async open(): Promise<Engine> {
    this.engine ??= await openEngine({
      catalogPath: this.path,
      clock: { now: () => ++this.time, monotonicMs: () => performance.now() },
      ...(this.usesOther ? { modelsFolder: this.otherModels } : {}),
    })
    return this.engine
  }

  async close(): Promise<void> {
    await this.engine?.close()
    this.engine = null
  }

  /** Nothing but an act of a person may have changed anything. */
  check(): void {
    expect(rowsOf(this.path), this.log.join('\n')).toBe(this.reference.now)
  }

  /** Does something a person may do, and takes the rows it leaves as what must be said from then on. */
  async act(work: (engine: Engine) => Promise<unknown>): Promise<void> {
    await work(await this.open())
    const rows = rowsOf(this.path)
    if (rows === this.reference.now) return
    this.reference.past.push(this.reference.now)
    this.reference.future = []
    this.reference.now = rows
  }

  async posterIds(): Promise<number[]> {
    const { ids } = await (await this.open()).call('library.ids', { filter: { status: 'all' } })
    return [...ids]
  }

  async add(): Promise<void> {
    const serial = ++this.lastSerial
    const path = join(this.root, this.pick(['', 'a', 'b/c']), `Film ${serial} (${1980 + serial}).jpg`)
    writeOld(path, await posterBytes(serial))
    this.files.set(serial, { now: path, last: path })
  }

  some(isThere: boolean): { serial: number; file: { now: string | null; last: string } } | null {
    const found = [...this.files].filter(([, file]) => (file.now !== null) === isThere)
    if (found.length === 0) return null
    const [serial, file] = this.pick(found)
    return { serial, file }
  }

  switchModel(): void {
    this.usesOther = !this.usesOther
  }
}

type Step = (world: World) => Promise<unknown>

const STEPS: Record<string, Step> = {
  add: (world) => world.add(),
  scan: async (world) => scan(await world.open(), [world.root]),
  'scan, accepting': async (world) => scan(await world.open(), [world.root], { acceptMissing: true }),
  move: async (world) => {
    const found = world.some(true)
    if (found === null || found.file.now === null) return
    const to = join(
      world.root,
      world.pick(['', 'moved', 'b/c']),
      `Other ${Math.floor(world.random() * 1e6)}.jpg`,
    )
    mkdirSync(join(to, '..'), { recursive: true })
    renameSync(found.file.now, to)
    Object.assign(found.file, { now: to, last: to })
  },
  'take away': async (world) => {
    const found = world.some(true)
    if (found === null || found.file.now === null) return
    rmSync(found.file.now)
    found.file.now = null
  },
  'bring back': async (world) => {
    const found = world.some(false)
    if (found === null) return
    writeOld(found.file.last, await posterBytes(found.serial))
    found.file.now = found.file.last
  },
  'replace in place': async (world) => {
    const found = world.some(true)
    if (found === null || found.file.now === null) return
    const time = new Date(Date.UTC(2021, 0, 1) + Math.floor(world.random() * 1e9))
    writeOld(found.file.now, await posterBytes(1_000 + Math.floor(world.random() * 200)), time)
    world.files.delete(found.serial)
  },
  'change an NFO': async (world) => {
    const found = world.some(true)
    if (found === null || found.file.now === null) return
    const nfo = found.file.now.replace(/\.jpg$/, '.nfo')
    if (existsSync(nfo) && world.random() < 0.5) {
      rmSync(nfo)
      return
    }
    const genres = NFO_GENRES.filter(() => world.random() < 0.5).map((genre) => `<genre>${genre}</genre>`)
    writeFileSync(
      nfo,
      `<movie><title>Named ${found.serial}</title><year>1999</year>${genres.join('')}</movie>`,
    )
  },
  'folder away and back': async (world) => {
    renameSync(world.root, `${world.root} away`)
    const engine = await world.open()
    if ((await engine.call('folders.list', {})).roots.length > 0) await scan(engine, [])
    world.check()
    renameSync(`${world.root} away`, world.root)
  },
  'take the folder out': async (world) => {
    const engine = await world.open()
    const { roots } = await engine.call('folders.list', {})
    if (roots.length > 0) await engine.call('folders.remove', { path: world.root, mode: 'keep' })
  },
  'close and open': (world) => world.close(),
  'lose the cache': async (world) => {
    await world.close()
    rmSync(join(world.data, 'cache.db'), { force: true })
  },
  'switch the model': async (world) => {
    await world.close()
    world.switchModel()
  },
  'back up': async (world) => {
    const file = join(world.data, `copy-${world.backups.length}.db`)
    await (await world.open()).call('backup.create', { file })
    world.backups.push({ file, reference: structuredClone(world.reference) })
  },
  restore: async (world) => {
    if (world.backups.length === 0) return
    const { file, reference } = world.pick(world.backups)
    await world.close()
    await restoreCatalog(world.path, file, Date.now())
    world.reference = structuredClone(reference)
  },
  say: async (world) => {
    const ids = await world.posterIds()
    if (ids.length === 0) return
    const params = { posterId: world.pick(ids), genre: world.pick(GENRES), verdict: world.pick(WORDS) }
    await world.act((engine) => engine.call('labels.set', params))
  },
  'say of many': async (world) => {
    const ids = (await world.posterIds()).filter(() => world.random() < 0.4)
    if (ids.length === 0) return
    const changes = [{ genre: world.pick(GENRES), verdict: world.pick(WORDS) }]
    const confirm = world.random() < 0.5
    await world.act((engine) => engine.call('labels.apply', { posterIds: ids, changes, confirm }))
  },
  'say of a great many': async (world) => {
    const ids = (await world.posterIds()).filter(() => world.random() < 0.7)
    if (ids.length === 0) return
    const changes = [{ genre: world.pick(GENRES), verdict: world.pick(WORDS) }]
    const confirm = world.random() < 0.3
    await world.act(async (engine) => {
      const { id } = await engine.call('labels.bulk', { ids: packIds(ids), changes, confirm })
      expect(await engine.call('jobs.wait', { id })).toMatchObject({ state: 'done', done: ids.length })
    })
  },
  edit: async (world) => {
    const ids = await world.posterIds()
    if (ids.length === 0) return
    const title = world.pick(['The Other Mill', 'Zebra', null, undefined])
    const year = world.pick([1955, 2001, null, undefined])
    const params = {
      id: world.pick(ids),
      ...(title === undefined ? {} : { title }),
      ...(year === undefined ? {} : { year }),
    }
    await world.act((engine) => engine.call('poster.edit', params))
  },
  mark: async (world) => {
    const ids = (await world.posterIds()).filter(() => world.random() < 0.3)
    if (ids.length === 0) return
    const mark = world.pick([
      { hidden: true },
      { hidden: false },
      { kind: 'other' },
      { kind: 'poster' },
      { kind: null },
    ] as const)
    await world.act((engine) => engine.call('poster.mark', { posterIds: ids, ...mark }))
  },
  undo: async (world) => {
    const { undone } = await (await world.open()).call('labels.undo', {})
    const before = world.reference.past.pop()
    if (before === undefined) {
      expect(undone).toEqual([])
      return
    }
    world.reference.future.push(world.reference.now)
    world.reference.now = before
  },
  redo: async (world) => {
    await (await world.open()).call('labels.redo', {})
    const after = world.reference.future.pop()
    if (after === undefined) return
    world.reference.past.push(world.reference.now)
    world.reference.now = after
  },
}
/** People say more than they do anything else. */
const NAMES = [
  ...Object.keys(STEPS),
  'scan',
  'scan',
  'say',
  'say',
  'say',
  'say of many',
  'edit',
  'mark',
  'undo',
  'redo',
  'add',
]
const ROUNDS = 70

describe('what a person said (44)', () => {
  it.each([1, 2, 3])(
    'is byte for byte the same after anything else, in any order (seed %i)',
    async (seed) => {
      const world = new World(seed)
      try {
        for (let poster = 0; poster < 5; poster++) await world.add()
        await scan(await world.open(), [world.root])
        world.reference.now = rowsOf(world.path)
        for (let round = 0; round < ROUNDS; round++) {
          const name = world.pick(NAMES)
          world.log.push(`${round} ${name}`)
          await STEPS[name]?.(world)
          await world.open()
          world.check()
        }
      } finally {
        await world.close()
      }
    },
  )
})
