import type { Engine } from '#engine/app/engine-types.ts'
import type { Log } from '#engine/platform/log.ts'
import { AppError, toErrorBody } from '#shared/errors.ts'
import type { Answer } from './respond.ts'
import { errorAnswer, refusal } from './respond.ts'
import type { Target } from './target.ts'

/** Kinds that a browser draws and cannot run. */
const SAFE_MEDIA_TYPES = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/gif',
  'image/tiff',
])

/**
 * A thumbnail or the picture itself. A thumbnail asked for with its key (`?k=`) may be kept for good,
 * because another picture comes under another key; everything else is asked for again by its ETag.
 */
export async function answerPicture(
  engine: Engine,
  log: Log,
  target: Extract<Target, { kind: 'picture' }>,
  ifNoneMatch: string | undefined,
): Promise<Answer> {
  let picture
  try {
    picture = await engine.picture(target.size, target.posterId)
  } catch (thrown) {
    if (thrown instanceof AppError) return errorAnswer(404, toErrorBody(thrown))
    log.error({ error: thrown, posterId: target.posterId }, 'picture failed')
    return refusal(500, 'internal')
  }
  if (picture === null) return refusal(404, 'poster/not-found')

  const etag = `"${picture.etag.replaceAll(/[^A-Za-z0-9._:-]/g, '')}"`
  const isForGood = target.size === 'thumb' && target.keyed
  const headers = {
    ETag: etag,
    'Cache-Control': isForGood ? 'private, max-age=31536000, immutable' : 'private, no-cache',
  }
  if (matchesEtag(ifNoneMatch, etag)) return { status: 304, headers }
  const isSafe = SAFE_MEDIA_TYPES.has(picture.mediaType)
  return {
    status: 200,
    headers: {
      ...headers,
      'Content-Type': isSafe ? picture.mediaType : 'application/octet-stream',
      // A picture opened in a tab of its own is a document, and may then do nothing at all.
      'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    },
    body: picture.bytes,
  }
}

function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((part) => part.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}
