import type { Engine } from '#engine/app/engine-types.ts'
import { AppError } from '#shared/errors.ts'
import type { HostPicture } from '#shared/rpc/host-picture.ts'
import { HOST_PICTURE, isPictureRequest } from '#shared/rpc/host-picture.ts'
import type { ServedEngine } from '#shared/rpc/serve.ts'

/** An engine that also hands its pictures to the shell, which is no method of the window's contract. */
export function withPictures(engine: Engine): ServedEngine {
  return {
    subscribe: engine.subscribe,
    handle: async (name, params, options): Promise<unknown> => {
      if (name !== HOST_PICTURE) return engine.handle(name, params, options)
      if (!isPictureRequest(params)) throw new AppError('app/invalid', name)
      const picture = await engine.picture(params.size, params.posterId)
      if (picture === null) throw new AppError('poster/not-found')
      return { ...picture } satisfies HostPicture
    },
  }
}
