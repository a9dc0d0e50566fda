import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { beforeAll, describe, expect, it } from 'vitest'
import { ROOMS, missingRoomFolders, refusal } from '../scripts/eslint-rooms.js'

const root = join(import.meta.dirname, '..')

interface Room {
  name: string
  folder: string
  rooms: 'any' | string[]
  node: boolean
  packages: string | string[]
}

/** The rows of the table under "Who may import whom", cells as plain text. */
function documentedRooms(): string[][] {
  const text = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8')
  const section = text.split('## Who may import whom')[1]?.split('\n## ')[0] ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.replaceAll('`', '').trim()),
    )
}

function words(list: string | readonly string[]): string {
  return typeof list === 'string' ? list : list.length === 0 ? 'none' : list.join(', ')
}

describe('the table of rooms', () => {
  it('is the same in docs/architecture.md and in the rule', () => {
    const rule = (ROOMS as Room[]).map((room) => [
      room.name,
      `${room.folder}/`,
      words(room.rooms),
      room.node ? 'yes' : 'no',
      words(room.packages),
    ])
    expect(documentedRooms()).toEqual(rule)
  })

  it.each([
    ['electron/engine/catalog/open.ts', '#engine/scan/walk.ts'],
    ['electron/engine/catalog/open.ts', '../jobs/queue.ts'],
    ['electron/engine/jobs/queue.ts', '../images/decode.ts'],
    ['electron/engine/scan/walk.ts', '../app/engine.ts'],
    ['electron/engine/model/embed.ts', '../images/decode.ts'],
    ['electron/engine/app/engine.ts', '../../hosts/web.ts'],
    ['electron/engine/app/engine.ts', 'vue'],
    ['electron/main/main.ts', '#engine/app/engine.ts'],
    ['electron/preload/preload.ts', 'node:fs'],
    ['electron/hosts/cli.ts', 'electron'],
    ['renderer/main.ts', 'electron'],
    ['renderer/main.ts', 'fs'],
    ['shared/rpc.ts', 'node:path'],
    ['shared/rpc.ts', '../renderer/main.ts'],
    ['electron/engine/app/engine.test.ts', 'electron'],
    ['bench/scan.ts', 'electron'],
    ['elsewhere/file.ts', 'zod'],
  ])('refuses %s importing %s', (importer, specifier) => {
    expect(refusal(importer, specifier, false)).not.toBeNull()
  })

  it.each([
    ['electron/engine/scan/walk.ts', '../images/decode.ts'],
    ['electron/engine/app/engine.ts', '#engine/scan/walk.ts'],
    ['electron/hosts/web.ts', '#engine/app/engine.ts'],
    ['electron/main/main.ts', 'electron'],
    ['renderer/main.ts', '#shared/rpc.ts'],
    ['tests/electron/shell.test.ts', 'electron'],
    ['shared/rpc.test.ts', 'node:path'],
    ['vitest.config.ts', 'vitest/config'],
  ])('lets %s import %s', (importer, specifier) => {
    expect(refusal(importer, specifier, false)).toBeNull()
  })

  it('lets the preload import only the types of shared', () => {
    expect(refusal('electron/preload/preload.ts', '#shared/rpc.ts', true)).toBeNull()
    expect(refusal('electron/preload/preload.ts', '#shared/rpc.ts', false)).not.toBeNull()
  })

  it('names folders that exist: a misspelt one would check nothing', () => {
    // git keeps no empty folder, and a benchmark is not needed to build.
    expect(missingRoomFolders().filter((name: string) => name !== 'bench')).toEqual([])
  })
})

describe('npm run lint', () => {
  let eslint: ESLint

  beforeAll(() => {
    eslint = new ESLint({ cwd: root })
  })

  // Existing files' paths, because the rules that know types accept only files of the project.
  const refusalsOf = async (path: string, code: string) => {
    const [result] = await eslint.lintText(code, { filePath: join(root, path) })
    return (result?.messages ?? [])
      .filter(({ ruleId, severity }) => ruleId === 'onesheet/imports' && severity === 2)
      .map(({ message }) => message)
  }

  it.each([
    `import { app } from 'electron'\napp.quit()\n`,
    `import type { App } from 'electron'\nexport type Ours = App\n`,
    `export type Ours = import('electron').App\n`,
    `export const load = () => import('electron')\n`,
    `export { app } from 'electron'\n`,
  ])('fails when the engine imports electron: %s', async (code) => {
    expect(await refusalsOf('electron/engine/platform/clock.ts', code)).toEqual([
      'Only main and preload import electron, and this is engine/platform.',
    ])
  })

  it.each([
    ['electron/engine/catalog/open.ts', '../scan/walk.ts', 'engine/catalog may not import engine/scan.'],
    [
      'electron/engine/catalog/open.ts',
      '#engine/model/heads.ts',
      'engine/catalog may not import engine/model.',
    ],
    ['electron/engine/catalog/open.ts', 'sharp', 'sharp is not among the packages of engine/catalog.'],
    ['electron/engine/jobs/queue.ts', '../images/pictures.ts', 'engine/jobs may not import engine/images.'],
    ['electron/engine/scan/walk.ts', '../app/engine.ts', 'engine/scan may not import engine/app.'],
    ['renderer/api/connection.ts', 'node:fs', "renderer may not import Node's modules."],
    ['renderer/api/connection.ts', 'path', "renderer may not import Node's modules."],
    [
      'renderer/api/connection.ts',
      '#shared/contract/contract.ts',
      'renderer may not import shared/contract.',
    ],
    ['shared/errors.ts', 'node:os', "shared may not import Node's modules."],
    ['shared/contract/values.ts', 'node:os', "shared/contract may not import Node's modules."],
  ])('fails when %s imports %s', async (path, specifier, reason) => {
    expect(await refusalsOf(path, `import * as other from '${specifier}'\nvoid other\n`)).toEqual([reason])
  })

  it.each([
    [
      'electron/engine/platform/clock.ts',
      `import { join } from 'node:path'\nexport const folder = join('a', 'b')\n`,
    ],
    [
      'renderer/api/connection.ts',
      `import type { MethodName } from '#shared/contract/contract.ts'\nexport type A = MethodName\n`,
    ],
  ])('has nothing to say of %s importing what it may', async (path, code) => {
    expect(await refusalsOf(path, code)).toEqual([])
  })
})
