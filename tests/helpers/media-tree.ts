import { createHash } from 'node:crypto'
import { lstat, mkdir, readdir, readFile, readlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Genre } from '#shared/domain/genres.ts'
import { drawPicture, type PictureShape } from './media-tree-picture.ts'
import { filmOf, movieNfo, NFO_GENRES, SERIES_NFO, type TreeFilm } from './media-tree-text.ts'

export interface MediaTreeOptions {
  /** At least 6 show every layout. */
  films: number
  seed: number
  /** Small drawn pictures: the only kind there is so far. */
  pictures?: 'tiny'
}

/** What a scan of the tree must find. Paths are relative, with `/` between. */
export interface MediaTreeFacts {
  posters: number
  posterPaths: string[]
  /** Pictures not on the wall by the scanner's reason, those of series included. */
  skipped: Record<string, number>
  seriesPictures: number
  pictures: number
  nfos: number
  /** Effective genres of posters that have an NFO. */
  expectedGenresByPath: Record<string, Genre[]>
  expectedTitlesByPath: Record<string, { title: string; year: number | null }>
}

/** All files are of one moment in the past, so that none looks as if it were still being written. */
const MOMENT = new Date('2021-03-04T05:06:07Z')

class TreeBuilder {
  readonly facts: MediaTreeFacts = {
    posters: 0,
    posterPaths: [],
    skipped: {},
    seriesPictures: 0,
    pictures: 0,
    nfos: 0,
    expectedGenresByPath: {},
    expectedTitlesByPath: {},
  }
  readonly #directory: string
  readonly #seed: number

  constructor(directory: string, seed: number) {
    this.#directory = directory
    this.#seed = seed
  }

  async write(path: string, content: string | Buffer): Promise<void> {
    const target = join(this.#directory, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, content)
    await utimes(target, MOMENT, MOMENT)
  }

  async #draw(path: string, shape: PictureShape): Promise<void> {
    this.facts.pictures += 1
    const extension = path.slice(path.lastIndexOf('.') + 1)
    await this.write(path, await drawPicture(shape, extension, this.#seed, this.facts.pictures))
  }

  async poster(path: string, film: TreeFilm | null, shape: PictureShape = 'poster'): Promise<void> {
    await this.#draw(path, shape)
    this.facts.posters += 1
    this.facts.posterPaths.push(path)
    if (film !== null) this.facts.expectedTitlesByPath[path] = { title: film.title, year: film.year }
  }

  async other(path: string, reason: string, shape: PictureShape = 'fanart'): Promise<void> {
    await this.#draw(path, shape)
    this.facts.skipped[reason] = (this.facts.skipped[reason] ?? 0) + 1
    if (/^(?:series|season|episode)-art$/u.test(reason)) this.facts.seriesPictures += 1
  }

  async nfo(path: string, film: TreeFilm, index: number, posterPath: string): Promise<void> {
    const named = NFO_GENRES[index % NFO_GENRES.length]
    if (named === undefined) return
    await this.write(path, movieNfo(film, named))
    this.facts.nfos += 1
    this.facts.expectedGenresByPath[posterPath] = [...named.genres]
  }
}

type Layout = (tree: TreeBuilder, film: TreeFilm, index: number) => Promise<void>

/** Jellyfin with everything: a folder per film, plain names. */
const jellyfin: Layout = async (tree, film, index) => {
  const folder = `Films/${film.title} (${film.year}) [imdbid-${film.imdbId}]`
  await tree.write(`${folder}/${film.title} (${film.year}).mkv`, '')
  await tree.poster(`${folder}/poster.jpg`, film)
  await tree.nfo(`${folder}/movie.nfo`, film, index, `${folder}/poster.jpg`)
  await tree.other(`${folder}/fanart.jpg`, 'fanart')
  await tree.other(`${folder}/backdrop1.jpg`, 'backdrop')
  await tree.other(`${folder}/logo.png`, 'logo', 'logo')
  await tree.other(`${folder}/landscape.jpg`, 'landscape')
  await tree.other(`${folder}/disc.png`, 'disc', 'square')
  await tree.other(`${folder}/${film.title}.trickplay/320 - 10x10/0.jpg`, 'trickplay')
  await tree.other(`${folder}/.actors/Ann_Lee.jpg`, 'actor', 'actor')
}

/** Kodi: the film's name before every suffix, extra fan art beside. */
const kodi: Layout = async (tree, film, index) => {
  const stem = `${film.title} (${film.year})`
  const folder = `Films/${stem}`
  await tree.write(`${folder}/${stem}.mp4`, '')
  await tree.poster(`${folder}/${stem}-poster.jpg`, film)
  await tree.nfo(`${folder}/${stem}.nfo`, film, index, `${folder}/${stem}-poster.jpg`)
  await tree.other(`${folder}/${stem}-fanart.jpg`, 'fanart')
  await tree.other(`${folder}/${stem}-banner.jpg`, 'banner', 'banner')
  await tree.other(`${folder}/${stem}-clearlogo.png`, 'logo', 'logo')
  await tree.other(`${folder}/${stem}-clearart.png`, 'clearart', 'logo')
  await tree.other(`${folder}/${stem}-thumb.jpg`, 'thumb')
  await tree.other(`${folder}/extrafanart/fanart1.jpg`, 'extrafanart')
  await tree.other(`${folder}/extrathumbs/thumb1.jpg`, 'extrathumbs')
}

/** Plex: a picture of the video's name, and a stranger that is not a poster beside art. */
const plex: Layout = async (tree, film) => {
  const stem = `${film.title} (${film.year})`
  const folder = `Plex/${stem} {tmdb-${film.tmdbId}}`
  await tree.write(`${folder}/${stem}.m4v`, '')
  await tree.poster(`${folder}/${stem}.png`, film)
  await tree.other(`${folder}/background.jpg`, 'backdrop')
  await tree.other(`${folder}/lobby.jpg`, 'other-art', 'poster')
  await tree.other(`${folder}/@eaDir/${stem}.png/SYNOPHOTO_THUMB_M.jpg`, 'eadir', 'actor')
}

/** Pictures of the videos' names, all in one folder, without any art. */
const flat: Layout = async (tree, film, index) => {
  const stem = `${film.title} (${film.year})`
  await tree.write(`Flat/${stem}.avi`, '')
  await tree.poster(`Flat/${stem}.webp`, film)
  await tree.nfo(`Flat/${stem}.nfo`, film, index, `Flat/${stem}.webp`)
}

/** A release folder: the title is in the folder's name only. */
const release: Layout = async (tree, film) => {
  const folder = `Releases/${film.title.replaceAll(' ', '.')}.${film.year}.1080p.BluRay.x264-GRP`
  await tree.poster(`${folder}/folder.jpg`, film)
}

/** Named by id alone, in a plain folder. */
const byId: Layout = async (tree, film) => {
  await tree.poster(`By id/${film.imdbId}.jpg`, null)
}

const LAYOUTS: readonly Layout[] = [jellyfin, kodi, plex, flat, release, byId]

/** A series, of which nothing belongs on the wall. */
async function writeSeries(tree: TreeBuilder): Promise<void> {
  const folder = 'Series/The Long Ferry (1997)'
  await tree.write(`${folder}/tvshow.nfo`, SERIES_NFO)
  tree.facts.nfos += 1
  await tree.other(`${folder}/poster.jpg`, 'series-art', 'poster')
  await tree.other(`${folder}/fanart.jpg`, 'fanart')
  await tree.other(`${folder}/season01-poster.jpg`, 'season-art', 'poster')
  await tree.other(`${folder}/season-specials-poster.jpg`, 'season-art', 'poster')
  await tree.other(`${folder}/Season 1/poster.jpg`, 'season-art', 'poster')
  await tree.other(`${folder}/Season 1/The Long Ferry S01E01-thumb.jpg`, 'thumb')
  await tree.other(`${folder}/Season 1/The Long Ferry S01E02.jpg`, 'episode-art')
}

/** A plain folder without media names: shapes decide. */
async function writePlain(tree: TreeBuilder): Promise<void> {
  await tree.poster('Plain/old one-sheet.jpg', null)
  await tree.poster('Plain/ml000001.png', null)
  await tree.poster('Plain/square insert.jpg', null, 'square')
  await tree.other('Plain/cinema hall.jpg', 'not-portrait')
}

/**
 * Builds a mixed Jellyfin, Kodi and Plex tree of made-up films with drawn pictures, NFO files in English,
 * German and French, a series and a plain folder, and says what a scan must find in it.
 */
export async function makeMediaTree(directory: string, options: MediaTreeOptions): Promise<MediaTreeFacts> {
  const tree = new TreeBuilder(directory, options.seed)
  for (let index = 0; index < options.films; index += 1) {
    const layout = LAYOUTS[index % LAYOUTS.length]
    await layout?.(tree, filmOf(index), index)
  }
  await writeSeries(tree)
  await writePlain(tree)
  return tree.facts
}

/**
 * One SHA-256 over names, bytes and times of everything in a tree: equal before and after means that
 * nothing in it was written, added, renamed or touched.
 */
export async function hashTree(directory: string): Promise<string> {
  const hash = createHash('sha256')
  const visit = async (path: Buffer, relative: string): Promise<void> => {
    const stats = await lstat(path, { bigint: true })
    hash.update(`${relative}\0${stats.mode}\0${stats.mtimeNs}\0${stats.size}\0`)
    if (stats.isSymbolicLink()) hash.update(await readlink(path))
    else if (stats.isFile()) hash.update(await readFile(path))
    if (!stats.isDirectory()) return
    const names = await readdir(path, { encoding: 'buffer' })
    for (const name of names.sort(Buffer.compare)) {
      await visit(Buffer.concat([path, Buffer.from('/'), name]), `${relative}/${name.toString('latin1')}`)
    }
  }
  await visit(Buffer.from(directory), '')
  return hash.digest('hex')
}
