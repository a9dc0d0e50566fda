import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONTRACT, EVENT_NAMES } from '#shared/contract/contract.ts'
import { ERROR_SENTENCES } from '#shared/errors.ts'
import { describe, expect, it } from 'vitest'

const docs = join(import.meta.dirname, '..', 'docs')

function read(name: string): string {
  return readFileSync(join(docs, name), 'utf8')
}

/** Every table row of a document as its cells; the first cell's name stands in backticks. */
function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
}

const nameOf = (row: string[]) => (row[0] ?? '').replaceAll('`', '')

describe('docs/contract.md', () => {
  const [methods = '', events = ''] = read('contract.md').split('\n## Events')

  it('documents exactly the methods that are exposed, with their access and what they do', () => {
    const documented = Object.fromEntries(rowsOf(methods).map((row) => [nameOf(row), row.slice(1)]))
    const exposed = Object.fromEntries(
      Object.entries(CONTRACT).map(([name, { access, summary }]) => [name, [access, summary]]),
    )
    expect(documented).toEqual(exposed)
  })

  it('documents exactly the events there are', () => {
    expect(rowsOf(events).map(nameOf).sort()).toEqual([...EVENT_NAMES].sort())
  })
})

describe('docs/errors.md', () => {
  it('lists every code with its sentence', () => {
    const documented = Object.fromEntries(rowsOf(read('errors.md')).map((row) => [nameOf(row), row[1]]))
    expect(documented).toEqual(ERROR_SENTENCES)
  })

  it('holds no error that nothing ever raises', () => {
    const sources = globSync('{electron,renderer,shared}/**/*.{ts,vue}', { cwd: join(docs, '..') })
      .filter((path) => !/\.test\.ts$|^shared\/(?:errors\.ts|messages\/)/.test(path))
      .map((path) => readFileSync(join(docs, '..', path), 'utf8'))
      .join('\n')
    expect(Object.keys(ERROR_SENTENCES).filter((code) => !sources.includes(`'${code}'`))).toEqual([])
  })
})
