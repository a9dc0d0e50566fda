import type { OwnGenre, OwnNeeds } from '#shared/contract/own.ts'
import { t } from '../../i18n.ts'

/** What can be told of a genre, and what would make it more; null before anything was learned. */
export function standingWords({ learned, isLearning }: OwnGenre, needs: OwnNeeds): string {
  if (learned === null) return t(isLearning ? 'own.learning' : 'own.notLearned')
  const { standing, films } = learned
  if (standing === 'untold') return t('own.untold')
  if (standing === 'scored') return t('own.scored')
  if (standing === 'ranked') {
    const said = films.yes + films.no
    return said < needs.scored
      ? t('own.ranked', { needed: needs.scored, said })
      : t('own.rankedChance', { needed: needs.chance, drawn: films.chance })
  }
  if (films.yes < needs.yes || films.no < needs.no) {
    return t('own.few', { needed: needs.yes, neededNo: needs.no, yes: films.yes, no: films.no })
  }
  return films.alikeNo < needs.alikeNo
    ? t('own.fewAlike', { needed: needs.alikeNo, said: films.alikeNo })
    : t('own.fewOthers', { needed: needs.no - needs.alikeNo, said: films.no - films.alikeNo })
}

/** "In 8 of 10 pairs one that is comes before one that is not"; null where nothing can be put in order. */
export function orderWords({ learned }: OwnGenre): string | null {
  const isOrdered = learned?.standing === 'ranked' || learned?.standing === 'scored'
  if (!isOrdered || learned.auc === null) return null
  return t('own.order', { right: Math.round(learned.auc * 10) })
}
