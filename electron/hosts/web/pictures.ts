import type { Engine } from '#engine/app/engine-types.ts'
import type { Log } from '#engine/platform/log.ts'
import { AppError, toErrorBody } from '#shared/errors.ts'
import { pictureResponse } from '#shared/util/picture-response.ts'
import type { Answer } from './respond.ts'
import { errorAnswer, refusal } from './respond.ts'
import type { Target } from './target.ts'

/** A thumbnail or the picture itself. */
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

  const { size, keyed: isKeyed } = target
  const asked = { size, isKeyed, ifNoneMatch: ifNoneMatch ?? null }
  const { status, headers } = pictureResponse(picture, asked)
  return status === 304 ? { status, headers } : { status, headers, body: picture.bytes }
}
