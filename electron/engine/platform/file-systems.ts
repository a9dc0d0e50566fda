import { statfsSync } from 'node:fs'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { parse, relative, sep } from 'node:path'

/** The drive a folder lies on, as the system knows it across restarts. */
export interface Volume {
  id: string
  /** Path of the folder from the drive's own top, in the system's spelling. */
  inside: string
}

/** What the system says of file systems. */
export interface FileSystems {
  /** The type number of statfs(2) for a path that is there; null where the system has none (Windows). */
  typeOf(path: string): number | null
  /** Null where the system gives no lasting identity. */
  volumeOf(path: string): Promise<Volume | null>
  /** Where a drive's top is mounted now; null while it is not connected. */
  mountOf(volumeId: string): Promise<string | null>
}

export interface Mount {
  /** Identity of the drive, null for what has none, such as tmpfs. */
  volumeId: string | null
  path: string
}

const UUIDS = '/dev/disk/by-uuid'
const DRIVE_LETTERS = 'CDEFGHIJKLMNOPQRSTUVWXYZAB'

export const systemFileSystems: FileSystems = {
  typeOf(path) {
    if (process.platform === 'win32') return null
    return statfsSync(path).type
  },
  async volumeOf(path) {
    try {
      const real = await realpath(path)
      if (process.platform === 'win32') {
        const top = parse(real).root
        return { id: await windowsSerial(top), inside: relative(top, real) }
      }
      if (process.platform !== 'linux') return null
      const mount = (await linuxMounts()).filter((each) => isAtOrIn(real, each.path)).at(-1)
      if (mount === undefined || mount.volumeId === null) return null
      return { id: mount.volumeId, inside: relative(mount.path, real) }
    } catch {
      // Gone this moment, or a system that does not tell: no identity, and everything works without.
      return null
    }
  },
  async mountOf(volumeId) {
    try {
      if (process.platform === 'linux') {
        return (await linuxMounts()).find((mount) => mount.volumeId === volumeId)?.path ?? null
      }
      if (process.platform !== 'win32') return null
      for (const letter of DRIVE_LETTERS) {
        const top = `${letter}:\\`
        if ((await windowsSerial(top).catch(() => null)) === volumeId) return top
      }
      return null
    } catch {
      return null
    }
  },
}

/** On Windows `dev` is the volume's serial number, which stays with the drive. */
async function windowsSerial(top: string): Promise<string> {
  const { dev } = await stat(top, { bigint: true })
  return `serial:${dev.toString(16)}`
}

async function linuxMounts(): Promise<Mount[]> {
  const [table, uuids] = await Promise.all([readFile('/proc/self/mountinfo', 'utf8'), uuidsByDevice()])
  return readMounts(table, uuids)
}

/**
 * What is mounted, the innermost last.
 * @param table proc_pid_mountinfo(5)
 * @param uuids by device, such as `/dev/sdb1`
 */
export function readMounts(table: string, uuids: ReadonlyMap<string, string>): Mount[] {
  const mounts: Mount[] = []
  for (const line of table.split('\n')) {
    const [left = '', right = ''] = line.split(' - ')
    const [, , , root = '', path] = left.split(' ')
    const [type = '', source = ''] = right.split(' ')
    if (path === undefined) continue
    mounts.push({ volumeId: volumeId(type, source, unescape(root), uuids), path: unescape(path) })
  }
  // A later mount at the same place hides the earlier one.
  return mounts.toSorted((one, other) => one.path.length - other.path.length)
}

function volumeId(
  type: string,
  source: string,
  root: string,
  uuids: ReadonlyMap<string, string>,
): string | null {
  const uuid = uuids.get(source)
  const part = root === '/' ? '' : root
  if (uuid !== undefined) return `uuid:${uuid}${part}`
  // A share is known by its server and name.
  return /^(?:nfs|cifs|smb|fuse\.)/.test(type) ? `${type}:${source}${part}` : null
}

async function uuidsByDevice(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const names = await readdir(UUIDS).catch(() => [])
  for (const name of names) {
    const device = await realpath(`${UUIDS}/${name}`).catch(() => null)
    if (device !== null) found.set(device, name)
  }
  return found
}

/** Spaces and their like stand as octal numbers in the table. */
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}

function isAtOrIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
