import { fitMap } from '../teach/map-logistic.ts'
import type { OwnFilm } from './own-films.ts'

/** What makes a head's logit mean what it says: scale × logit + shift. */
export interface OwnCalibration {
  scale: number
  shift: number
}

/** The scale, beside one, and the shift may be off by so much before anything is seen. */
const DEVIATIONS = [0.5, 3] as const

/**
 * Platt scaling (Platt 1999) of cross-validated logits, with his softened targets; then from the share of yes among
 * the verdicts to that among posters drawn by chance (Prentice and Pyke 1979; King and Zeng 2001).
 * @param logits of each film, by a head learned without it
 * @returns null where more of a logit would mean less
 */
export function calibrate(films: readonly OwnFilm[], logits: Float64Array): OwnCalibration | null {
  const yes = weightOf(films, true)
  const no = weightOf(films, false)
  const targets = Float64Array.from(films, ({ isYes }) => (isYes ? (yes + 1) / (yes + 2) : 1 / (no + 2)))
  const [more = 0, shift = 0] = fitMap(
    {
      matrix: Float32Array.from([...logits].flatMap((logit) => [logit, 1])),
      columns: 2,
      offsets: logits,
      targets,
      weights: Float64Array.from(films, ({ weight }) => weight),
    },
    { deviations: Float64Array.from(DEVIATIONS) },
  )
  if (1 + more <= 0) return null
  return { scale: 1 + more, shift: shift + Math.log(commonOdds(films)) - Math.log(yes / no) }
}

/** Odds of the genre among films drawn by chance, with half of one of each beside them (Jeffreys 1946). */
function commonOdds(films: readonly OwnFilm[]): number {
  const drawn = films.filter(({ isDrawn }) => isDrawn)
  return (weightOf(drawn, true) + 0.5) / (weightOf(drawn, false) + 0.5)
}

function weightOf(films: readonly OwnFilm[], isYes: boolean): number {
  return films.reduce((sum, film) => sum + (film.isYes === isYes ? film.weight : 0), 0)
}
