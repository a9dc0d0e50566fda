import { AppError } from '#shared/errors.ts'
import type { HostPicture, PictureRequest } from '#shared/rpc/host-picture.ts'
import { pictureResponse } from '#shared/util/picture-response.ts'
import { parsePosterAddress } from './poster-address.ts'

const STRICT = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
}

/**
 * Answers `poster://thumb/<id>` and `poster://picture/<id>` with bytes that the engine hands over: an address names a
 * poster and never a path. 400 for any other address, 404 where there is no picture, 503 while there is no engine.
 */
export function createPictureHandler(
  picture: (request: PictureRequest) => Promise<HostPicture>,
): (request: Pick<Request, 'method' | 'url' | 'headers'>) => Promise<Response> {
  return async ({ method, url, headers }) => {
    if (method !== 'GET' && method !== 'HEAD') return refuse(405)
    const address = parsePosterAddress(url)
    if (address === null) return refuse(400)
    const { size, posterId, key } = address
    try {
      const found = await picture({ size, posterId })
      const asked = { size, isKeyed: key !== null, ifNoneMatch: headers.get('if-none-match') }
      const answer = pictureResponse(found, asked)
      const hasBody = answer.status === 200 && method === 'GET'
      return new Response(hasBody ? new Uint8Array(found.bytes) : null, {
        status: answer.status,
        headers: { ...STRICT, ...answer.headers },
      })
    } catch (thrown) {
      return refuse(statusOf(thrown))
    }
  }
}

function statusOf(thrown: unknown): number {
  if (!(thrown instanceof AppError)) return 500
  if (thrown.code === 'app/disconnected') return 503
  return thrown.code === 'internal' ? 500 : 404
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: { ...STRICT, 'Cache-Control': 'no-store' } })
}
