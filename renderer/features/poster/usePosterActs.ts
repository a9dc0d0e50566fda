import type { PosterDetail } from '#shared/contract/poster.ts'
import { t } from '../../i18n.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { useNoticesStore } from '../../stores/notices.ts'
import { useProblemsStore } from '../../stores/problems.ts'
import type { Edit, Mark } from './edits.ts'
import type { HistoryEntry } from './history.ts'
import { historyWords, revertOf } from './history.ts'

/**
 * What is done to one poster as a whole. Each is one step of undo; a refusal is said in the status line.
 * @param reload asks for the poster again, after a refusal too: the page may be older than the catalog
 */
export function usePosterActs(poster: () => PosterDetail | null, reload: () => void) {
  const connection = useConnectionStore()
  const notices = useNoticesStore()
  const problems = useProblemsStore()

  const act = async (run: (shown: PosterDetail) => Promise<unknown>, done: string) => {
    const shown = poster()
    if (shown === null) return
    try {
      await run(shown)
      notices.say(done)
    } catch (error) {
      notices.warn(error)
    }
    reload()
  }

  const sendEdit = ({ id, revision }: PosterDetail, edit: Edit) =>
    connection.call('poster.edit', { id, revision, ...edit })
  const sendMark = ({ id }: PosterDetail, mark: Mark) =>
    connection.call('poster.mark', { posterIds: [id], ...mark })

  const sendRevert = (shown: PosterDetail, entry: HistoryEntry) => {
    const revert = revertOf(entry, shown)
    if (revert === null) return Promise.resolve()
    if (revert.kind === 'edit') return sendEdit(shown, revert.edit)
    if (revert.kind === 'mark') return sendMark(shown, revert.mark)
    if (revert.kind === 'own') {
      const { id, verdict } = revert
      return connection.call('own.set', { id, posterIds: [shown.id], verdict, revision: shown.revision })
    }
    const { genre, verdict } = revert
    return connection.call('labels.set', { posterId: shown.id, genre, verdict, revision: shown.revision })
  }

  return {
    edit: (edit: Edit) => {
      const value = edit.title ?? edit.year ?? null
      const words =
        value === null ? t('poster.edit.fileAgain') : t('poster.edit.saved', { value: String(value) })
      return act((shown) => sendEdit(shown, edit), words)
    },
    mark: (mark: Mark, done: string) => act((shown) => sendMark(shown, mark), done),
    revert: (entry: HistoryEntry) =>
      act((shown) => sendRevert(shown, entry), t('poster.history.reverted', { entry: historyWords(entry) })),
    /** Takes a poster out of its stack, for good. */
    unstack: () =>
      act((shown) => {
        const stack = shown.siblings.filter(({ stacked }) => stacked).map(({ id }) => id)
        return problems.decide([shown.id, ...stack], 'apart')
      }, t('poster.facts.unstacked')),
  }
}

export type PosterActs = ReturnType<typeof usePosterActs>
