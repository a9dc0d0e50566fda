import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { verdictsOf } from '../../catalog/queries/labels.ts'
import type { NfoRow } from '../../catalog/queries/nfos.ts'
import { nfosWithVerdicts } from '../../catalog/queries/nfos.ts'
import type { CatalogStore } from '../../catalog/store.ts'
import type { GenreTable } from '../genre-names.ts'
import { mapGenres } from '../genre-names.ts'
import { pathOfNfoKey } from '../nfo-beside.ts'
import type { SaidGenres } from './edit-texts.ts'

/** An NFO file that says otherwise than a person, as far as the catalog knows it. */
export interface NfoCandidate {
  rootPath: Buffer
  /** Below the root, raw bytes. */
  path: Buffer
  /** As it was read last. */
  key: string
  isRootThere: boolean
  said: SaidGenres
  /** The picture files that it speaks for, and their posters. */
  files: { id: number; posterId: number }[]
}

/** Every NFO file that lacks a genre that was said yes of, or names one that was said no of; by path. */
export function nfoCandidates(store: CatalogStore, table: GenreTable): NfoCandidate[] {
  const groups = new Map<string, [NfoRow, ...NfoRow[]]>()
  for (const row of nfosWithVerdicts(store.db)) {
    const key = `${row.root_id}|${row.nfo_key}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    const said = saidOf(
      store,
      group.map(({ poster_id: posterId }) => posterId),
    )
    if (!saysOtherwise(said, JSON.parse(first.nfo_genres) as string[], table)) return []
    return [
      {
        rootPath: first.root_path,
        path: pathOfNfoKey(first.nfo_key),
        key: first.nfo_key,
        isRootThere: first.root_state !== 'offline',
        said,
        files: group.map((row) => ({ id: row.id, posterId: row.poster_id })),
      },
    ]
  })
}

/** Where posters that share an NFO file were judged differently, nothing is said of that genre. */
function saidOf(store: CatalogStore, posterIds: readonly number[]): SaidGenres {
  const verdicts = posterIds.map((id) => verdictsOf(store.db, id))
  const isSaid = (genre: Genre, value: 'yes' | 'no') => verdicts.some((said) => said[genre] === value)
  return {
    yes: GENRES.filter((genre) => isSaid(genre, 'yes') && !isSaid(genre, 'no')),
    no: GENRES.filter((genre) => isSaid(genre, 'no') && !isSaid(genre, 'yes')),
  }
}

function saysOtherwise(said: SaidGenres, names: readonly string[], table: GenreTable): boolean {
  const named = new Set(mapGenres(names, table).genres)
  return said.yes.some((genre) => !named.has(genre)) || said.no.some((genre) => named.has(genre))
}
