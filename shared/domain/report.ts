import type { Measures } from '../contract/models.ts'
import type { Genre } from './genres.ts'
import type { Scoreboard } from './scoreboard.ts'

/** A 95 % interval. */
export type ReportInterval = [low: number, high: number]

/** The measures that a report sets beside what needs no model; accuracy is among them so that nobody is fooled by it. */
export const HEADLINE_MEASURES = [
  'macroMAP',
  'macroMAP18',
  'microMAP',
  'top1',
  'top3Hit',
  'likelyPrecision',
  'microF1',
  'macroF1',
  'perLabelAccuracy',
  'coverageError',
  'rankingLoss',
  'brier',
] as const
export type HeadlineMeasure = (typeof HEADLINE_MEASURES)[number]

/** What a model is compared with, on the same films. */
export interface Rival {
  value: number | null
  /** The model's value minus this one. */
  difference: number | null
  /** Of the difference, paired by film; null where the other's answers on these films are not known. */
  interval: ReportInterval | null
  /** `same`: chance alone may explain the difference. Null where it cannot be told. */
  verdict: 'better' | 'worse' | 'same' | null
}

/** One measure of the model beside those of its rivals. */
export interface Headline {
  measure: HeadlineMeasure
  value: number | null
  interval: ReportInterval | null
  isHigherBetter: boolean
  /** Whoever says no genre of any film. */
  nothing: Rival
  /** Whoever says of every film what the training films are in general. */
  prior: Rival
  /** The model used before, where there is one. */
  previous: Rival | null
  /** Whether the model is better than every rival: nothing else may be called a result. */
  isHeadlined: boolean
}

/** One epoch of training, judged on the validation films. */
export interface ReportEpoch {
  /** From 1. */
  epoch: number
  loss: number
  valLoss: number | null
  seconds: number
  /** At the end of the epoch; null where it is not known. */
  learningRate: number | null
  macroMAP: number | null
  microMAP: number | null
  perLabelAccuracy: number | null
  /** At 0.5: there are no levels yet. */
  microF1: number | null
  top3Hit: number | null
}

/** Precision and recall when a label is said from a score on. */
export interface CurvePoint {
  recall: number
  precision: number
  threshold: number
}

/** Films (or film × genre pairs) of about the same score. */
export interface ReliabilityBin {
  /** The mean of what the model said. */
  score: number
  /** How often it was so. */
  share: number
  count: number
}

/** Calibration of one genre, or of all answers at once. */
export interface Reliability {
  bins: ReliabilityBin[]
  /** Expected calibration error. */
  ece: number
  /** What a perfectly calibrated model would show on the same scores, by chance alone. */
  expected: number
}

export interface GenreReport {
  name: Genre
  /** Validation films of the genre. */
  support: number
  /** Too few positives to tell anything: under 25. */
  tooFew: boolean
  /** The share of the validation films: what AP would be by chance. */
  prevalence: number
  trainingPrevalence: number
  /** Null without positives. */
  ap: number | null
  /** AP minus prevalence. */
  gain: number | null
  gainInterval: ReportInterval | null
  /** Whether the genre is told better than by chance; null where it cannot be said. */
  verdict: 'better' | 'worse' | 'same' | null
  /** Thresholds; likely null for a weak genre. */
  likelyFrom: number | null
  maybeFrom: number
  /** How often each level was right, and how many of the genre it found; cross-fitted. */
  likely: LevelFigures
  maybe: LevelFigures
  /** How often each level was right in each ten years, earliest first; missing in reports of earlier versions. */
  decades?: DecadeFigures[] | undefined
  curve: CurvePoint[]
  reliability: Reliability
}

/** What the levels said of one genre among the films of ten years. */
export interface DecadeFigures {
  /** The first of the ten years, a multiple of ten. */
  from: number
  likely: LevelFigures
  maybe: LevelFigures
}

/** What a level said of one genre. */
export interface LevelFigures {
  /** Films said to be of the genre. */
  said: number
  /** Null when nothing was said. */
  precision: number | null
  /** Null without positives. */
  recall: number | null
}

/**
 * What was said of films that truly are of each genre, genre by genre in label order. A film has several genres, so
 * saying another one of it is only wrong where the film is not of that one too.
 */
export interface Confusion {
  /** `said[g][h]`: films truly of g of which h was said. On the diagonal what was found. */
  said: number[][]
  /** `wrong[g][h]`: of these, the films that are not of h. 0 on the diagonal. */
  wrong: number[][]
  /** Films of each genre of which no genre at all was said. */
  nothing: number[]
  /** Films of which each genre was said, right or wrong. */
  predicted: number[]
}

/** A film that the model knew best or least. */
export interface ReportFilm {
  /** The name under which the dataset has its picture. */
  file: string
  title: string
  year: number | null
  genres: Genre[]
  /** At least the three likeliest, and all that are maybe. */
  predicted: { name: Genre; probability: number; level: 'likely' | 'maybe' | null }[]
  /** Mean binary cross-entropy over the genres. */
  loss: number
}

/** What was read, left out and split. */
export interface ReportCounts {
  /** Films that the dataset has, before anything was left out. */
  read: number
  /** By reason: what could not be used. */
  leftOut: Record<string, number>
  /** By filter: what a person chose to leave out. */
  filtered: Record<string, number>
  training: number
  validation: number
  /** Pictures that one epoch shows, augmented copies among them. */
  samples: number
}

/** The machine that trained, as a person would tell of it. */
export interface ReportMachine {
  cpu: string
  cores: number
  memoryBytes: number
  platform: string
  node: string
  backend: string
}

/**
 * Everything that a training run leaves to look at; `report.json` beside the model and, drawn, `report.html`. It holds no
 * path of the machine and no picture.
 */
export interface TrainingReport {
  format: 1
  model: {
    id: string
    title: string
    architecture: string
    variant: string | null
    input: { height: number; width: number }
    parameters: { trainable: number; total: number } | null
  }
  /** Milliseconds since 1970. */
  createdAt: number
  seed: number
  /**
   * Whether altered copies of one film are among the films it learned from and those it was judged on: then its figures
   * say what it remembers, and none is a result.
   */
  sharesFilms: boolean
  measures: Measures
  headlines: Headline[]
  /** Missing in reports of earlier versions, as the slices are. Cross-fitted where it was calibrated on these films. */
  calibration?: Scoreboard['calibration'] | undefined
  slices?: Scoreboard['slices'] | undefined
  previousId: string | null
  epochs: ReportEpoch[]
  /** The epoch whose weights the model has; null where none was judged. */
  best: number | null
  stoppedEarly: boolean
  genres: GenreReport[]
  /** All film × genre pairs at once. */
  pooled: { curve: CurvePoint[]; reliability: Reliability }
  /** `together[g][h]`: films truly of both; on the diagonal the films of g. */
  together: number[][]
  /** At each level, cross-fitted; maybe is maybe or likely. */
  confusion: { likely: Confusion; maybe: Confusion }
  films: { best: ReportFilm[]; worst: ReportFilm[] }
  /** Training pictures of each genre in label order, as they are and as they are shown. */
  distribution: { before: number[]; after: number[] }
  counts: ReportCounts
  settings: Record<string, string | number | boolean | null>
  machine: ReportMachine
}

/** Share of the weights it started from in the finished ones (`train --keep-start`); 0 in reports of earlier versions. */
export function keptStart({ settings }: Pick<TrainingReport, 'settings'>): number {
  const share = settings['keepStart']
  return typeof share === 'number' ? share : 0
}
