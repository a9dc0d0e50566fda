import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { posterBytes, writeOld } from './pictures.ts'
import { temporaryFolder } from './temporary.ts'
import { titledModels } from './titled-models.ts'

/** Every row a person made, as text: equal texts are equal bytes. */
export function rowsOf(path: string): string {
  const db = new Database(path, { readonly: true })
  const verdicts = db.prepare('SELECT * FROM verdict ORDER BY poster_id, genre').all()
  const own = db.prepare('SELECT * FROM own_verdict ORDER BY poster_id, own_genre_id').all()
  const posters = db
    .prepare(
      `SELECT id, reviewed_at, edited_title, edited_year, hidden_at, said_kind FROM poster
       WHERE coalesce(reviewed_at, edited_title, edited_year, hidden_at, said_kind) IS NOT NULL ORDER BY id`,
    )
    .all()
  db.close()
  return JSON.stringify({ verdicts, own, posters })
}

/** What must be said: the rows now, those before each act, those after each act taken back. */
interface Reference {
  now: string
  past: string[]
  future: string[]
}

/** A catalog, its folder of posters, and what must be said in it. Its seed decides all that is picked. */
export class World {
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
    // The bundled model under another name is another model: its predictions are rows of their own. It reads titles.
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

/** Something that happens to a world. */
export type Step = (world: World) => Promise<unknown>
