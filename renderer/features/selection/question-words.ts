import { countText, numberWords } from '../../components/words.ts'
import { genreName, t } from '../../i18n.ts'
import type { BulkQuestion } from '../../stores/bulk.ts'

const ASK = { yes: 'selection.askYes', no: 'selection.askNo', clear: 'selection.askClear' } as const
const DO = { yes: 'selection.doYes', no: 'selection.doNo', clear: 'selection.doClear' } as const

/** What is asked before an act on very many posters: "Say yes to Horror on 36,512 posters?" */
export function questionWords({ act, count }: BulkQuestion): { title: string; text: string; act: string } {
  switch (act.kind) {
    case 'say': {
      const verdict = act.verdict ?? 'clear'
      const values = { genre: genreName(act.genre), count: numberWords(count) }
      return { title: t(ASK[verdict], values, count), text: t('selection.oneUndo'), act: t(DO[verdict]) }
    }
    case 'confirm':
      return {
        title: countText('selection.askConfirm', count),
        text: t('selection.oneUndo'),
        act: t('selection.doConfirm'),
      }
    case 'hide':
      return {
        title: countText('selection.askHide', count),
        text: t('selection.oneUndoMark'),
        act: t('selection.doHide'),
      }
    case 'no-poster':
      return {
        title: countText('selection.askNoPoster', count),
        text: t('selection.oneUndoMark'),
        act: t('selection.doNoPoster'),
      }
  }
}
