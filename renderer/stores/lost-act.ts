import { watch } from 'vue'
import type { LabelResult } from '#shared/contract/labels.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { numberWords } from '../components/words.ts'
import { t } from '../i18n.ts'
import type { Verdict } from './verdict-words.ts'

/** An act whose answer did not come: the connection fell first. */
export interface LostAct {
  posterIds: readonly number[]
  changes: readonly { genre: Genre; verdict: Verdict }[]
}

/** What became of it, once the posters can be asked: it is saved whole, not at all, or the posters differ. */
export function lostWords(
  { posterIds, changes }: LostAct,
  posters: readonly Pick<LabelResult, 'id' | 'verdicts'>[],
): string {
  const saved = posters.filter(({ verdicts }) =>
    changes.every(({ genre, verdict }) => (verdicts[genre] ?? null) === verdict),
  ).length
  if (saved === 0) return t('labels.lostNone')
  if (saved === posterIds.length) return t('labels.lostSaved')
  return t('labels.lostPart', { saved: numberWords(saved), count: numberWords(posterIds.length) })
}

/** Runs once when the engine answers again. */
export function onceBack(connection: { epoch: number }, run: () => void): void {
  const stop = watch(
    () => connection.epoch,
    () => {
      stop()
      run()
    },
  )
}
