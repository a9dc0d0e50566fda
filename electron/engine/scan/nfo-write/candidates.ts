import type { VerdictValue } from '#shared/contract/values.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { verdictWord } from '../../catalog/queries/acts.ts'
import { verdictsOf } from '../../catalog/queries/labels.ts'
import type { NfoRow } from '../../catalog/queries/nfos.ts'
import { nfosWithVerdicts } from '../../catalog/queries/nfos.ts'
import type { OwnGenreRow } from '../../catalog/queries/own-genres.ts'
import { ownGenres } from '../../catalog/queries/own-genres.ts'
import { ownVerdictsOf } from '../../catalog/queries/own-verdicts.ts'
import type { CatalogStore } from '../../catalog/store.ts'
import type { GenreTable } from '../genre-names.ts'
import { mapGenres } from '../genre-names.ts'
import { pathOfNfoKey } from '../nfo-beside.ts'
import type { SaidTags } from './edit-tags.ts'
import type { SaidGenres } from './edit-texts.ts'
import type { SaidOfNfo } from './patch-nfo.ts'

/** An NFO file that may say otherwise than a person. */
export interface NfoCandidate {
  rootPath: Buffer
  /** Below the root, raw bytes. */
  path: Buffer
  /** As it was read last. */
  key: string
  isRootThere: boolean
  said: SaidOfNfo
  /** By its genres it does, as far as the catalog knows it. Else its tags may, which only reading it can tell. */
  isKnown: boolean
  /** The picture files that it speaks for, and their posters. */
  files: { id: number; posterId: number }[]
}

/**
 * Every NFO file that lacks a genre that was said yes of, or names one that was said no of, and each of a film that something was
 * said of on a genre of the user's own; by path.
 */
export function nfoCandidates(store: CatalogStore, table: GenreTable): NfoCandidate[] {
  const own = ownGenres(store.db)
  const groups = new Map<string, [NfoRow, ...NfoRow[]]>()
  for (const row of nfosWithVerdicts(store.db)) {
    const key = `${row.root_id}|${row.nfo_key}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    const posterIds = group.map(({ poster_id: posterId }) => posterId)
    const said = { genres: genresSaid(store, posterIds), tags: tagsSaid(store, posterIds, own) }
    const isKnown = saysOtherwise(said.genres, JSON.parse(first.nfo_genres) as string[], table)
    if (!isKnown && said.tags.yes.length === 0 && said.tags.no.length === 0) return []
    return [
      {
        rootPath: first.root_path,
        path: pathOfNfoKey(first.nfo_key),
        key: first.nfo_key,
        isRootThere: first.root_state !== 'offline',
        said,
        isKnown,
        files: group.map((row) => ({ id: row.id, posterId: row.poster_id })),
      },
    ]
  })
}

function genresSaid(store: CatalogStore, posterIds: readonly number[]): SaidGenres {
  const verdicts = posterIds.map((id) => verdictsOf(store.db, id))
  return agreedOn(GENRES, (genre) => verdicts.map((said) => said[genre]))
}

function tagsSaid(store: CatalogStore, posterIds: readonly number[], own: readonly OwnGenreRow[]): SaidTags {
  const verdicts = posterIds.map((id) => ownVerdictsOf(store.db, id))
  const { yes, no } = agreedOn(own, ({ id }) =>
    verdicts.flatMap((said) => verdictWord(said.get(id) ?? null) ?? []),
  )
  const namesOf = (genres: readonly OwnGenreRow[]) => genres.map(({ name }) => name)
  return { yes: namesOf(yes), no: namesOf(no) }
}

/** Where posters that share an NFO file were judged differently, nothing is said of that genre. */
function agreedOn<Each>(
  genres: readonly Each[],
  saidOf: (genre: Each) => readonly (VerdictValue | undefined)[],
): { yes: Each[]; no: Each[] } {
  const only = (value: VerdictValue, other: VerdictValue) =>
    genres.filter((genre) => saidOf(genre).includes(value) && !saidOf(genre).includes(other))
  return { yes: only('yes', 'no'), no: only('no', 'yes') }
}

function saysOtherwise(said: SaidGenres, names: readonly string[], table: GenreTable): boolean {
  const named = new Set(mapGenres(names, table).genres)
  return said.yes.some((genre) => !named.has(genre)) || said.no.some((genre) => named.has(genre))
}
