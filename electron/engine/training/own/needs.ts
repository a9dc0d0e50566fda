import type { OwnFilms, OwnNeeds } from '#shared/contract/own.ts'

/**
 * From when on what can be told of a genre of the user's own. Half of the no are of look-alikes, which are what a person
 * would otherwise find among the first, and half are not, by which it is judged. What was drawn by chance tells how
 * common the genre is, without which there is no percentage.
 */
export const OWN_NEEDS: OwnNeeds = { yes: 12, no: 12, alikeNo: 6, scored: 50, chance: 10, auc: 0.65 }

export function isEnough({ yes, no, alikeNo }: OwnFilms): boolean {
  const otherNo = OWN_NEEDS.no - OWN_NEEDS.alikeNo
  return yes >= OWN_NEEDS.yes && alikeNo >= OWN_NEEDS.alikeNo && no - alikeNo >= otherNo
}

export function isEnoughForPercentages({ yes, no, chance }: OwnFilms): boolean {
  return yes + no >= OWN_NEEDS.scored && chance >= OWN_NEEDS.chance
}
