import { createHash } from 'node:crypto'

/** SHA-256 in hexadecimal, as manifests and checksum files have it. */
export function sha256Hex(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}
