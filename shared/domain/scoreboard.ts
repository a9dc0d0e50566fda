import type { Genre } from './genres.ts'
import type { Headline, HeadlineMeasure, ReportInterval } from './report.ts'

/** What films are told apart by: when they came out, where their pictures are from, whether these have colours. */
export const SLICE_KINDS = ['decade', 'art', 'colour'] as const
export type SliceKind = (typeof SLICE_KINDS)[number]

/** Of fewer films than this nothing is told. */
export const LEAST_SLICE_FILMS = 50

/** What is measured of each slice. */
export const SLICE_MEASURES = [
  'macroMAP',
  'microMAP',
  'likelyPrecision',
] as const satisfies readonly HeadlineMeasure[]
export type SliceMeasure = (typeof SLICE_MEASURES)[number]

/** Films that have something in common, and what a model is worth on them. */
export interface Slice {
  /** The first of ten years, a source as the metadata names it, `colour` or `grayscale`; null: not known. */
  name: string | null
  films: number
  /** Too few to tell anything: then there are no intervals, and nothing is a result. */
  tooFew: boolean
  /** How many genres macro mAP averages: those that enough of these films have. */
  genresAveraged: number
  /** The measures of a slice, each beside its rivals on the same films. */
  headlines: Record<SliceMeasure, Headline>
  /** Genres called likely of a film. */
  likelyPerPoster: { value: number; interval: ReportInterval | null }
}

/** Every film is in one slice of each kind; null where the metadata does not tell of any. */
export type Slices = Record<SliceKind, Slice[] | null>

/** Whether probabilities mean what they say, genre by genre. */
export interface CalibrationFigures {
  /** Whether the model was calibrated on these very films; then each is judged by a calibration fitted without it. */
  crossFitted: boolean
  /** The mean of the genres' expected calibration errors. */
  ece: number
  /** Its floor: what a perfectly calibrated model would show on the same scores, by chance alone. */
  expected: number
  /** Genres whose Brier skill over the genre prior is above 0. */
  skilled: number
  /** In label order. */
  perGenre: {
    name: Genre
    ece: number
    expected: number
    /** Null when the prior is never wrong. */
    brierSkill: number | null
  }[]
}

/** A model beside its rivals: on all films, and on those that have something in common. */
export interface Scoreboard {
  headlines: Headline[]
  calibration: CalibrationFigures
  slices: Slices
}
