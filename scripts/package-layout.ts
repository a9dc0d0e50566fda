/**
 * Lays out what a package carries beside the app's archive: the engine with its native modules, the Node that runs it,
 * models, samples and tables, and the list of the engine's files. Needs no Electron.
 *
 *     node scripts/package-layout.ts [FOLDER]      (default: dist/layout, which electron-builder.yml takes from)
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { listEngineFiles } from '../electron/main/engine-files.ts'
import { build } from './build.mjs'
import { root } from './node-runtime.mjs'

interface Manifest {
  name: string
  version: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** Built into the bundle, or used only when a package is installed. */
const LEFT_OUT = new Set(['zod', 'adm-zip', 'global-agent', 'prebuild-install'])
/** What a package of a dependency brings for other systems, to be built from, or to be read by people who write code. */
const NEEDLESS =
  /(?:^|\/)(?:deps|src|docs?|test|tests|\.github)(?:\/|$)|\.(?:map|md|ts|mts|cts|gyp|gypi|markdown)$/
const ELSEWHERE: Readonly<Record<string, (path: string) => boolean>> = {
  'onnxruntime-node': (path) => /^bin\/napi-v\d+\/./.test(path) && !isOfThisSystem(path.split('/').slice(2)),
  'better-sqlite3': (path) =>
    /^prebuilds\/./.test(path) && basename(path) !== `${process.platform}-${process.arch}.node`,
  webgpu: (path) => /^dist\/./.test(path) && !isDawnOfThisSystem(path.split('/')[1] ?? ''),
  ...Object.fromEntries(
    ['core', 'layers', 'backend-cpu', 'backend-wasm', 'backend-webgpu'].map((name) => [
      join('@tensorflow', `tfjs-${name}`),
      isOtherTfjsBuild,
    ]),
  ),
}

/** @returns the folder that becomes the package's `resources`; beside it lies `engine-files.json` */
export async function layPackage(folder: string): Promise<{ resources: string; list: string }> {
  if (!build()) throw new Error('It could not be built.')
  const resources = join(folder, 'resources')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(resources, 'node'), { recursive: true })

  const engine = join(resources, 'engine')
  cpSync(join(root, 'out', 'engine'), engine, { recursive: true, filter: (path) => !path.endsWith('.map') })
  const { name, version, dependencies = {} } = manifestOf(root)
  writeFileSync(join(engine, 'package.json'), `${JSON.stringify({ name, version, type: 'module' })}\n`)
  for (const [module, source] of modulesOf(root, Object.keys(dependencies))) {
    copyModule(source, join(engine, 'node_modules', module))
  }

  layNative(join(engine, 'node_modules'))

  const node = nodeBinary()
  const ours = join(resources, 'node', basename(node))
  cpSync(node, ours)
  chmodSync(ours, 0o755)
  for (const entry of ['models', 'samples', 'genre-names.json'])
    cpSync(join(root, 'resources', entry), join(resources, entry), { recursive: true })
  cpSync(join(root, 'build', 'icon.png'), join(resources, 'icon.png'))

  const list = join(folder, 'engine-files.json')
  writeFileSync(list, JSON.stringify(await listEngineFiles(resources)))
  return { resources, list }
}

/**
 * tfjs-node, whose addon and TensorFlow `backends install native` brings later. Of the bundle of all of TensorFlow.js that
 * it asks for, the engine gives it the core.
 */
function layNative(modules: string): void {
  for (const name of ['@tensorflow/tfjs-node-gpu', 'google-protobuf']) {
    const source = findModule(root, name)
    // It is optional.
    if (source === null) return
    copyModule(source, join(modules, name))
  }
  const bundle = join(modules, '@tensorflow', 'tfjs')
  mkdirSync(bundle, { recursive: true })
  writeFileSync(join(bundle, 'package.json'), JSON.stringify({ name: '@tensorflow/tfjs', main: 'index.js' }))
  writeFileSync(join(bundle, 'index.js'), "module.exports = require('@tensorflow/tfjs-core')\n")
}

/** Each comes in half a dozen builds, of which Node takes one. */
function isOtherTfjsBuild(path: string): boolean {
  return (
    /^(?:dist|wasm-out)\/./.test(path) &&
    !/^(?:dist|wasm-out)\/(?:tf-[a-z-]+\.node\.js|[a-z-]+\.wasm)$/.test(path)
  )
}

/** Dawn for macOS is one file for both processors. */
function isDawnOfThisSystem(folder: string): boolean {
  return folder === `${process.platform}-${process.arch}` || folder === `${process.platform}-universal`
}

/** Every package that the engine needs, where it lies in node_modules: two versions of one keep their places. */
function modulesOf(from: string, names: readonly string[], found = new Map<string, string>()) {
  for (const name of names) {
    if (LEFT_OUT.has(name) || /^@types\/|^@webgpu\/types$/.test(name)) continue
    const folder = findModule(from, name)
    // Optional ones are installed where they fit the system.
    if (folder === null) continue
    const place = relative(join(root, 'node_modules'), folder)
    if (found.has(place)) continue
    found.set(place, folder)
    const { dependencies = {}, optionalDependencies = {} } = manifestOf(folder)
    modulesOf(folder, [...Object.keys(dependencies), ...Object.keys(optionalDependencies)], found)
  }
  return found
}

/** As Node looks for it: in each node_modules upwards. */
function findModule(from: string, name: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name)
    if (existsSync(join(place, 'package.json'))) return place
    if (folder === root || dirname(folder) === folder) return null
  }
}

function copyModule(source: string, target: string): void {
  const isElsewhere = ELSEWHERE[relative(join(root, 'node_modules'), source)] ?? (() => false)
  cpSync(source, target, {
    recursive: true,
    dereference: true,
    filter: (path) => {
      const within = relative(source, path).split(sep).join('/')
      if (within === '') return true
      return within !== 'node_modules' && !isNeedless(source, within) && !isElsewhere(within)
    },
  })
}

function isNeedless(source: string, within: string): boolean {
  // The licences travel, whatever they are called; and some packages keep their program in src.
  if (/licen[cs]e|notice|copying/i.test(basename(within))) return false
  return NEEDLESS.test(within) && !isProgram(source, within)
}

function isProgram(source: string, within: string): boolean {
  if (!/^src(?:\/|$)/.test(within)) return false
  const { main = 'index.js', exports: ways = '' } = manifestOf(source) as { main?: string; exports?: unknown }
  if (`${main} ${JSON.stringify(ways)}`.includes('src/')) return true
  const entry = join(source, main)
  return existsSync(entry) && /require\(['"]\.\/src\//.test(readFileSync(entry, 'utf8'))
}

function isOfThisSystem([platform, arch]: readonly string[]): boolean {
  return platform === process.platform && (arch === undefined || arch === process.arch)
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** npm's Node for this system; where it has none, the one that runs this. */
function nodeBinary(): string {
  const [system, name] = process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'node']
  const own = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', name)
  return existsSync(own) ? own : process.execPath
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { resources } = await layPackage(resolve(process.argv[2] ?? join(root, 'dist', 'layout')))
  console.log(`Laid out in ${resources}`)
}
