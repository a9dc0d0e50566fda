/**
 * The house's import rules as an ESLint rule. A file's path says which room it is in; each room says which rooms,
 * which npm packages and whether Node's own modules it may import. docs/architecture.md shows the same table, and
 * tests/rooms.test.ts compares the two.
 */
import { existsSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'

const root = dirname(import.meta.dirname)

const RENDERER_PACKAGES = [
  '@fontsource-variable/inter',
  '@tanstack/vue-virtual',
  '@vueuse/core',
  'echarts',
  'lucide-vue-next',
  'pinia',
  'reka-ui',
  'vue',
  'vue-i18n',
  'vue-router',
]
const SHARED_ROOMS = ['shared', 'shared/contract']
const ENGINE_ROOMS = [
  'engine/app',
  'engine/scan',
  'engine/training',
  'engine/images',
  'engine/model',
  'engine/catalog',
  'engine/jobs',
  'engine/platform',
]

const engine = (name, rooms, packages) => ({
  name: `engine/${name}`,
  folder: `electron/engine/${name}`,
  rooms: [`engine/${name}`, ...rooms.map((room) => `engine/${room}`), ...SHARED_ROOMS],
  node: true,
  packages,
})

/**
 * Each room: its folder, the rooms it may import (its own among them; a name with ` (types)` for types only),
 * whether it may import Node's modules, and its npm packages. `'any'` is every room or package but electron.
 */
export const ROOMS = [
  {
    name: 'shared/contract',
    folder: 'shared/contract',
    rooms: ['shared/contract', 'shared'],
    node: false,
    packages: ['zod'],
  },
  {
    name: 'shared',
    folder: 'shared',
    rooms: ['shared', 'shared/contract (types)'],
    node: false,
    packages: ['zod'],
  },
  engine(
    'app',
    ['scan', 'training', 'images', 'model', 'catalog', 'jobs', 'platform'],
    ['better-sqlite3', 'csv-parse', 'csv-stringify', 'zod'],
  ),
  engine(
    'scan',
    ['images', 'model', 'catalog', 'jobs', 'platform'],
    ['better-sqlite3', 'fast-xml-parser', 'zod'],
  ),
  engine(
    'training',
    ['images', 'model', 'catalog', 'jobs', 'platform'],
    ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', 'csv-parse', 'echarts', 'sharp', 'zod'],
  ),
  engine('images', ['catalog', 'jobs', 'platform'], ['culori', 'sharp']),
  engine(
    'model',
    ['catalog', 'jobs', 'platform'],
    [
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgpu',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-layers',
      '@tensorflow/tfjs-node-gpu',
      'fflate',
      'onnxruntime-node',
      'protobufjs',
      'webgpu',
      'zod',
    ],
  ),
  engine('catalog', ['platform'], ['better-sqlite3']),
  engine('jobs', ['platform'], ['better-sqlite3', 'zod']),
  engine('platform', [], ['pino']),
  {
    name: 'hosts',
    folder: 'electron/hosts',
    rooms: ['hosts', ...ENGINE_ROOMS, ...SHARED_ROOMS],
    node: true,
    packages: ['cli-progress', 'commander', 'pino', 'ws', 'zod'],
  },
  {
    name: 'main',
    folder: 'electron/main',
    rooms: ['main', ...SHARED_ROOMS],
    node: true,
    packages: ['electron'],
  },
  {
    name: 'preload',
    folder: 'electron/preload',
    rooms: ['preload', 'shared (types)', 'shared/contract (types)'],
    node: false,
    packages: ['electron'],
  },
  {
    name: 'renderer',
    folder: 'renderer',
    // The contract's schemas are the engine's: docs/decisions/0009.
    rooms: ['renderer', 'shared', 'shared/contract (types)'],
    node: false,
    packages: RENDERER_PACKAGES,
  },
  { name: 'tests/electron', folder: 'tests/electron', rooms: 'any', node: true, packages: 'any, electron' },
  { name: 'tests', folder: 'tests', rooms: 'any', node: true, packages: 'any' },
  { name: 'bench', folder: 'bench', rooms: 'any', node: true, packages: 'any' },
  { name: 'scripts', folder: 'scripts', rooms: 'any', node: true, packages: 'any' },
]

const roomsByName = new Map(ROOMS.map((room) => [room.name, room]))

/**
 * The room of a file given by its path from the repository's root, or null. Test files are in the tests' room
 * wherever they stand; the configuration files of the root are scripts.
 */
export function roomOf(path) {
  const room = ROOMS.find(({ folder }) => path.startsWith(`${folder}/`))
  if (/\.test\.ts$/.test(path) && room?.name !== 'tests/electron') return roomsByName.get('tests')
  if (room === undefined && !path.includes('/')) return roomsByName.get('scripts')
  return room ?? null
}

/** `@scope/name/deep` → `@scope/name`, `name/deep` → `name`. */
function packageOf(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

/** A specifier's path from the root where it names a file of ours, else null. */
function pathOf(specifier, importer) {
  const plain = specifier.replace(/[?].*$/, '')
  if (plain.startsWith('#shared/')) return plain.replace('#shared/', 'shared/')
  if (plain.startsWith('#engine/')) return plain.replace('#engine/', 'electron/engine/')
  if (!/^[./]/.test(plain)) return null
  return relative(root, resolve(root, dirname(importer), plain)).replaceAll('\\', '/')
}

/**
 * Why a file may not import something.
 * @param {string} importer path from the repository's root
 * @param {string} specifier as written
 * @param {boolean} isType whether only types are imported
 * @returns {string | null} a sentence, null where it may
 */
export function refusal(importer, specifier, isType) {
  const room = roomOf(importer)
  if (room === null) return `${importer} is in no room. Put it where docs/architecture.md says.`
  const target = pathOf(specifier, importer)
  if (target !== null) return roomRefusal(room, target, isType)
  if (specifier === 'node:' || isBuiltin(specifier)) {
    return room.node ? null : `${room.name} may not import Node's modules.`
  }
  const name = packageOf(specifier)
  if (room.packages === 'any') return name === 'electron' ? 'Only main and preload import electron.' : null
  if (room.packages === 'any, electron' || room.packages.includes(name)) return null
  if (name === 'electron') return `Only main and preload import electron, and this is ${room.name}.`
  return `${name} is not among the packages of ${room.name}.`
}

function roomRefusal(room, target, isType) {
  if (room.rooms === 'any') return null
  const other = roomOf(target)
  if (other === null) return `${room.name} may not import ${target}, which is in no room.`
  if (room.rooms.includes(other.name) || (isType && room.rooms.includes(`${other.name} (types)`))) return null
  return `${room.name} may not import ${other.name}.`
}

function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType') return true
  const specifiers = node.specifiers ?? []
  return (
    specifiers.length > 0 &&
    specifiers.every(({ importKind, exportKind }) => (importKind ?? exportKind) === 'type')
  )
}

function pathInRepository(context) {
  return relative(root, context.filename).replaceAll('\\', '/')
}

const imports = {
  meta: { type: 'problem', schema: [], messages: { refused: '{{reason}}' } },
  create(context) {
    const importer = pathInRepository(context)
    const check = (node, source) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return
      const reason = refusal(importer, source.value, isTypeOnly(node))
      if (reason !== null) context.report({ node: source, messageId: 'refused', data: { reason } })
    }
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal),
      TSExternalModuleReference: (node) => check(node, node.expression),
      CallExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require')
          check(node, node.arguments[0])
      },
    }
  },
}

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.(ts|js|mjs|cjs)$/
const COMPOSABLE = /^use[A-Z][A-Za-z0-9]*(\.test)?\.ts$/
const COMPONENT = /^[A-Z][A-Za-z0-9]*\.vue$/

const fileNames = {
  meta: { type: 'suggestion', schema: [], messages: { name: '{{name}} should be {{should}}.' } },
  create(context) {
    const name = pathInRepository(context).split('/').at(-1)
    const isComponent = name.endsWith('.vue')
    const isGood = isComponent ? COMPONENT.test(name) : KEBAB.test(name) || COMPOSABLE.test(name)
    const should = isComponent ? 'PascalCase.vue' : 'kebab-case.ts, or useName.ts for a composable'
    return {
      Program(node) {
        if (!isGood) context.report({ node, messageId: 'name', data: { name, should } })
      },
    }
  },
}

const MOST_LINES = 500

const fileLength = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { long: '{{lines}} lines: at most {{most}} are allowed.' },
  },
  create(context) {
    const lines = context.sourceCode.lines.length
    return {
      Program(node) {
        if (lines <= MOST_LINES) return
        context.report({ node, messageId: 'long', data: { lines: String(lines), most: String(MOST_LINES) } })
      },
    }
  },
}

/** Whether every room of the table has its folder; used by the test, because a misspelt room checks nothing. */
export function missingRoomFolders() {
  return ROOMS.filter(({ folder }) => !existsSync(join(root, folder))).map(({ name }) => name)
}

export const onesheetRules = { rules: { imports, 'file-names': fileNames, 'file-length': fileLength } }
