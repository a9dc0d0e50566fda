import { join } from 'node:path'
import { loadGenreTable } from '#engine/scan/genre-names.ts'
import { patchNfo } from '#engine/scan/nfo-write/patch-nfo.ts'
import { learnSpelling } from '#engine/scan/nfo-write/vocabulary.ts'
import type { Genre } from '#shared/domain/genres.ts'

export const table = loadGenreTable(join(import.meta.dirname, '../../resources/genre-names.json'))
const words = { table, spelling: learnSpelling([], table) }

export interface Said {
  yes?: Genre[]
  no?: Genre[]
  /** Of genres of the person's own. */
  tagYes?: string[]
  tagNo?: string[]
}

/** Patches a file with the shipped table of names. */
export function patch(file: Uint8Array | string, said: Said, using = words) {
  const { yes = [], no = [], tagYes = [], tagNo = [] } = said
  return patchNfo(Buffer.from(file), { genres: { yes, no }, tags: { yes: tagYes, no: tagNo } }, using)
}

/** The file after, which must be patched. */
export function patched(file: Uint8Array | string, said: Said, using = words): Buffer {
  const result = patch(file, said, using)
  if (result.kind !== 'patched') throw new Error(JSON.stringify(result))
  return Buffer.from(result.bytes)
}

export const movie = (inner: string) => `<movie><title>Pines</title>${inner}</movie>`

/** Lines of a file with all that is easily broken. */
export const NASTY = [
  '\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>\r\n',
  '<!-- <genre>Horror</genre> \u00e9 -->\r\n<!DOCTYPE movie>\r\n',
  "<movie  xmlns:x='urn:x>y'>\r\n",
  '\t<title>A & B <![CDATA[<genre>War</genre>]]></title>\r\n',
  '\t<lockdata>true</lockdata>  \r\n',
  '\t<set><name>Set</name><genre>Western</genre></set>\r\n',
  '\t<genre clear="true">Drama</genre>\r\n',
  '\t<genre>Film-Noir</genre>\r\n',
  '\t<GENRE><![CDATA[Action & Adventure]]></GENRE>\r\n',
  '\t<genre>Comedy</genre>   \r\n',
  '\t<unknown a="<genre&gt;"><genre>Music</genre></unknown>\r\n',
  '\t<actor><name>Ann\u2028Lee</name><genre/></actor>\r\n',
  '</movie>\r\nhttps://www.themoviedb.org/movie/603\r\n \0',
]
