import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { openLog, withoutPaths } from './log.ts'
import { RotatingFile, rotatedPaths } from './rotating-file.ts'

function logFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onesheet-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const failing = () =>
  Object.assign(new Error(`ENOENT: no such file or directory, open '/films/Amélie (2001)/poster.jpg'`), {
    code: 'ENOENT',
    path: '/films/Amélie (2001)/poster.jpg',
  })

describe('the log', () => {
  it('carries no titles and no paths, but what failed and where in the program', () => {
    const folder = logFolder()
    const log = openLog(folder, {})
    log.error({ error: failing(), method: 'poster.get' }, 'method failed')
    log.warn({ error: new AppError('folder/not-found', '/films/Amélie (2001)') }, 'refused')
    log.warn({ title: 'Amélie', path: '/films', job: { title: 'Scanning “Amélie”' } }, 'told')
    const text = readFileSync(join(folder, 'engine.log'), 'utf8')
    expect(text).not.toMatch(/Amélie|films/)
    expect(text).toContain('ENOENT')
    expect(text).toContain('poster.get')
    expect(text).toContain('log.test.ts')
  })

  it('carries them when asked to', () => {
    const folder = logFolder()
    openLog(folder, { ONESHEET_LOG_TITLES: '1' }).error({ error: failing() }, 'method failed')
    expect(readFileSync(join(folder, 'engine.log'), 'utf8')).toContain('/films/Amélie (2001)/poster.jpg')
  })

  it.each([
    [`open '/films/It's/a.jpg'`, `open '‹path›'`],
    ['gone: /films/Alien: Covenant.jpg', 'gone: ‹path›'],
    ['C:\\Films\\Alien.jpg: gone', '‹path›'],
    [
      'Error: gone\n    at read (/app/out/engine/cli.mjs:3:14)',
      'Error: gone\n    at read (/app/out/engine/cli.mjs:3:14)',
    ],
    ['half a minute, 3/4 done', 'half a minute, 3/4 done'],
  ])('leaves nothing of a path that leads anywhere: %s', (text, expected) => {
    expect(withoutPaths(text)).toBe(expected)
  })
})

describe('a rotating file', () => {
  it('never grows beyond its size, and keeps the last ones', () => {
    const folder = logFolder()
    const path = join(folder, 'engine.log')
    const file = new RotatingFile(path, { mostBytes: 1_000, kept: 2 })
    for (let line = 0; line < 200; line++) file.write(`line ${line} ${'x'.repeat(50)}\n`)
    file.close()
    expect(readdirSync(folder).sort()).toEqual(['engine.1.log', 'engine.2.log', 'engine.log'])
    const paths = rotatedPaths(path, 2)
    expect(paths.every((each) => statSync(each).size <= 1_000)).toBe(true)
    const lines = paths
      .toReversed()
      .flatMap((each) => readFileSync(each, 'utf8').trimEnd().split('\n'))
      .map((line) => Number(line.split(' ')[1]))
    expect(lines.at(-1)).toBe(199)
    expect(lines).toEqual(lines.map((_, at) => 200 - lines.length + at))
  })
})
