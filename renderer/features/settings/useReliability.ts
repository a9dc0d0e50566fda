import { shallowRef } from 'vue'
import type { ModelGenre } from '#shared/contract/models.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { useConnectionStore } from '../../stores/connection.ts'

/** What the manifest of the model in use tells of every genre; nothing while it is not known. */
export function useReliability() {
  const connection = useConnectionStore()
  const genres = shallowRef<ReadonlyMap<Genre, ModelGenre>>(new Map())
  connection.whenOnline(async () => {
    try {
      const { model } = await connection.call('models.report', {})
      genres.value = new Map(model.genres.map((genre) => [genre.name, genre]))
    } catch {
      // Without a measure the list shows none; the choice works all the same.
    }
  })
  return genres
}
