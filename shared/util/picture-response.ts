/** A picture as a host answers it; the etag changes whenever the bytes do. */
export interface PictureFacts {
  mediaType: string
  etag: string
}

/** Kinds that a browser draws and cannot run. */
const SAFE_MEDIA_TYPES = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/gif',
  'image/tiff',
])

/** What a host sent of a picture: 304 without the bytes where the client has them, else 200. */
export interface PictureResponse {
  status: 200 | 304
  headers: Record<string, string>
}

/**
 * Status and headers of a picture. A thumbnail asked for with its key (`?k=`) may be kept for good, because another
 * picture comes under another key; everything else is asked for again by its ETag.
 */
export function pictureResponse(
  picture: PictureFacts,
  asked: { size: 'thumb' | 'picture'; isKeyed: boolean; ifNoneMatch: string | null },
): PictureResponse {
  const etag = `"${picture.etag.replaceAll(/[^A-Za-z0-9._:-]/g, '')}"`
  const isForGood = asked.size === 'thumb' && asked.isKeyed
  const headers = {
    ETag: etag,
    'Cache-Control': isForGood ? 'private, max-age=31536000, immutable' : 'private, no-cache',
  }
  if (matchesEtag(asked.ifNoneMatch, etag)) return { status: 304, headers }
  const isSafe = SAFE_MEDIA_TYPES.has(picture.mediaType)
  return {
    status: 200,
    headers: {
      ...headers,
      'Content-Type': isSafe ? picture.mediaType : 'application/octet-stream',
      // A picture opened in a tab of its own is a document, and may then do nothing at all.
      'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    },
  }
}

function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((part) => part.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}
