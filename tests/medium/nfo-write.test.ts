import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import type { NfoWritten } from '#shared/contract/nfo.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const nfo = (...genres: string[]) =>
  `<movie>\r\n  <title>Pines</title>\r\n  <lockdata>true</lockdata>\r\n${genres.map((genre) => `  <genre>${genre}</genre>\r\n`).join('')}</movie>`

/** Posters with an NFO file each, scanned; a catalog in a folder of its own. */
async function library(genres: string[][]) {
  const [data, folder] = [temporaryFolder(), temporaryFolder()]
  const engine = await testEngine({ catalogPath: join(data, 'catalog.db') })
  const names = await drawPosters(folder, genres.length)
  const paths = names.map((name) => join(folder, name.replace('.jpg', '.nfo')))
  paths.forEach((path, at) => writeOld(path, nfo(...(genres[at] ?? []))))
  await scan(engine, [folder])
  const say = async (at: number, genre: Genre, verdict: 'yes' | 'no') => {
    const { id } = await posterAt(engine, names[at] ?? '')
    await engine.call('labels.set', { posterId: id, genre, verdict })
  }
  const text = (at: number) => readFileSync(paths[at] ?? '', 'utf8')
  return {
    engine,
    data,
    folder,
    names,
    paths,
    say,
    text,
    poster: (at: number) => posterAt(engine, names[at] ?? ''),
  }
}

async function write(engine: Engine): Promise<NfoWritten> {
  const { id } = await engine.call('nfo.write', {})
  const job = await engine.call('jobs.wait', { id })
  expect(job.state).toBe('done')
  return job.result as NfoWritten
}

describe('verdicts in NFO files', () => {
  it('are shown first and written when asked, with a copy of each file as it was', async () => {
    const { engine, data, folder, names, paths, say, text, poster } = await library([
      ['Komödie', 'Drama'],
      ['Western'],
      ['Drama'],
    ])
    await say(0, 'Crime', 'yes')
    await say(0, 'Drama', 'no')
    await say(1, 'Western', 'yes')
    const before = text(0)
    chmodSync(paths[0] ?? '', 0o640)

    const preview = await engine.call('nfo.preview', {})
    expect(preview).toEqual({
      files: 1,
      changes: [
        {
          path: paths[0],
          lines: [
            { mark: 'same', element: 'genre', text: 'Komödie' },
            { mark: 'gone', element: 'genre', text: 'Drama' },
            { mark: 'new', element: 'genre', text: 'Krimi' },
          ],
        },
      ],
      refused: [],
      copiesFolder: join(data, 'nfo-copies'),
    })
    expect(text(0)).toBe(before)
    expect(existsSync(preview.copiesFolder)).toBe(false)

    const written = await write(engine)
    expect(written).toMatchObject({ written: 1, refused: [] })
    expect(text(0)).toBe(nfo('Komödie', 'Krimi'))
    expect(statSync(paths[0] ?? '').mode & 0o777).toBe(0o640)
    expect(readFileSync(join(written.copiesFolder ?? '', paths[0] ?? ''), 'utf8')).toBe(before)
    expect([text(1), text(2)]).toEqual([nfo('Western'), nfo('Drama')])
    expect(readdirSync(folder).toSorted()).toEqual(
      [...names, ...names.map((name) => name.replace('.jpg', '.nfo'))].toSorted(),
    )

    // The catalog knows what is in the file now, and a scan finds nothing else.
    expect((await poster(0)).files[0]?.nfoGenres).toEqual(['Komödie', 'Krimi'])
    expect(await write(engine)).toEqual({ written: 0, refused: [], copiesFolder: null })
    const verdicts = (await poster(0)).verdicts
    expect(await scan(engine, [folder])).toMatchObject({ changed: 0, unchanged: 3 })
    expect((await poster(0)).verdicts).toEqual(verdicts)
    expect((await poster(0)).effective).toEqual(['Comedy', 'Crime'])
  })

  it('never make a file, and never write what the model says', async () => {
    const { engine, folder, names, text } = await library([['Drama'], []])
    const bare = join(folder, 'Bare (1999).jpg')
    renameSync(join(folder, names[1] ?? ''), bare)
    rmSync(join(folder, (names[1] ?? '').replace('.jpg', '.nfo')))
    await scan(engine, [folder], { acceptMissing: true })
    const { id } = await posterAt(engine, 'Bare (1999).jpg')
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    expect(await write(engine)).toEqual({ written: 0, refused: [], copiesFolder: null })
    expect(existsSync(bare.replace('.jpg', '.nfo'))).toBe(false)
    expect(text(0)).toBe(nfo('Drama'))
  })

  it('leave a file as it is where that is safer, and say why', async () => {
    const { engine, paths, say, text } = await library(Array.from({ length: 7 }, () => ['Drama']))
    for (const at of paths.keys()) await say(at, 'War', 'yes')
    const at = (place: number) => paths[place] ?? ''
    writeOld(at(0), nfo('Drama', 'Horror'), new Date('2021-01-01T00:00:00Z'))
    rmSync(at(1))
    const aside = join(temporaryFolder(), 'elsewhere.nfo')
    renameSync(at(2), aside)
    symlinkSync(aside, at(2))
    linkSync(at(3), `${at(3)}.second`)
    chmodSync(at(4), 0o444)
    // Broken within the moment that the scan remembers: size and time are the same.
    const { mtime } = statSync(at(5))
    writeOld(at(5), nfo('Drama').replace('</movie>', '<movie>.'), mtime)
    const before = paths.map((_, place) => (place === 1 ? '' : text(place)))

    const refused = [
      [at(0), 'nfo/changed'],
      [at(1), 'nfo/changed'],
      [at(2), 'nfo/link'],
      [at(3), 'nfo/link'],
      [at(4), 'nfo/read-only'],
      [at(5), 'nfo/damaged'],
    ]
    const preview = await engine.call('nfo.preview', {})
    expect(preview.refused.map(({ path, code }) => [path, code])).toEqual(refused)
    const written = await write(engine)
    expect(written.written).toBe(1)
    expect(written.refused.map(({ path, code }) => [path, code])).toEqual(refused)
    expect(paths.map((_, place) => (place === 1 ? '' : text(place)))).toEqual(
      before.with(6, nfo('Drama', 'War')),
    )
  })

  it('say nothing of a genre that posters of one NFO file disagree on', async () => {
    const { engine, folder, names, paths } = await library([['Drama'], []])
    const [first = '', second = ''] = names
    // The second picture is of the first film, under the name of its place.
    const films = join(folder, 'Film')
    mkdirSync(films)
    renameSync(join(folder, first), join(films, 'poster.jpg'))
    renameSync(join(folder, second), join(films, 'folder.jpg'))
    writeOld(join(films, 'movie.nfo'), nfo('Drama'))
    for (const path of paths) rmSync(path)
    await scan(engine, [folder], { acceptMissing: true })
    const [one, two] = [await posterAt(engine, 'poster.jpg'), await posterAt(engine, 'folder.jpg')]
    const set = (posterId: number, genre: Genre, verdict: 'yes' | 'no') =>
      engine.call('labels.set', { posterId, genre, verdict })
    await set(one.id, 'War', 'yes')
    await set(two.id, 'War', 'no')
    expect((await engine.call('nfo.preview', {})).files).toBe(0)
    await set(two.id, 'Crime', 'yes')
    expect(await write(engine)).toMatchObject({ written: 1 })
    expect(readFileSync(join(films, 'movie.nfo'), 'utf8')).toBe(nfo('Drama', 'Crime'))
  })

  it('on genres of one’s own become tags, which only reading the file tells of', async () => {
    const { engine, folder, names, paths, say, text, poster } = await library(
      Array.from({ length: 24 }, () => ['Drama']),
    )
    const tagged = (tag: string) => nfo('Drama').replace('</movie>', `  <tag>${tag}</tag>\r\n</movie>`)
    const [yes, has, no, unlike] = [0, 1, 2, 3]
    for (const at of [has, no]) writeOld(paths[at] ?? '', tagged('film noir'))
    writeOld(paths[unlike] ?? '', tagged('forest'))
    await scan(engine, [folder])
    const { genres } = await engine.call('own.add', { name: 'Film noir' })
    const id = genres[0]?.id ?? 0
    const sayOwn = async (places: number[], verdict: 'yes' | 'no' | null) => {
      const posterIds = await Promise.all(places.map(async (at) => (await poster(at)).id))
      await engine.call('own.set', { id, posterIds, verdict })
    }
    await sayOwn([yes, has], 'yes')
    await sayOwn([no, unlike], 'no')
    chmodSync(paths[unlike] ?? '', 0o444)

    const preview = await engine.call('nfo.preview', {})
    expect(preview.refused).toEqual([])
    expect(preview.files).toBe(2)
    expect(
      preview.changes.map(({ path, lines }) => [path, lines.filter(({ element }) => element === 'tag')]),
    ).toEqual([
      [paths[yes], [{ mark: 'new', element: 'tag', text: 'Film noir' }]],
      [paths[no], [{ mark: 'gone', element: 'tag', text: 'film noir' }]],
    ])
    expect(await write(engine)).toMatchObject({ written: 2, refused: [] })
    expect([yes, has, no, unlike].map(text)).toEqual([
      tagged('Film noir'),
      tagged('film noir'),
      nfo('Drama'),
      tagged('forest'),
    ])
    expect(await scan(engine, [folder])).toMatchObject({ changed: 0, unchanged: names.length })
    expect((await engine.call('nfo.preview', {})).files).toBe(0)

    // Taken back, nothing is said any more; nobody can tell then whose the tag is.
    await sayOwn([yes], null)
    expect((await engine.call('nfo.preview', {})).files).toBe(0)

    // Beyond the twenty that are shown, those that only their tags tell of are counted all the same.
    for (let at = 2; at < 24; at++) await say(at, 'War', 'yes')
    await sayOwn([23], 'yes')
    await sayOwn([yes], 'no')
    const full = await engine.call('nfo.preview', {})
    expect([full.files, full.changes.length]).toEqual([23, 20])
    await engine.call('own.remove', { id })
    expect((await engine.call('nfo.preview', {})).files).toBe(22)
  })
})
