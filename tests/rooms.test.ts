import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { beforeAll, describe, expect, it } from 'vitest'
import { ROOMS, refusal } from '../scripts/eslint-rooms.js'

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
})

describe('npm run lint', () => {
  let eslint: ESLint

  beforeAll(() => {
    eslint = new ESLint({ cwd: root })
  })

  // An existing file's path, because the rules that know types accept only files of the project.
  const messagesFor = async (code: string) => {
    const [result] = await eslint.lintText(code, { filePath: join(root, 'electron/engine/platform/clock.ts') })
    return (result?.messages ?? []).filter(({ ruleId, severity }) => ruleId === 'onesheet/imports' && severity === 2)
  }

  it.each([
    `import { app } from 'electron'\napp.quit()\n`,
    `import type { App } from 'electron'\nexport type Ours = App\n`,
    `export const load = () => import('electron')\n`,
    `export { app } from 'electron'\n`,
  ])('fails when the engine imports electron: %s', async (code) => {
    expect(await messagesFor(code)).toHaveLength(1)
  })

  it('has nothing to say of an engine file that imports its own', async () => {
    expect(await messagesFor(`import { join } from 'node:path'\nexport const folder = join('a', 'b')\n`)).toEqual([])
  })
})
