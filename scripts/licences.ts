/**
 * The parts that Onesheet ships and their licences, read from the lock file: what the engine needs, what is bundled into
 * the window, and the Node and Electron it runs in.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOMS } from './eslint-rooms.js'

/** Name, version, SPDX expression. */
export type Licence = readonly [name: string, version: string, licence: string]

interface LockedPackage {
  version?: string
  license?: string
  dev?: boolean
  dependencies?: Record<string, string>
}

const root = join(import.meta.dirname, '..')
const FOLDER = 'node_modules/'

function lockedPackages(): Map<string, LockedPackage> {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  return new Map(Object.entries(lock.packages).filter(([path]) => path !== ''))
}

/** Where a package finds another: in its own node_modules, else further up. */
function resolveFrom(packages: Map<string, LockedPackage>, from: string, name: string): string | null {
  const above = from.split(`/${FOLDER}`)
  for (let depth = above.length; depth >= 0; depth--) {
    const folder = above.slice(0, depth).join(`/${FOLDER}`)
    const path = folder === '' ? FOLDER + name : `${folder}/${FOLDER}${name}`
    if (packages.has(path)) return path
  }
  return null
}

/** Electron, and the packages bundled into the window with everything they need. */
function windowPackages(packages: Map<string, LockedPackage>): Set<string> {
  const renderer = ROOMS.find(({ name }) => name === 'renderer')
  const names = Array.isArray(renderer?.packages) ? renderer.packages : []
  const reached = new Set([`${FOLDER}electron`])
  const visit = (path: string | null) => {
    if (path === null || reached.has(path)) return
    reached.add(path)
    const needed = Object.keys(packages.get(path)?.dependencies ?? {})
    for (const name of needed) visit(resolveFrom(packages, path, name))
  }
  for (const name of names) visit(resolveFrom(packages, '', name))
  return reached
}

/** Every part that is shipped, by name. */
export function shippedLicences(): Licence[] {
  const packages = lockedPackages()
  const inWindow = windowPackages(packages)
  const shipped = [...packages].filter(([path, { dev }]) => dev !== true || inWindow.has(path))
  const rows = shipped.map(([path, { version = '', license = '' }]): Licence => {
    const name = path.slice(path.lastIndexOf(FOLDER) + FOLDER.length)
    return [name, version, license]
  })
  const seen = new Map(rows.map((row) => [row.join(' '), row]))
  return [...seen.values()].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
}

/** The file that the window shows them from. */
export const LICENCES_FILE = join(root, 'renderer/features/about/licences.ts')

export function licencesSource(rows: readonly Licence[]): string {
  return `/** Written by \`node scripts/write-licences.ts\`: the parts that Onesheet ships, their versions and licences. */
export const LICENCES: readonly (readonly [name: string, version: string, licence: string])[] = ${JSON.stringify(rows)}
`
}
