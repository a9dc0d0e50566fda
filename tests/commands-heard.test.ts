import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMAND_IDS } from '#shared/domain/commands.ts'

const WINDOW = join(import.meta.dirname, '..', 'renderer')

/** What stands in the calls of `useKeys(`, up to the bracket that closes each. */
function heardIn(source: string): string[] {
  return source
    .split(/\buseKeys\(/)
    .slice(1)
    .map((rest) => {
      let depth = 1
      for (let at = 0; at < rest.length; at += 1) {
        if (rest[at] === '(') depth += 1
        if (rest[at] === ')') depth -= 1
        if (depth === 0) return rest.slice(0, at)
      }
      return rest
    })
}

describe('commands of the window', () => {
  const sources = globSync('**/*.{ts,vue}', { cwd: WINDOW })
    .filter((path) => !path.endsWith('.test.ts'))
    .flatMap((path) => heardIn(readFileSync(join(WINDOW, path), 'utf8')))

  it.each(COMMAND_IDS)('%s does something', (id) => {
    const handler = new RegExp(String.raw`(?:^|[{,\s])${id}(?::|,|\s*\})`)
    expect(sources.some((source) => handler.test(source))).toBe(true)
  })
})
