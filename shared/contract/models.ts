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

/** The `evaluate` document of the command line, without what the process adds. */
export type EvaluateReport = Record<string, unknown> & {
  films: number
  macroMAP: number | null
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
