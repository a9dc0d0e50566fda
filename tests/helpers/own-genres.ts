import type { Engine } from '#engine/app/engine-types.ts'
import type { OwnGenre } from '#shared/contract/own.ts'

/** Adds a genre of the user's own. @returns its id */
export async function addOwn(engine: Engine, name: string): Promise<number> {
  const { genres } = await engine.call('own.add', { name })
  return genres.find((genre) => genre.name === name)?.id ?? 0
}

/** The first genre, when all that was said of it is learned. */
export async function learnedOwn(engine: Engine): Promise<OwnGenre> {
  for (;;) {
    const change = new Promise<void>((resolve) => {
      const stop = engine.on('own.changed', () => {
        stop()
        resolve()
      })
    })
    const [genre] = (await engine.call('own.list', {})).genres
    if (genre !== undefined && !genre.isLearning) return genre
    await change
  }
}
