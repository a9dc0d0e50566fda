import { ref } from 'vue'
import { saveText } from '../../api/shell.ts'
import { countText } from '../../components/words.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { useFilterStore } from '../../stores/filter.ts'
import { useNoticesStore } from '../../stores/notices.ts'

const FILE_NAME = 'onesheet-posters.csv'
/** So many rows are some megabytes, and the engine goes on answering others between them. */
const ROWS_AT_ONCE = 2_000

/** Saves what the wall shows as a table, in its order, with what the model says of each genre. */
export function useSaveTable() {
  const connection = useConnectionStore()
  const filterStore = useFilterStore()
  const notices = useNoticesStore()
  const isSaving = ref(false)

  return {
    isSaving,
    save: async (): Promise<void> => {
      isSaving.value = true
      try {
        const {
          asked: filter,
          filter: { sort, descending },
        } = filterStore
        const pieces: string[] = []
        let [rows, after] = [0, null as string | null]
        do {
          const params = { filter, sort, descending, limit: ROWS_AT_ONCE, after }
          const page = await connection.call('library.csv', params)
          pieces.push(page.text)
          rows = page.total
          after = page.next
        } while (after !== null)
        if (await saveText(FILE_NAME, pieces.join(''))) notices.say(countText('wall.tableSaved', rows))
      } catch (error) {
        notices.warn(error)
      } finally {
        isSaving.value = false
      }
    },
  }
}
