import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { OwnAsked, OwnGenre, OwnGenres, OwnNeeds } from '#shared/contract/own.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import { countText } from '../components/words.ts'
import { t } from '../i18n.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'
import { useFilterStore } from './filter.ts'
import { useLabelsStore } from './labels.ts'
import { useLibraryStore } from './library.ts'
import { useNoticesStore } from './notices.ts'
import type { Verdict } from './verdict-words.ts'
import { namedChangeWords, nextForAll, nextVerdict } from './verdict-words.ts'

const REFRESH_INTERVAL_MS = 500
/** As many as the engine takes at once. */
export const MOST_AT_ONCE = 500

/** Genres of the user's own: which there are, what can be told of them, and saying yes and no. */
export const useOwnStore = defineStore('own', () => {
  const connection = useConnectionStore()
  const labels = useLabelsStore()
  const library = useLibraryStore()
  const notices = useNoticesStore()
  const genres = shallowRef<readonly OwnGenre[]>([])
  const needs = shallowRef<OwnNeeds | null>(null)

  const take = (answer: OwnGenres) => {
    genres.value = answer.genres
    needs.value = answer.needs
  }

  const load = async () => {
    if (connection.state !== 'online') return
    // Without them the side only lacks their rows; whoever changes one is told what is wrong.
    await connection.call('own.list', {}).then(take, () => undefined)
  }
  const loading = createCoalescer(load, REFRESH_INTERVAL_MS)
  connection.on('own.changed', () => loading.request())
  connection.on('catalog.changed', () => loading.request())
  // New posters are looked at when a scan has ended.
  connection.on('job.changed', ({ state }) => {
    if (state === 'done') loading.request()
  })
  connection.whenOnline(loading.request)

  /** Those whose posters can only be put in order. */
  const rankedIds = computed(() =>
    genres.value.filter(({ learned }) => learned?.standing === 'ranked').map(({ id }) => id),
  )
  watch(rankedIds, useFilterStore().learnRankedOwn)

  const verdictsOf = async (posterIds: number[], ownGenreId: number): Promise<Verdict[]> => {
    const answer = await connection.call('own.verdicts', { posterIds })
    return answer.map(({ verdicts }) => verdicts[ownGenreId] ?? null)
  }

  const say = async (
    { id }: OwnGenre,
    posterIds: number[],
    said: { verdict: Verdict; words: string; asked?: OwnAsked },
  ) => {
    const { verdict, words, asked = null } = said
    await connection.call('own.set', { id, posterIds, verdict, asked })
    library.markJudged(posterIds)
    // The next letter on one of them needs its revision as it is now.
    await labels.relearn(posterIds)
    notices.say(words, labels.undoIt())
  }

  const sayOfOne = (
    poster: { id: number; title: string | null },
    genre: OwnGenre,
    choose: (from: Verdict) => Verdict,
    asked?: OwnAsked,
  ) =>
    labels.inTurn(async () => {
      const [from = null] = await verdictsOf([poster.id], genre.id)
      const verdict = choose(from)
      if (verdict === from) return
      const what = namedChangeWords(genre.name, from, verdict)
      const words = poster.title === null ? what : t('labels.onTitle', { what, title: poster.title })
      await say(genre, [poster.id], { verdict, words, ...(asked === undefined ? {} : { asked }) })
    }, [poster.id])

  return {
    genres,
    needs,
    withId: (id: number | null) => genres.value.find((genre) => genre.id === id),
    /** The genre with a digit for its key. */
    withKey: (key: string) => genres.value.find((genre) => genre.key === key),
    rankedIds,
    /** @throws AppError */
    add: async (name: string) => take(await connection.call('own.add', { name })),
    /** @throws AppError */
    rename: async (id: number, name: string) => take(await connection.call('own.rename', { id, name })),
    /** @throws AppError */
    remove: async (id: number) => take(await connection.call('own.remove', { id })),
    /** Says yes or no; saying the same again clears it. */
    press: (poster: { id: number; title: string | null }, genre: OwnGenre, value: VerdictValue) =>
      sayOfOne(poster, genre, (from) => (from === value ? null : value)),
    /** What a digit does: yes, no, cleared. */
    cycle: (poster: { id: number; title: string | null }, genre: OwnGenre) =>
      sayOfOne(poster, genre, nextVerdict),
    /** An answer to a suggestion. */
    answer: (
      poster: { id: number; title: string | null; asked: OwnAsked },
      genre: OwnGenre,
      verdict: Verdict,
    ) => sayOfOne(poster, genre, () => verdict, poster.asked),
    /** What a digit does to many: yes where they differ. */
    cycleMany: (posterIds: number[], genre: OwnGenre) =>
      labels.inTurn(async () => {
        if (posterIds.length > MOST_AT_ONCE) {
          notices.say(t('own.tooMany', { count: MOST_AT_ONCE }))
          return
        }
        const verdict = nextForAll(await verdictsOf(posterIds, genre.id))
        const act = namedChangeWords(genre.name, null, verdict)
        const words = `${act}, ${countText('common.posters', posterIds.length)}`
        await say(genre, posterIds, { verdict, words })
      }, posterIds),
  }
})
