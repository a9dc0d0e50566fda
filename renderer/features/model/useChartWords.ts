import { computed } from 'vue'
import type { ChartWords } from '#shared/domain/chart-parts.ts'
import { numberWords, shareWords } from '../../components/words.ts'
import { genreName, t } from '../../i18n.ts'
import { figureWords } from './figures.ts'

/** What stands at the axes of charts, in the window's language. */
export function useChartWords() {
  return computed<ChartWords>(() => ({
    share: (value) => shareWords(value, value > 0 && value < 0.1 ? 1 : 0),
    figure: (value) => figureWords(value, 1),
    count: numberWords,
    genre: genreName,
    epoch: t('model.epoch'),
    recall: t('model.recall'),
    precision: t('model.rightOfNamed'),
    said: t('model.said'),
    wasSo: t('model.wasSo'),
  }))
}
