import { GENRES } from '#shared/domain/genres.ts'
import type { DecadeFigures, LevelFigures } from '#shared/domain/report.ts'
import type { LevelAnswers } from '../levels.ts'

/**
 * How often a level was right about one genre, and how much of it was found.
 * @param said 0 or 1, films × 20; `truth` likewise
 * @param films of these places only; all without
 */
export function figuresOf(
  said: Uint8Array,
  truth: Uint8Array,
  label: number,
  films: readonly number[] = Array.from({ length: truth.length / GENRES.length }, (_, film) => film),
): LevelFigures {
  let [predicted, right, support] = [0, 0, 0]
  for (const film of films) {
    const pair = film * GENRES.length + label
    predicted += said[pair] as number
    support += truth[pair] as number
    right += (said[pair] as number) & (truth[pair] as number)
  }
  return {
    said: predicted,
    precision: predicted === 0 ? null : right / predicted,
    recall: support === 0 ? null : right / support,
  }
}

/** The same for the films of each ten years, earliest first; films without a year are in none. */
export function decadeFigures(
  films: readonly { year: number | null }[],
  answers: LevelAnswers,
  { truth, label }: { truth: Uint8Array; label: number },
): DecadeFigures[] {
  const decades = Map.groupBy(
    films.flatMap(({ year }, film) => (year === null ? [] : [{ from: year - (year % 10), film }])),
    ({ from }) => from,
  )
  return [...decades]
    .toSorted(([left], [right]) => left - right)
    .map(([from, members]) => {
      const places = members.map(({ film }) => film)
      return {
        from,
        likely: figuresOf(answers.likely, truth, label, places),
        maybe: figuresOf(answers.maybe, truth, label, places),
      }
    })
}
