const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
const encoder = new TextEncoder()

/**
 * 32-bit hash of a text: FNV-1a (Fowler, Noll and Vo) over its UTF-8 bytes, then the finaliser of MurmurHash3 (Appleby),
 * without which the low bits of short texts hang together. Every weight of a title model stands at such a number, so it
 * never changes. A lone surrogate counts as U+FFFD.
 */
export function titleHash(text: string): number {
  let hash = FNV_OFFSET
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, FNV_PRIME)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
