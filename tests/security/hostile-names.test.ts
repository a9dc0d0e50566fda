import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ListItem, ListPage } from '#shared/contract/library.ts'
import { useChosenCpu } from '../helpers/chosen-cpu.ts'
import { onesheet } from '../helpers/onesheet.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'

/*
 * Somebody sends a folder of posters whose names were chosen with care: one closes a string of SQL, one is a formula
 * for the spreadsheet the export is opened in, one clears the terminal and writes something else there. All of them are
 * names of films here, and nothing more.
 */

/** File names without their ending; in those that hold no year, the name is the title. */
const NAMES = [
  `'); DROP TABLE verdict;--`,
  `" OR 1=1 --`,
  `NEAR(a b) AND title-*`,
  `=HYPERLINK("http-evil","win")`,
  `+cmd|' -C calc'!A0`,
  `@SUM(A1)`,
  `-2+3`,
  `<script>alert(1)<`,
  `{{constructor.constructor('x')()}}`,
  `\u202egpj.live\u202c`,
  `a\u001b[2J\u001b[Hb`,
  `line one\nline two`,
  `bell\u0007 tab\t`,
  `%s %n $(rm -rf ~) \`id\``,
  `..  con  aux`,
]

let place = ''
let items: ListItem[] = []

const run = (...parameters: string[]) => onesheet(parameters, { dataFolder: join(place, 'data'), cwd: place })

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'onesheet-hostile-'))
  for (const [at, name] of NAMES.entries()) {
    writeOld(join(place, 'posters', `${name}.jpg`), await posterBytes(300 + at))
  }
  const nfo = `<movie><title>&lt;b&gt;=1+1&lt;/b&gt; \u001b[31m'; --</title><year>1999</year></movie>`
  writeFileSync(join(place, 'posters', `${NAMES[0] ?? ''}.nfo`), nfo)
  const scanned = await run('scan', join(place, 'posters'))
  if (scanned.code !== 0) throw new Error(scanned.stderr)
  items = ((await run('list', '--all', '--json')).json() as ListPage).items
}, 60_000)

afterAll(() => rmSync(place, { recursive: true }))

describe('posters with names that were chosen with care', () => {
  it('are all there, one each, and can be judged by their id', async () => {
    expect(items).toHaveLength(NAMES.length)
    for (const { id } of items) {
      expect(await run('label', String(id), '--yes', 'War', '--json')).toMatchObject({ code: 0 })
    }
    const after = ((await run('list', '--genre', 'War', '--all', '--json')).json() as ListPage).items
    expect(after.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
  })

  it('are found by exactly their title, and no title is a command to the search', async () => {
    const titled = items.filter((item) => item.title !== null)
    expect(titled.length).toBeGreaterThan(NAMES.length - 3)
    for (const { id, title } of titled) {
      const found = (await run('list', '--query', title ?? '', '--all', '--json')).json() as ListPage
      expect([title, found.items.map((item) => item.id)]).toEqual([title, [id]])
    }
  })

  it('write nothing but plain lines on a terminal', async () => {
    useChosenCpu(join(place, 'data'))
    // eslint-disable-next-line no-control-regex -- control characters are what it is about
    const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
    const commands = [
      ['list', '--all'],
      ['folders'],
      ['jobs'],
      ['doctor'],
      ['scan'],
      ['undo', '3'],
      ['label', String(items[10]?.id), '--no', 'War'],
      ['predict', items[10]?.files[0]?.path ?? ''],
      ['list', '--query', '\u001b[2J'],
      ['folders', 'remove', '/\u001b[2J', '--keep'],
    ]
    for (const parameters of commands) {
      const { stdout, stderr } = await run(...parameters)
      expect([parameters, control.exec(stdout + stderr)?.[0]]).toEqual([parameters, undefined])
    }
    const { stdout } = await run('list', '--all')
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(NAMES.length + 4)
  })

  it('are no formulas for a spreadsheet, and labels come back from it to the same posters', async () => {
    const file = join(place, 'labels.csv')
    const list = await run('list', '--all', '--format', 'csv')
    await run('labels', 'export', file)
    const exported = readFileSync(file, 'utf8')
    for (const text of [list.stdout, exported]) {
      const cells = parse(text).flat() as string[]
      expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
    }
    const other = join(place, 'other')
    const into = (...parameters: string[]) => onesheet(parameters, { dataFolder: other, cwd: place })
    await into('scan', join(place, 'posters'))
    const imported = await into('labels', 'import', file, '--json')
    expect(imported.json()).toMatchObject({ skipped: [] })
    const there = ((await into('list', '--all', '--json')).json() as ListPage).items
    const here = ((await run('list', '--all', '--json')).json() as ListPage).items
    const words = (some: ListItem[]) => some.map((item) => [item.files[0]?.path, item.verdicts])
    expect(words(there)).toEqual(words(here))
  })
})
