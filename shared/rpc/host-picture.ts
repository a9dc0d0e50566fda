/*
 * What the desktop's shell asks of the engine beyond the contract: the bytes behind `poster://`. The window cannot ask
 * it, because the shell passes on only methods of the contract.
 */
export const HOST_PICTURE = 'host.picture'

export interface PictureRequest {
  size: 'thumb' | 'picture'
  posterId: number
}

export interface HostPicture {
  bytes: Uint8Array
  mediaType: string
  /** Changes whenever the bytes do. */
  etag: string
}

export function isPictureRequest(params: unknown): params is PictureRequest {
  if (typeof params !== 'object' || params === null) return false
  const { size, posterId } = params as Partial<PictureRequest>
  return (size === 'thumb' || size === 'picture') && Number.isSafeInteger(posterId)
}
