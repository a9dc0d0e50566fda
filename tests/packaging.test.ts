import Ajv from 'ajv'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { PACKAGER } from '../scripts/packager.mjs'

const root = join(import.meta.dirname, '..')
const text = (path: string) => readFileSync(join(root, path), 'utf8')

interface Config {
  files: (string | { filter: string[] })[]
  electronFuses: Record<string, boolean>
  asar: boolean
  mac: { entitlements: string; signIgnore: string[] }
}
const config = parse(text('electron-builder.yml')) as Config

describe('electron-builder.yml', () => {
  it('is what the packager of this version takes', () => {
    const name = PACKAGER.replace('@', '-')
    const schema = JSON.parse(text(`tests/fixtures/packaging/${name}.schema.json`)) as object
    const ajv = new Ajv({ schemaId: 'auto', unknownFormats: 'ignore', logger: false })
    const validate = ajv.compile(schema)
    expect([validate(config), validate.errors]).toEqual([true, null])
    expect(validate({ ...config, electronFuse: {} })).toBe(false)
  })

  it('closes every fuse that would let another program be run as ours', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
    expect(config.asar).toBe(true)
  })

  it('puts only main, preload and window into the archive, with the list of the engine’s files', () => {
    const patterns = config.files.filter((entry) => typeof entry === 'string')
    expect(patterns).toEqual([
      'out/main/**',
      'out/preload/**',
      'out/renderer/**',
      'package.json',
      '!node_modules/**',
    ])
    expect(
      config.files.some((entry) => typeof entry === 'object' && entry.filter.includes('engine-files.json')),
    ).toBe(true)
  })

  it('names files that are there, and leaves the listed ones unsigned', async () => {
    expect(existsSync(join(root, config.mac.entitlements))).toBe(true)
    const [pattern = ''] = config.mac.signIgnore
    expect(new RegExp(pattern).test('/x/Onesheet.app/Contents/Resources/node/node')).toBe(true)
    const icon = await sharp(join(root, 'build', 'icon.png')).metadata()
    expect([icon.width, icon.height, icon.hasAlpha]).toEqual([1024, 1024, true])
  })
})

describe('continuous integration', () => {
  const workflow = parse(text('.github/workflows/ci.yml')) as {
    jobs: { test: { strategy: { matrix: { os: string[] } }; steps: { run?: string }[] } }
  }

  it('builds, tests and packages on Linux, Windows and macOS', () => {
    const { strategy, steps } = workflow.jobs.test
    expect(strategy.matrix.os.map((os) => os.split('-')[0]).toSorted()).toEqual([
      'macos',
      'ubuntu',
      'windows',
    ])
    const commands = steps.flatMap(({ run }) => run ?? [])
    for (const command of ['npm ci', 'npm test', 'npm run package'])
      expect(commands.some((each) => each.includes(command))).toBe(true)
  })
})
