import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const page = readFileSync(join(ROOT, 'docs', 'faults.md'), 'utf8')
/** Cases by their numbers; those of genres of the user's own by letters. */
const rows = [...page.matchAll(/^\| (\d+|[a-z]) +\|.*\| (.*) \|$/gm)].map(([, name = '', tests = '']) => ({
  name,
  tests,
}))

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}

describe('docs/faults.md', () => {
  it('has a row for every case that is dealt with, in order', () => {
    const numbers = rows.map(({ name }) => Number(name)).filter((number) => !Number.isNaN(number))
    expect(numbers).toEqual(range(1, 72))
  })

  it('names tests and benchmarks that are there, at least one for each case', () => {
    for (const { name: row, tests } of rows) {
      const files = [...tests.matchAll(/`([^`]+)`/g)].map(([, name = '']) =>
        name.startsWith('onesheet bench ') ? `bench/${name.slice('onesheet bench '.length)}.ts` : name,
      )
      expect([row, files.length]).not.toEqual([row, 0])
      for (const file of files) expect([row, file, existsSync(join(ROOT, file))]).toEqual([row, file, true])
    }
  })
})
