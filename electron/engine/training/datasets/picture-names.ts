import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '#shared/errors.ts'

/** Kinds of picture, the most usual first: it is taken where a name has several. */
const EXTENSIONS = ['jpg', 'jpeg', 'png', 'webp', 'avif', 'gif', 'bmp', 'tif', 'tiff']

/** The pictures of one folder by their names without ending. Names in a table can only choose among them. */
export class PictureNames {
  readonly #folder: string
  readonly #names = new Map<string, string>()

  /** @throws AppError `folder/not-found` */
  constructor(folder: string) {
    this.#folder = resolve(folder)
    const ranks = new Map<string, number>()
    let names: string[]
    try {
      names = readdirSync(this.#folder).sort()
    } catch {
      throw new AppError('folder/not-found', folder)
    }
    for (const name of names) {
      const dot = name.lastIndexOf('.')
      const rank = EXTENSIONS.indexOf(name.slice(dot + 1).toLowerCase())
      const stem = name.slice(0, dot)
      if (dot < 1 || rank === -1 || rank >= (ranks.get(stem) ?? Infinity)) continue
      ranks.set(stem, rank)
      this.#names.set(stem, name)
    }
  }

  /** The first picture that is there, by its name without ending. */
  find(stems: readonly string[]): { file: string; path: string } | null {
    for (const stem of stems) {
      const file = this.#names.get(stem)
      if (file !== undefined) return { file, path: join(this.#folder, file) }
    }
    return null
  }
}
