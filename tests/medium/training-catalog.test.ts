import { rmSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { readTrainingSet } from '#engine/training/datasets/read.ts'
import { posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

function nfo(...genres: string[]): string {
  return `<movie>${genres.map((genre) => `<genre>${genre}</genre>`).join('')}</movie>`
}

describe('a catalog to learn from', () => {
  it('gives what a person or an NFO said, never what the model thinks', async () => {
    const posters = temporaryFolder()
    const catalogPath = join(temporaryFolder(), 'catalog.db')
    const names = await drawPosters(posters, 6)
    const beside = (at: number) => join(posters, (names[at] ?? '').replace('.jpg', '.nfo'))
    writeOld(beside(1), nfo('War', 'Drama'))
    writeOld(beside(2), nfo('War', 'Drama'))
    const engine = await testEngine({ catalogPath })
    await scan(engine, [posters])
    const idOf = async (at: number) => (await posterAt(engine, names[at] ?? '')).id
    const say = async (at: number, genre: 'War' | 'Comedy' | 'Drama', verdict: 'yes' | 'no') =>
      engine.call('labels.set', { posterId: await idOf(at), genre, verdict })
    await say(0, 'Comedy', 'yes')
    await say(2, 'War', 'no')
    await say(2, 'Comedy', 'yes')
    await say(3, 'War', 'no')
    const set = readTrainingSet({ kind: 'catalog', path: catalogPath })
    expect(set.films.map(({ path, genres }) => [path, genres])).toEqual([
      [join(posters, names[0] ?? ''), ['Comedy']],
      [join(posters, names[1] ?? ''), ['Drama', 'War']],
      [join(posters, names[2] ?? ''), ['Comedy', 'Drama']],
    ])
    expect(set.films[0]).toMatchObject({ file: String(await idOf(0)), year: 1981, hasDate: true })
    expect(set.leftOut).toEqual({ unlabelled: 3 })
  })

  it('leaves out pictures that teach nothing, and counts them', async () => {
    const posters = temporaryFolder()
    const catalogPath = join(temporaryFolder(), 'catalog.db')
    const names = await drawPosters(posters, 3)
    const flat = sharp({ create: { width: 200, height: 300, channels: 3, background: '#334455' } })
    writeOld(join(posters, 'Flat (2001).jpg'), await flat.jpeg().toBuffer())
    writeOld(join(posters, 'Empty (2002).jpg'), '')
    const whole = await posterBytes(50)
    writeOld(join(posters, 'Torn (2003).jpg'), whole.subarray(0, Math.floor(whole.length * 0.8)))
    for (const name of ['Twice (2004)', 'Once (2005)'])
      writeOld(join(posters, `${name}.jpg`), await posterBytes(60))
    const files = [
      ...names,
      ...['Flat (2001)', 'Empty (2002)', 'Torn (2003)', 'Twice (2004)', 'Once (2005)'].map(
        (name) => `${name}.jpg`,
      ),
    ]
    for (const file of files) writeOld(join(posters, file.replace('.jpg', '.nfo')), nfo('War'))
    const engine = await testEngine({ catalogPath })
    await scan(engine, [posters])
    const { id } = await posterAt(engine, names[0] ?? '')
    await engine.call('poster.mark', { posterIds: [id], hidden: true })
    rmSync(join(posters, names[1] ?? ''))
    await scan(engine, [posters])
    const { films, leftOut } = readTrainingSet({ kind: 'catalog', path: catalogPath })
    expect(films.map(({ path }) => path)).toEqual([join(posters, names[2] ?? '')])
    expect(leftOut).toEqual({
      hidden: 1,
      missing: 1,
      'low-information': 1,
      quarantined: 1,
      damaged: 1,
      shared: 2,
    })
  })

  it('says where there is no catalog', () => {
    const path = join(temporaryFolder(), 'catalog.db')
    expect(() => readTrainingSet({ kind: 'catalog', path })).toThrow(
      expect.objectContaining({ code: 'catalog/missing' }),
    )
  })
})
