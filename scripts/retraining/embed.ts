import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodePicture } from '#engine/images/decode.ts'
import { createEmbedder } from '#engine/model/embed.ts'
import type { LoadedModel } from '#engine/model/registry.ts'
import { encodeEmbedding } from '#engine/model/stored-embedding.ts'
import { genreMask } from '#shared/domain/genres.ts'
import type { UsersFilm } from './split.ts'

/** A film as a catalog would keep it, once as its poster is and once as a grey copy of it. */
export interface EmbeddedFilm extends Facts {
  colour: Uint8Array
  grey: Uint8Array
}

interface Facts {
  /** Bits of what the metadata says. */
  genres: number
  year: number | null
}

/** As it lies in the work folder, embeddings in base64. */
interface FilmOnDisk extends Facts {
  colour: string
  grey: string
}

export interface EmbedOptions {
  dataset: string
  work: string
  model: LoadedModel
}

/** Embeddings of the people's films by the trunk, computed once; films whose picture cannot be read are left out. */
export async function embedFilms(
  users: readonly UsersFilm[],
  { dataset, work, model }: EmbedOptions,
): Promise<EmbeddedFilm[]> {
  const file = join(work, 'embedded.json')
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(await computed(users, { dataset, model })))
  const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
  return (JSON.parse(readFileSync(file, 'utf8')) as FilmOnDisk[]).map(({ colour, grey, ...facts }) => ({
    ...facts,
    colour: bytesOf(colour),
    grey: bytesOf(grey),
  }))
}

async function computed(
  users: readonly UsersFilm[],
  { dataset, model }: Omit<EmbedOptions, 'work'>,
): Promise<FilmOnDisk[]> {
  const films: FilmOnDisk[] = []
  const embedder = await createEmbedder(model, { threads: 1 })
  for (const { file: name, year, genres } of users) {
    const decoded = await decodePicture(readFileSync(join(dataset, 'posters', name)), {
      input: model.manifest.input,
      wantTensor: true,
      wantThumbnail: false,
    })
    if (!decoded.ok || decoded.tensor === null) continue
    const vectors = await embedder.embed([decoded.tensor, greyOf(decoded.tensor)])
    const [colour = '', grey = ''] = vectors.map((vector) =>
      Buffer.from(encodeEmbedding(vector)).toString('base64'),
    )
    films.push({ genres: genreMask(genres), year, colour, grey })
  }
  await embedder.close()
  return films
}

/** The luma of ITU-R BT.601 in all three channels. */
function greyOf(tensor: Uint8Array): Uint8Array {
  const grey = new Uint8Array(tensor.length)
  for (let at = 0; at < tensor.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = tensor.subarray(at, at + 3)
    grey.fill(Math.round(0.299 * red + 0.587 * green + 0.114 * blue), at, at + 3)
  }
  return grey
}
