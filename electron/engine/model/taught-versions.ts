import { AppError } from '#shared/errors.ts'
import type { TaughtHeadRow } from '../catalog/queries/model-versions.ts'
import { sha256Hex } from '../platform/hash.ts'
import type { Head } from './heads.ts'
import { encodeHead, parseHead } from './heads.ts'
import type { ModelManifest } from './manifest.ts'
import { levelsSchema } from './manifest.ts'
import type { Registry } from './registry.ts'

/** A head's bytes, and its levels as text, as a catalog keeps them, with the checksum of both. */
export function encodeTaughtHead(
  head: Head,
  levels: ModelManifest['levels'],
): Pick<TaughtHeadRow, 'head' | 'levels' | 'sha256'> {
  const bytes = Buffer.from(encodeHead(head))
  const text = JSON.stringify(levels)
  return { head: bytes, levels: text, sha256: checksumOf(bytes, text) }
}

function checksumOf(head: Uint8Array, levels: string): string {
  return sha256Hex(Buffer.concat([head, Buffer.from(levels)]))
}

export interface TaughtVersions {
  /** The version in use, whatever it is; null: nobody chose one. */
  inUse: string | null
  heads: readonly TaughtHeadRow[]
  /** Ids of heads that are listed; any can be loaded. */
  listed: ReadonlySet<string>
}

/**
 * The models that came with Onesheet and the versions that a catalog's verdicts taught: each is the model of its trunk
 * with another head and other levels. The version in use is the first, then what came with Onesheet.
 * @param versions asked anew each time
 */
export function withTaught(bundled: Registry, versions: () => TaughtVersions): Registry {
  const find = (id: string) => versions().heads.find(({ modelId }) => modelId === id)
  const trunkOf = (row: TaughtHeadRow): ModelManifest => {
    const trunk = bundled.list().find(({ trunkSha256 }) => trunkSha256 === row.trunkSha256)
    if (trunk === undefined) throw new AppError('model/other-trunk', row.modelId)
    return trunk
  }
  const manifestOf = (id: string) => {
    const row = find(id)
    return row === undefined ? bundled.manifestOf(id) : taughtManifest(trunkOf(row), row)
  }
  const onTrunk = (id: string) => {
    const row = find(id)
    return row === undefined ? id : trunkOf(row).id
  }
  const ids = () => {
    const { inUse, heads, listed } = versions()
    const taught = heads.map(({ modelId }) => modelId).filter((id) => listed.has(id))
    const all = [...bundled.ids(), ...taught]
    return inUse !== null && all.includes(inUse) ? [inUse, ...all.filter((id) => id !== inUse)] : all
  }
  return {
    ids,
    list: () =>
      ids().flatMap((id) => {
        try {
          return [manifestOf(id)]
        } catch (error) {
          if (error instanceof AppError) return []
          throw error
        }
      }),
    current: () => manifestOf(ids()[0] ?? bundled.current().id),
    manifestOf,
    load(idOrFolder) {
      const row = find(idOrFolder)
      if (row === undefined) return bundled.load(idOrFolder)
      const manifest = manifestOf(idOrFolder)
      const head = headOf(row, manifest)
      return { ...bundled.load(trunkOf(row).id), manifest, head }
    },
    replay: (idOrFolder) => bundled.replay(onTrunk(idOrFolder)),
    folderOf: (id) => bundled.folderOf(onTrunk(id)),
    placeOf: (idOrFolder) => bundled.placeOf(onTrunk(idOrFolder)),
    trunkModelOf: (id) => bundled.trunkModelOf(onTrunk(id)),
  }
}

/** @throws AppError `model/damaged` */
function headOf(row: TaughtHeadRow, { id, labels, outputs }: ModelManifest): Head {
  if (checksumOf(row.head, row.levels) !== row.sha256) throw new AppError('model/damaged', id)
  const head = parseHead(row.head, labels.length)
  if (head.dimensions !== outputs.dimensions) throw new AppError('model/damaged', id)
  return head
}

/** @throws AppError `model/damaged` */
function taughtManifest(trunk: ModelManifest, row: TaughtHeadRow): ModelManifest {
  const levels = levelsSchema.safeParse(parsed(row.levels))
  if (!levels.success) throw new AppError('model/damaged', row.modelId)
  return {
    ...trunk,
    id: row.modelId,
    parent: row.parent,
    createdAt: row.createdAt,
    levels: levels.data,
    // Those of the trunk's own head were measured on its levels.
    measures: {},
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
