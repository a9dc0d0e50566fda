import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Where pictures may lie: drawn samples, icons, the window's own, and screenshots of the samples. */
const PICTURE_FOLDERS = ['resources/samples/', 'build/', 'renderer/', 'docs/']
const PICTURE = /\.(jpe?g|png|webp|avif|gif|tiff?|bmp)$/i
const SOMEBODYS_HOME = /\/(?:home|Users)\/[a-z]|[A-Z]:\\+Users\\+[a-z]/
const MOST_TEXT_BYTES = 1024 * 1024

/** What git knows; empty where this is no checkout. */
function committedFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  if (listed.status !== 0) return []
  return listed.stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))
}

const files = committedFiles()

describe.skipIf(files.length === 0)('this repository', () => {
  it('names no folder of a developer’s machine', () => {
    const named = files.filter((path) => {
      // Tests make up such paths to see that they are kept from strangers.
      if (/\.test\.ts$/.test(path)) return false
      const bytes = readFileSync(join(root, path))
      if (bytes.length > MOST_TEXT_BYTES || bytes.includes(0)) return false
      return SOMEBODYS_HOME.test(bytes.toString('utf8'))
    })
    expect(named).toEqual([])
  })

  it('holds no pictures but its own', () => {
    const elsewhere = files.filter((path) => {
      return PICTURE.test(path) && !PICTURE_FOLDERS.some((folder) => path.startsWith(folder))
    })
    expect(elsewhere).toEqual([])
  })
})
