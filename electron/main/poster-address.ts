import type { PictureAddress } from '#shared/util/picture-address.ts'
import { parsePictureAddress } from '#shared/util/picture-address.ts'

const SCHEME = 'poster://'

/** Reads the address of a `poster:` request, such as `poster://thumb/12`. Null for whatever is none of ours: 400. */
export function parsePosterAddress(url: string): PictureAddress | null {
  return url.startsWith(SCHEME) ? parsePictureAddress(url.slice(SCHEME.length)) : null
}
