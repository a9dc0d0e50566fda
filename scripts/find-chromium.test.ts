import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chromiumAdvice, findChromium, installChromium } from './find-chromium.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onesheet-chromium-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function program(name: string): string {
  const file = join(folder, name)
  writeFileSync(file, '', { mode: 0o755 })
  return file
}

describe('finding Chromium', () => {
  it('takes what CHROME_PATH names before anything else', () => {
    const named = program('my-chrome')
    program('chromium')
    expect(findChromium({ CHROME_PATH: named, PATH: folder }, [])).toBe(named)
  })

  it('takes nothing else where CHROME_PATH is wrong, and says so', () => {
    program('chromium')
    const CHROME_PATH = join(folder, 'absent')
    expect(findChromium({ CHROME_PATH, PATH: folder }, [])).toBeNull()
    expect(chromiumAdvice({ CHROME_PATH })).toContain(CHROME_PATH)
  })

  it('looks along PATH, then in the usual places', () => {
    const usual = program('usual')
    expect(findChromium({ PATH: '' }, [usual])).toBe(usual)
    const chromium = program('chromium')
    expect(findChromium({ PATH: ['', join(folder, 'absent'), folder].join(delimiter) }, [usual])).toBe(
      chromium,
    )
  })

  it('does not take a folder of that name for a program', () => {
    mkdirSync(join(folder, 'chromium'))
    expect(findChromium({ PATH: folder }, [])).toBeNull()
  })
})

describe('installing Chromium', () => {
  function system(options: { canInstall?: boolean; works?: boolean } = {}) {
    const said: string[] = []
    const ran: string[] = []
    return {
      said,
      ran,
      canInstall: options.canInstall ?? true,
      say: (line: string) => void said.push(line),
      aptGet: (parameters: string[]) => {
        ran.push(parameters[0] ?? '')
        return options.works ?? true
      },
      find: () => '/usr/bin/chromium',
    }
  }

  it('says what it does before it does it, and answers with what it installed', () => {
    const debian = system()
    expect(installChromium(debian)).toBe('/usr/bin/chromium')
    expect(debian.ran).toEqual(['update', 'install'])
    expect(debian.said).toHaveLength(1)
    expect(debian.said[0]).toContain('apt-get')
  })

  it('touches nothing where it may not', () => {
    const other = system({ canInstall: false })
    expect(installChromium(other)).toBeNull()
    expect([...other.ran, ...other.said]).toEqual([])
  })

  it('says when it failed', () => {
    const offline = system({ works: false })
    expect(installChromium(offline)).toBeNull()
    expect(offline.said.at(-1)).toContain('could not')
  })
})
