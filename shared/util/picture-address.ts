/** Which picture an address asks for; both hosts address pictures by the poster's id and never by a path. */
export interface PictureAddress {
  size: 'thumb' | 'picture'
  posterId: number
  /** Changes with the picture, so that what was fetched under it may be kept for good. */
  key: string | null
}

const ADDRESS = /^(thumb|picture)\/([1-9][0-9]*)(?:\?k=([A-Za-z0-9_.~-]{1,128}))?$/

/**
 * Reads `thumb/12`, `picture/12` or `thumb/12?k=KEY`, as it was sent, before anything has normalised it. Null for
 * anything else: no address of ours needs escapes, dots or a second slash.
 */
export function parsePictureAddress(text: string): PictureAddress | null {
  const [, size, id, key] = ADDRESS.exec(text) ?? []
  const posterId = Number(id)
  if (size === undefined || !Number.isSafeInteger(posterId)) return null
  return { size: size === 'thumb' ? 'thumb' : 'picture', posterId, key: key ?? null }
}
