import { z } from 'zod'
import type { Genre } from '../domain/genres.ts'
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

export interface PredictReport {
  items: {
    path: string
    genres: { name: Genre; probability: number; level: Level | null }[]
    error: { code: string; message: string } | null
  }[]
  model: string
  backend: string
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
export interface EvaluateReport extends Measures {
  /** The same with the film's title; null for a model that does not read titles. */
  withTitle: Measures | null
  model: string
  backend: string
  seconds: number
}

export const modelsContract = {
  'models.list': method<{ models: ModelInfo[] }>()('read', 'The model versions there are.', none),
  'models.verify': method<{ models: (ModelInfo & { intact: boolean; problem: string | null })[] }>()(
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
    }),
  ),
  'models.evaluate': method<EvaluateReport>()(
    'read',
    'Measures a model on a dataset folder.',
    z.strictObject({
      dataset: pathText,
      model: z.string().max(4096).nullable().default(null),
      only: pathText.nullable().default(null),
    }),
  ),
}
