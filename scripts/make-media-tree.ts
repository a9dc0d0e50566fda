/**
 * Builds a mixed Jellyfin, Kodi and Plex tree of drawn pictures for films that do not exist, to try the program on:
 *
 *     node scripts/make-media-tree.ts FOLDER [--pictures 30000]
 *
 * It prints what a scan must find in it, as JSON.
 */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeMediaTree } from '../tests/helpers/media-tree.ts'

/** Pictures that six films have, one in each layout. */
const PICTURES_PER_SIX_FILMS = 23
const SEED = 30

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: 'string', default: '30000' } },
})
const [folder] = positionals
if (folder === undefined) throw new Error('Name the folder to build it in.')
const path = resolve(folder)
mkdirSync(path, { recursive: true })
const films = Math.ceil(Number(values.pictures) / PICTURES_PER_SIX_FILMS) * 6
const { posters, pictures, nfos, skipped } = await makeMediaTree(path, { films, seed: SEED })
console.log(JSON.stringify({ films, posters, pictures, nfos, skipped }, null, 2))
