import { join } from 'node:path'
import type { PreparedData } from '#engine/training/trainer/prepare-data.ts'
import { prepareData } from '#engine/training/trainer/prepare-data.ts'
import { GENRES, genreIndex } from '#shared/domain/genres.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import { trainOptionsSchema } from '#shared/domain/train-options.ts'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { posterBytes } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import type { FolderFilm } from '../helpers/training-folder.ts'
import { folderFilms, trainingFolder } from '../helpers/training-folder.ts'

const INPUT = { height: 12, width: 8 }

async function prepare(
  films: readonly FolderFilm[],
  given: Partial<TrainOptions> = {},
): Promise<PreparedData> {
  const dataset = await trainingFolder(films)
  return prepareFolder(dataset, given)
}

async function prepareFolder(dataset: string, given: Partial<TrainOptions> = {}): Promise<PreparedData> {
  const options = trainOptionsSchema.parse({
    dataset,
    arch: 'custom-cnn',
    out: join(temporaryFolder(), 'model'),
    batch: 4,
    // Drawn posters have little on them: what the paper's filters leave in is all of them.
    filter: 'paper',
    ...given,
  })
  const data = await prepareData(options, INPUT, {
    cacheFolder: join(temporaryFolder(), 'decoded'),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  data.cache.close()
  return data
}

function filesOf({ films }: PreparedData, samples: PreparedData['training']): string[] {
  return samples.map(({ film, copy }) => `${films[film]?.file ?? ''}${copy === 0 ? '' : `#${copy}`}`)
}

/** Films with a genre among samples. */
function withGenre({ films }: PreparedData, samples: PreparedData['training']): number[] {
  return GENRES.map((genre) => samples.filter(({ film }) => films[film]?.genres.includes(genre)).length)
}

function gray(): Promise<Buffer> {
  const pixels = Buffer.from(Array.from({ length: 60 * 90 }, (_, at) => (at * 37) % 256))
  return sharp(pixels, { raw: { width: 60, height: 90, channels: 1 } })
    .jpeg()
    .toBuffer()
}

/** A checkered picture of many colours. */
function patterned(quality: number): Promise<Buffer> {
  const side = 12
  const pixels = Buffer.from(Array.from({ length: side * side * 3 }, (_, at) => (at * at * 31) % 256))
  const picture = sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
  return picture.resize(120, 180, { fit: 'fill', kernel: 'nearest' }).jpeg({ quality }).toBuffer()
}

describe('data to learn from', () => {
  it('are the films of the dataset, on one side of the split each, with their genres', async () => {
    const data = await prepare(folderFilms(40))
    const [training, validation] = [filesOf(data, data.training), filesOf(data, data.validation)]
    expect([...training, ...validation].sort()).toEqual(folderFilms(40).map(({ file }) => file))
    expect(validation.length).toBe(10)
    expect(data.counts).toMatchObject({ films: 40, training: 30, validation: 10, samples: 30, leftOut: {} })
    expect(Object.values(data.counts.filtered)).toEqual([0, 0, 0, 0])
    expect(data.counts.before).toEqual(withGenre(data, data.training))
    expect(data.counts.after).toEqual(data.counts.before)
    // Every genre in about the same share on both sides.
    expect(withGenre(data, data.validation)[genreIndex('Drama')]).toBe(4)
    for (const [place, { genres }] of data.films.entries()) {
      const row = Array.from(data.labels.subarray(place * GENRES.length, (place + 1) * GENRES.length))
      expect(GENRES.filter((_, label) => row[label] === 1)).toEqual(genres)
    }
  })

  it('are the same for the same seed and others for another', async () => {
    const dataset = await trainingFolder(folderFilms(30))
    const [one, again, other] = [
      await prepareFolder(dataset, { balance: true }),
      await prepareFolder(dataset, { balance: true }),
      await prepareFolder(dataset, { balance: true, seed: 2 }),
    ]
    expect([again.training, again.validation]).toEqual([one.training, one.validation])
    expect(other.validation).not.toEqual(one.validation)
  })

  it('are without what a filter leaves out, each counted once, by the metadata and by the picture', async () => {
    const films = folderFilms(36)
    const change = (at: number, known: Partial<FolderFilm>) => Object.assign(films[at] ?? {}, known)
    change(0, { year: 1950 })
    change(1, { year: 1979 })
    change(2, { year: '' })
    change(3, { genres: [] })
    change(4, { language: 'fr' })
    change(5, { picture: await gray() })
    change(6, { picture: await gray(), year: 1960 })
    const data = await prepare(films, { filter: 'paper, without-language=fr' })
    expect(data.counts.filtered).toEqual({
      'no-date': 1,
      'no-genre': 1,
      grayscale: 1,
      'before=1980': 3,
      'without-language=fr': 1,
    })
    expect(data.counts.films).toBe(36)
    expect(data.counts.training + data.counts.validation).toBe(29)
    // What the metadata tells of is not even decoded.
    expect(data.cache.count).toBe(30)
  })

  it('are without pictures that cannot be decoded or are missing, which is counted and told by row', async () => {
    const films = folderFilms(24)
    const torn = await posterBytes(3)
    Object.assign(films[2] ?? {}, { picture: torn.subarray(0, 300) })
    Object.assign(films[9] ?? {}, { picture: 'no picture at all' })
    const doubled = [...films, { ...(films[0] as FolderFilm), title: 'The same file again' }]
    const data = await prepare(doubled)
    expect(data.counts.leftOut).toEqual({ doubled: 1, unreadable: 2 })
    expect(data.notes).toEqual([{ line: 26, reason: 'doubled' }])
    const used = filesOf(data, [...data.training, ...data.validation])
    expect(used.length).toBe(22)
    for (const file of ['003.jpg', '010.jpg']) expect(used).not.toContain(file)
  })

  it('have pictures of one film, and the same picture twice, on one side', async () => {
    const films = folderFilms(30)
    for (let at = 0; at < 10; at++) Object.assign(films[at] ?? {}, { tmdbId: 500 + (at % 2) })
    // Saved twice, not alike to the byte.
    Object.assign(films[20] ?? {}, { picture: await patterned(95) })
    Object.assign(films[29] ?? {}, { picture: await patterned(80) })
    const data = await prepare(films)
    const validation = new Set(filesOf(data, data.validation))
    const sides = (places: number[]) => new Set(places.map((at) => validation.has(films[at]?.file ?? '')))
    expect(sides([0, 2, 4, 6, 8]).size).toBe(1)
    expect(sides([1, 3, 5, 7, 9]).size).toBe(1)
    expect(sides([20, 29]).size).toBe(1)
  })
})

describe('balanced data', () => {
  it('have more pictures of rare genres to learn from, and none more to be judged by', async () => {
    const plain = await prepare(folderFilms(60))
    const data = await prepare(folderFilms(60), { balance: true })
    expect(data.validation).toEqual(plain.validation)
    expect(data.training.slice(0, plain.training.length)).toEqual(plain.training)
    const { counts } = data
    // The paper's ratio: 44,182 of 31,538.
    expect(counts).toMatchObject({ training: 45, validation: 15, samples: 63, before: plain.counts.before })
    expect(counts.after).toEqual(withGenre(data, data.training))
    const share = (label: number) => (counts.after[label] ?? 0) / (counts.before[label] ?? 1)
    expect(share(genreIndex('War'))).toBeGreaterThan(share(genreIndex('Drama')))
    expect(data.training.filter(({ copy }) => copy > 0).length).toBe(18)
  })

  it('copied before the split have copies of one film on both sides, and the counts say so', async () => {
    const data = await prepare(folderFilms(60), { balance: true, copiesBeforeSplit: true })
    const places = (samples: PreparedData['training']) => new Set(samples.map(({ film }) => film))
    const [training, validation] = [places(data.training), places(data.validation)]
    expect([...validation].filter((film) => training.has(film)).length).toBeGreaterThan(0)
    const all = filesOf(data, [...data.training, ...data.validation])
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBe(Math.round(60 * 1.4009))
    // Pictures, as the paper counted, not films.
    expect(data.counts).toMatchObject({ training: 63, validation: 21, samples: 63 })
    const originals = data.training.filter(({ copy }) => copy === 0)
    expect(data.counts.before).toEqual(withGenre(data, originals))
    expect(data.counts.after).toEqual(withGenre(data, data.training))
  })
})

describe('data that nothing can be learned from', () => {
  it('fewer films than a batch', async () => {
    const few = prepare(folderFilms(12), { batch: 16 })
    await expect(few).rejects.toMatchObject({ code: 'dataset/too-few' })
  })

  it('films that all have the very same genres', async () => {
    const same = folderFilms(20).map((film): FolderFilm => ({ ...film, genres: ['Drama', 'War'] }))
    await expect(prepare(same)).rejects.toMatchObject({ code: 'dataset/one-class' })
  })

  it('filters that leave no film', async () => {
    await expect(prepare(folderFilms(12), { filter: 'after=1900' })).rejects.toMatchObject({
      code: expect.stringMatching(/^dataset\//) as string,
    })
  })

  it('a genre that no film has, or every one, is allowed and noted', async () => {
    const films = folderFilms(24).map((film): FolderFilm => ({ ...film, genres: [...film.genres, 'Music'] }))
    const { counts } = await prepare(films)
    expect(counts.before[genreIndex('Western')]).toBe(0)
    const reasons = new Map(counts.unlearnable.map(({ genre, reason }) => [genre, reason]))
    expect(reasons.get('Western')).toBe('no-positives')
    expect(reasons.get('Music')).toBe('no-negatives')
    expect(reasons.has('Drama')).toBe(false)
  })
})
