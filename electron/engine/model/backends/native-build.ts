import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync, cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { lastLine, runTool } from './fetch-archive.ts'
import { nativeLayout } from './native-library.ts'
import { TFJS_NODE_PACKAGE } from './native-sources.ts'

/** A TensorFlow that lies on the machine, of version 2. */
export interface FoundTensorflow {
  /** The library files' folder. */
  libraries: string
  /** Holds `tensorflow/c/c_api.h`. */
  headers: string
}

const HEADER = join('tensorflow', 'c', 'c_api.h')
const SOURCES = ['binding', 'binding.gyp', 'package.json']
const MODULE = 'tfjs_binding'

/**
 * TensorFlow's library below a folder: an unpacked libtensorflow, the `tensorflow` folder of a Python wheel, or a
 * virtual environment that has it.
 */
export function findTensorflow(folder: string): FoundTensorflow | null {
  for (const place of [folder, ...wheelFolders(folder)]) {
    const libraries = [join(place, 'lib'), place].find(holdsLibrary)
    const headers = join(place, 'include')
    if (libraries !== undefined && existsSync(join(headers, HEADER))) return { libraries, headers }
  }
  return null
}

/** Where Python puts it, in an environment of its own or of the system. */
function wheelFolders(folder: string): string[] {
  return ['lib', 'lib64', 'local/lib'].flatMap((name) => {
    const lib = join(folder, name)
    const pythons = existsSync(lib) ? readdirSync(lib).filter((entry) => entry.startsWith('python3')) : []
    return pythons.flatMap((python) =>
      ['site-packages', 'dist-packages'].map((packages) => join(lib, python, packages, 'tensorflow')),
    )
  })
}

function holdsLibrary(folder: string): boolean {
  return existsSync(folder) && libraryFiles(folder).length > 0
}

/** `libtensorflow.so.2`, `libtensorflow_cc.so.2`, `libtensorflow_framework.so.2`, on macOS `….2.dylib`. */
function libraryFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) =>
    /^libtensorflow(?:_cc|_framework)?(?:\.so|(?:\.2)?\.dylib)/.test(name),
  )
}

/** The places to look in where none is given. */
export function usualTensorflows(environment: NodeJS.ProcessEnv = process.env): string[] {
  return [environment['VIRTUAL_ENV'], environment['CONDA_PREFIX'], '/usr/local', '/usr'].filter(
    (folder): folder is string => folder !== undefined && folder !== '',
  )
}

/**
 * Compiles tfjs-node's addon against a TensorFlow of the machine into a folder of the native layout. The library stays
 * where it is; links lead to it.
 * @throws AppError `backend/build`, `app/cancelled`
 */
export async function buildNative(
  found: FoundTensorflow,
  folder: string,
  { signal, nodeGyp = findNodeGyp() }: { signal: AbortSignal; nodeGyp?: string | null },
): Promise<void> {
  if (nodeGyp === null) throw new AppError('backend/build', 'npm and its node-gyp were not found')
  const layout = nativeLayout(folder)
  linkTensorflow(found, layout)
  const home = dirname(createRequire(import.meta.url).resolve(`${TFJS_NODE_PACKAGE}/package.json`))
  for (const name of SOURCES) cpSync(join(home, name), join(folder, name), { recursive: true })
  const args = [
    nodeGyp,
    'rebuild',
    `--module_name=${MODULE}`,
    `--module_path=${dirname(layout.addon)}`,
    '--napi_build_version=8',
    ...nodeHeaders(),
  ]
  const { code, output } = await runTool(process.execPath, args, { cwd: folder, signal })
  if (code !== 0 || !existsSync(layout.addon)) throw new AppError('backend/build', whyNot(output))
  for (const name of [...SOURCES, 'build']) rmSync(join(folder, name), { recursive: true, force: true })
}

/** With the names that the addon is linked with beside those that it asks for when it is loaded. */
function linkTensorflow(
  found: FoundTensorflow,
  { libraries, headers }: ReturnType<typeof nativeLayout>,
): void {
  mkdirSync(libraries, { recursive: true })
  symlinkSync(found.headers, headers)
  const names = libraryFiles(found.libraries)
  for (const name of names) symlinkSync(realpathSync(join(found.libraries, name)), join(libraries, name))
  const ending = names.some((name) => name.includes('.dylib')) ? '.2.dylib' : '.so'
  for (const [wanted, kinds] of [
    ['libtensorflow', ['libtensorflow.', 'libtensorflow_cc.']],
    ['libtensorflow_framework', ['libtensorflow_framework.']],
  ] as const) {
    const link = join(libraries, `${wanted}${ending}`)
    const target = kinds.flatMap((kind) => names.filter((name) => name.startsWith(kind)))[0]
    if (target !== undefined && !existsSync(link)) symlinkSync(target, link)
  }
}

/** Those that came with this Node; node-gyp fetches them otherwise. */
function nodeHeaders(): string[] {
  const home = dirname(dirname(realpathSync(process.execPath)))
  return existsSync(join(home, 'include', 'node', 'node_api.h')) ? [`--nodedir=${home}`] : []
}

/** node-gyp's program: npm brings one along. */
export function findNodeGyp(environment: NodeJS.ProcessEnv = process.env): string | null {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const homes = folders
    .map((folder) => join(folder, 'npm'))
    .filter((file) => existsSync(file))
    // …/npm/bin/npm-cli.js
    .map((file) => dirname(dirname(realpathSync(file))))
  const places = [
    ...homes.flatMap((home) => [
      join(home, 'node_modules'),
      dirname(home),
      join(home, 'lib', 'node_modules', 'npm', 'node_modules'),
    ]),
    ...folders.map((folder) => join(dirname(folder), 'lib', 'node_modules', 'npm', 'node_modules')),
  ]
  return (
    places.map((place) => join(place, 'node-gyp', 'bin', 'node-gyp.js')).find((file) => existsSync(file)) ??
    null
  )
}

/** The compiler's first complaint, else the last line. */
function whyNot(output: string): string {
  const complaint = output.split('\n').find((line) => / error: |gyp ERR! stack Error/.test(line))
  return complaint?.replace(/^gyp ERR! stack /, '').trim() ?? (lastLine(output) || basename(process.execPath))
}
