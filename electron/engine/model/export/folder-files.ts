import { GENRES } from '#shared/domain/genres.ts'
import { sha256Hex } from '../../platform/hash.ts'

/** Contents of files by their names below a model's folder. */
export type FileContents = Readonly<Record<string, Uint8Array | string>>

/** What a manifest says of a file. */
export function factsOfFile(name: string, bytes: Uint8Array) {
  return { name, sha256: sha256Hex(bytes), sizeBytes: bytes.byteLength }
}

/** `labels.txt`: a line for each output. */
export function labelLines(): string {
  return GENRES.map((label) => `${label}\n`).join('')
}

/** `SHA256SUMS` of files, as `sha256sum --check` reads it. */
export function checksumLines(files: FileContents): string {
  return Object.entries(files)
    .map(([name, content]) => `${sha256Hex(content)}  ${name}\n`)
    .join('')
}
