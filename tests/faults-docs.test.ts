import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const page = readFileSync(join(ROOT, 'docs', 'faults.md'), 'utf8')
const rows = [...page.matchAll(/^\| (\d+) +\|.*\| (.*) \|$/gm)].map(([, number, tests]) => ({
  number: Number(number),
  tests: tests ?? '',
}))

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}

describe('docs/faults.md', () => {
  it('has a row for every case that is dealt with, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(range(1, 72))
  })

  it('names tests and benchmarks that are there, at least one for each case', () => {
    for (const { number, tests } of rows) {
      const files = [...tests.matchAll(/`([^`]+)`/g)].map(([, name = '']) =>
        name.startsWith('onesheet bench ') ? `bench/${name.slice('onesheet bench '.length)}.ts` : name,
      )
      expect([number, files.length]).not.toEqual([number, 0])
      for (const file of files)
        expect([number, file, existsSync(join(ROOT, file))]).toEqual([number, file, true])
    }
  })
})
