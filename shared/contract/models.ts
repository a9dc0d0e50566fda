import { z } from 'zod'
import type { Genre } from '../domain/genres.ts'
import type { TrainingReport } from '../domain/report.ts'
import type { Scoreboard } from '../domain/scoreboard.ts'
import { method } from './define.ts'
import type { Level } from './values.ts'
import { none, pathText } from './values.ts'

export interface ModelInfo {
  id: string
  trunk: string
  parent: string | null
  createdAt: number | null
  current: boolean
  measures: Record<string, number | null>
  sha256: string
  trainedOn: string | null
}

/** Whether a model's files are what its maker left. Of one whose manifest cannot be used nothing else is known. */
export interface VerifiedModel extends Omit<ModelInfo, 'trunk' | 'sha256'> {
  trunk: string | null
  sha256: string | null
  intact: boolean
  problem: string | null
}

/** Levels of one genre and how good they are. Shares of 1; null where it never comes to it. */
export interface GenreFigures {
  likelyFrom: number | null
  maybeFrom: number
  /** Cross-fitted on films the model had not seen. */
  likelyPrecision: number | null
  likelyRecall: number | null
  maybePrecision: number | null
  maybeRecall: number | null
  /** Films of the genre among them. */
  support: number
}

/** What a model's manifest tells of one genre: its figures are those of the picture alone. */
export interface ModelGenre extends GenreFigures {
  name: Genre
  trainingPrevalence: number
  /** Of picture and title together; null for a model that reads no titles. */
  withTitle: GenreFigures | null
}

/** A model, and the report of its training where there is one. */
export interface ModelReport {
  model: ModelInfo & {
    title: string
    architecture: string
    input: { height: number; width: number }
    licence: string
    genres: ModelGenre[]
  }
  report: TrainingReport | null
}

/** What was said of one genre on the catalog's posters, of those where it is known. */
export interface SaidCounts {
  said: number
  right: number
}

/** How good the model in use is at one genre, on the catalog's own posters. */
export interface MeasuredGenre {
  name: Genre
  /** Posters of which it is known whether they are of the genre. */
  known: number
  /** Of these, those that are. */
  support: number
  /** Null without positives. */
  ap: number | null
  /** Too few of one kind to tell anything: under 25. */
  tooFew: boolean
  likely: SaidCounts
  /** Maybe or likely. */
  maybe: SaidCounts
}

/** What is said at a level of posters whose genres are known. */
export interface MeasuredLevel {
  /** `wrong[g][h]`: posters known to be g and known not to be h of which h is said; found ones on the diagonal. */
  wrong: number[][]
  /** Posters known to be of the genre of which the model says no genre. */
  nothing: number[]
}

/**
 * The model in use against what is known of the catalog's posters by a verdict or an NFO: those on the wall that have
 * been predicted. Tables in label order.
 */
export interface CatalogMeasures {
  model: string
  catalogRevision: number
  /** Posters of which at least one genre is known; of these those with verdicts, and those with an NFO. */
  posters: number
  byVerdict: number
  byNfo: number
  genres: MeasuredGenre[]
  /** `together[g][h]`: posters known to be both; on the diagonal those known to be g. */
  together: number[][]
  /** `apart[g][h]`: posters known to be g and known not to be h. */
  apart: number[][]
  likely: MeasuredLevel
  maybe: MeasuredLevel
}

export interface PredictReport {
  items: {
    path: string
    genres: { name: Genre; probability: number; level: Level | null }[]
    error: { code: string; message: string } | null
  }[]
  model: string
  backend: string
  /** Whether the title that was given had a say: the model reads titles, and it says something. */
  usedTitle: boolean
  seconds: number
}

/** How good a model is at one genre. */
export interface GenreMeasures {
  name: Genre
  /** The share of the judged films that are of the genre: what AP would be by chance. */
  prevalence: number
  /** Null without positives. */
  ap: number | null
  /** At the genre's threshold, as recall and F1; null when nothing was predicted. */
  precision: number | null
  /** Null without positives. */
  recall: number | null
  f1: number
  /** Films of the genre. */
  support: number
  tooFew: boolean
}

/** What a model is worth on films, under the names the command line prints. All but counts are shares of 1. */
export interface Measures {
  films: number
  labels: number
  /** Always at 0.5. */
  perLabelAccuracy: number
  predictNothingAccuracy: number
  genrePriorAccuracy: number
  /** The headline: mean average precision of the genres that have positives; null when none has. */
  macroMAP: number | null
  macroMAPInterval: [low: number, high: number] | null
  /** Without Foreign and TV Movie. */
  macroMAP18: number | null
  /** Over all film × genre pairs at once; null without positives. */
  microMAP: number | null
  microF1: number
  macroF1: number
  microF1At05: number
  macroF1At05: number
  /** At the likely levels: precision is null when nothing is likely, recall when no film has a genre. */
  likely: { precision: number | null; recall: number | null; perPoster: number }
  top1: number | null
  top3Hit: number | null
  coverageError: number
  rankingLoss: number
  ece: number
  ecePerGenre: { name: Genre; ece: number; expected: number }[]
  /** Brier skill over the prior. */
  brier: number | null
  /** How many genres macroMAP averages. */
  genresAveraged: number
  perGenre: GenreMeasures[]
}

/** The `evaluate` document of the command line. */
export interface EvaluateReport extends Measures, Scoreboard {
  /** The same with the films' titles; null where that was not asked, and for a model that does not read titles. */
  withTitle: (Measures & Scoreboard) | null
  /** The other model beside it; null where none was named, or not every film could be read again for it. */
  previousId: string | null
  model: string
  backend: string
  seconds: number
}

export const modelsContract = {
  'models.list': method<{ models: ModelInfo[] }>()(
    'read',
    'The model versions there are; one without a usable manifest is left to `models.verify`.',
    none,
  ),
  'models.verify': method<{ models: VerifiedModel[] }>()(
    'read',
    'Checks every model’s files against their checksums and labels.',
    none,
  ),
  'models.predict': method<PredictReport>()(
    'read',
    'Predicts picture files without a catalog.',
    z.strictObject({
      files: z.array(pathText).min(1).max(10_000),
      model: z.string().max(4096).nullable().default(null),
      /** Of the film that all the files are of. */
      title: z.string().max(10_000).nullable().default(null),
      year: z.int().min(1870).max(2100).nullable().default(null),
    }),
  ),
  'models.report': method<ModelReport>()(
    'read',
    'A model as its manifest tells it, with the report of its training where there is one.',
    z.strictObject({ model: z.string().max(64).nullable().default(null) }),
  ),
  'models.measured': method<CatalogMeasures>()(
    'read',
    'The model in use against the posters whose genres are known from verdicts and NFOs.',
    none,
  ),
  'models.evaluate': method<EvaluateReport>()(
    'read',
    'Measures a model on a dataset folder.',
    z.strictObject({
      dataset: pathText,
      model: z.string().max(4096).nullable().default(null),
      only: pathText.nullable().default(null),
      withTitle: z.boolean().default(false),
      /** Id or folder of another model to set beside it, on the same films. */
      compare: z.string().max(4096).nullable().default(null),
    }),
  ),
}
