import { shallowRef, watch } from 'vue'
import type { Genre } from '#shared/domain/genres.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { useSettingsStore } from '../../stores/settings.ts'

/** Of each genre, whether it is ever called likely at the level chosen now, and how often that is right where measured. */
export type Reliability = ReadonlyMap<Genre, { isEver: boolean; share: number | null }>

/** The measured reliability of every genre, asked again when a level changes. Any poster tells it: it is the model's. */
export function useReliability() {
  const connection = useConnectionStore()
  const settings = useSettingsStore()
  const reliability = shallowRef<Reliability>(new Map())
  let posterId: number | null = null

  const load = async () => {
    try {
      posterId ??= (await connection.call('library.ids', { filter: {} })).ids[0] ?? null
      if (posterId === null) return
      const { genres } = await connection.call('poster.get', { id: posterId })
      reliability.value = new Map(
        genres.map(({ name, likelyFrom, reliability: share }) => [
          name,
          { isEver: likelyFrom !== null, share },
        ]),
      )
    } catch {
      // Without a measure the list shows none; the choice works all the same.
      posterId = null
    }
  }
  connection.whenOnline(() => void load())
  watch(() => settings.revision, load)
  return reliability
}
