import type { Scores } from './average-precision.ts'

export interface RankingMeasures {
  /** The share of films whose first label is right; of films with at least one label, null when there is none. */
  top1: number | null
  /** The share of films with at least one right label among the first three; of the same films. */
  top3Hit: number | null
  coverageError: number
  rankingLoss: number
}

/**
 * How well every film's labels come before the others.
 *
 * - top1 and top3Hit: equal scores go by label order. A film without labels cannot be hit, whatever the model says, so
 *   it is not counted.
 * - coverageError, as scikit-learn's `coverage_error`: how many labels must be named until all of a film's are; equal
 *   scores count as named together, a film without labels needs none.
 * - rankingLoss, as scikit-learn's `label_ranking_loss`: the share of pairs of a right and a wrong label where the wrong
 *   one comes first or level; 0 for a film with no label or all of them.
 */
export function rankingMeasures(scores: Scores, truth: Uint8Array, labelCount: number): RankingMeasures {
  const films = truth.length / labelCount
  const sums = { labelled: 0, top1: 0, top3: 0, coverage: 0, loss: 0 }
  for (let film = 0; film < films; film++) {
    const row = scores.subarray(film * labelCount, (film + 1) * labelCount)
    const labels = truth.subarray(film * labelCount, (film + 1) * labelCount)
    if (!labels.includes(1)) continue
    const place = firstRightPlace(row, labels)
    sums.labelled++
    if (place < 1) sums.top1++
    if (place < 3) sums.top3++
    sums.coverage += coverage(row, labels)
    sums.loss += lossOf(row, labels)
  }
  return {
    top1: sums.labelled === 0 ? null : sums.top1 / sums.labelled,
    top3Hit: sums.labelled === 0 ? null : sums.top3 / sums.labelled,
    coverageError: sums.coverage / films,
    rankingLoss: sums.loss / films,
  }
}

/** The place, from 0, of the best right label: how many labels come before it, an equal one of earlier order included. */
function firstRightPlace(row: Scores, labels: Uint8Array): number {
  let best = -1
  for (let label = 0; label < labels.length; label++) {
    if (labels[label] === 1 && (best < 0 || (row[label] as number) > (row[best] as number))) best = label
  }
  let before = 0
  for (let label = 0; label < labels.length; label++) {
    const [score, bestScore] = [row[label] as number, row[best] as number]
    if (score > bestScore || (score === bestScore && label < best)) before++
  }
  return before
}

function coverage(row: Scores, labels: Uint8Array): number {
  let lowest = Infinity
  for (let label = 0; label < labels.length; label++) {
    if (labels[label] === 1) lowest = Math.min(lowest, row[label] as number)
  }
  let named = 0
  for (const score of row) if (score >= lowest) named++
  return named
}

function lossOf(row: Scores, labels: Uint8Array): number {
  let wrong = 0
  let pairs = 0
  for (let right = 0; right < labels.length; right++) {
    if (labels[right] !== 1) continue
    for (let other = 0; other < labels.length; other++) {
      if (labels[other] === 1) continue
      pairs++
      if ((row[other] as number) >= (row[right] as number)) wrong++
    }
  }
  return pairs === 0 ? 0 : wrong / pairs
}
