import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openCache } from '#engine/catalog/cache.ts'
import { MIGRATIONS } from '#engine/catalog/migrations/migrations.ts'
import { describe, expect, it } from 'vitest'

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'database.md'), 'utf8')

type Tables = Record<string, string[]>

/** The columns under each heading that names a table: the first cells that stand in backticks. */
function documented(chapter: string): Tables {
  const text = page.split(`\n## ${chapter}\n`)[1]?.split('\n## ')[0] ?? ''
  const sections = text.split('\n### ').slice(1)
  return Object.fromEntries(
    sections.map((section) => [
      /^`(\w+)`/.exec(section)?.[1] ?? section,
      [...section.matchAll(/^\| `(\w+)`/gm)].map((match) => match[1] ?? ''),
    ]),
  )
}

function existing(db: Database.Database): Tables {
  const names = db
    .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')`)
    .pluck()
    .all() as string[]
  return Object.fromEntries(
    names
      .filter((name) => !name.startsWith('sqlite_'))
      .map((name) => [
        name,
        db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(name) as string[],
      ]),
  )
}

describe('docs/database.md', () => {
  it('describes every table and column of catalog.db', () => {
    const db = new Database(':memory:')
    for (const { sql } of MIGRATIONS) db.exec(sql)
    expect(documented('catalog.db')).toEqual(existing(db))
    db.close()
  })

  it('describes every table and column of cache.db', () => {
    const db = openCache(':memory:', { readOnly: false })
    expect(documented('cache.db')).toEqual(existing(db))
    db.close()
  })
})
