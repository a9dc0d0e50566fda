import type { Confusion } from '#shared/domain/report.ts'

/** How many films have each two labels: `together[g][h]`, on the diagonal the films of g. */
export function coOccurrence(truth: Uint8Array, labelCount: number): number[][] {
  const together = emptyTable(labelCount)
  for (let film = 0; film < truth.length; film += labelCount) {
    const labels = labelsOf(truth, film, labelCount)
    for (const one of labels) for (const other of labels) addTo(together, one, other)
  }
  return together
}

/**
 * What was said of films that truly are of each label; see {@link Confusion} for what counts as wrong. A film of several
 * labels stands in the row of each.
 * @param said 1 where a label is said, row-major films × labels, as the truth
 */
export function confusionOf(said: Uint8Array, truth: Uint8Array, labelCount: number): Confusion {
  const confusion: Confusion = {
    said: emptyTable(labelCount),
    wrong: emptyTable(labelCount),
    nothing: Array.from({ length: labelCount }, () => 0),
    predicted: Array.from({ length: labelCount }, () => 0),
  }
  for (let film = 0; film < truth.length; film += labelCount) {
    const answers = labelsOf(said, film, labelCount)
    for (const answer of answers) confusion.predicted[answer] = (confusion.predicted[answer] ?? 0) + 1
    for (const label of labelsOf(truth, film, labelCount)) {
      if (answers.length === 0) confusion.nothing[label] = (confusion.nothing[label] ?? 0) + 1
      for (const answer of answers) {
        addTo(confusion.said, label, answer)
        if (truth[film + answer] !== 1) addTo(confusion.wrong, label, answer)
      }
    }
  }
  return confusion
}

function labelsOf(marks: Uint8Array, from: number, labelCount: number): number[] {
  const labels: number[] = []
  for (let label = 0; label < labelCount; label++) if (marks[from + label] === 1) labels.push(label)
  return labels
}

function emptyTable(size: number): number[][] {
  return Array.from({ length: size }, () => Array.from({ length: size }, () => 0))
}

function addTo(table: number[][], row: number, column: number): void {
  const cells = table[row]
  if (cells !== undefined) cells[column] = (cells[column] ?? 0) + 1
}
