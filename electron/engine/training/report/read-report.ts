import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { GENRES } from '#shared/domain/genres.ts'
import type { TrainingReport } from '#shared/domain/report.ts'
import { HEADLINE_MEASURES } from '#shared/domain/report.ts'
import { SLICE_MEASURES } from '#shared/domain/scoreboard.ts'
import type { Measures } from '#shared/contract/models.ts'

/*
 * The shape of `report.json`. A model's folder may come from anywhere, and the window draws what stands in it.
 */
const LABELS = GENRES.length
const number = z.number()
const known = z.number().nullable()
const text = z.string().max(10_000)
const genre = z.enum(GENRES)
const interval = z.tuple([number, number]).nullable()
const verdict = z.enum(['better', 'worse', 'same']).nullable()
const table = z.array(z.array(number).length(LABELS)).length(LABELS)
const perGenre = z.array(number).length(LABELS)
const counts = z.record(z.string(), number)

const rival = z.object({ value: known, difference: known, interval, verdict })
const headline = z.object({
  measure: z.enum(HEADLINE_MEASURES),
  value: known,
  interval,
  isHigherBetter: z.boolean(),
  nothing: rival,
  prior: rival,
  previous: rival.nullable(),
  isHeadlined: z.boolean(),
})
const epoch = z.object({
  epoch: number,
  loss: number,
  valLoss: known,
  seconds: number,
  learningRate: known,
  macroMAP: known,
  microMAP: known,
  perLabelAccuracy: known,
  microF1: known,
  top3Hit: known,
})
const curve = z.array(z.object({ recall: number, precision: number, threshold: number })).max(1000)
const reliability = z.object({
  bins: z.array(z.object({ score: number, share: number, count: number })).max(100),
  ece: number,
  expected: number,
})
const level = z.object({ said: number, precision: known, recall: known })
const genreReport = z.object({
  name: genre,
  support: number,
  tooFew: z.boolean(),
  prevalence: number,
  trainingPrevalence: number,
  ap: known,
  gain: known,
  gainInterval: interval,
  verdict,
  likelyFrom: known,
  maybeFrom: number,
  likely: level,
  maybe: level,
  decades: z
    .array(z.object({ from: number, likely: level, maybe: level }))
    .max(100)
    .optional(),
  curve,
  reliability,
})
const slices = z
  .array(
    z.object({
      name: z.string().max(200).nullable(),
      films: number,
      tooFew: z.boolean(),
      genresAveraged: number,
      headlines: z.record(z.enum(SLICE_MEASURES), headline),
      likelyPerPoster: z.object({ value: number, interval }),
    }),
  )
  .max(300)
  .nullable()
const calibration = z.object({
  crossFitted: z.boolean(),
  ece: number,
  expected: number,
  skilled: number,
  perGenre: z
    .array(z.object({ name: genre, ece: number, expected: number, brierSkill: known }))
    .length(LABELS),
})
const confusion = z.object({ said: table, wrong: table, nothing: perGenre, predicted: perGenre })
const film = z.object({
  file: text,
  title: text,
  year: known,
  genres: z.array(genre),
  predicted: z.array(
    z.object({ name: genre, probability: number, level: z.enum(['likely', 'maybe']).nullable() }),
  ),
  loss: number,
})

/** Of the measures only what is shown is looked at; the rest stays as it is. */
const measures = z.looseObject({
  films: number,
  labels: number,
  genresAveraged: number,
  perLabelAccuracy: number,
  predictNothingAccuracy: number,
  macroMAP: known,
  microMAP: known,
}) as unknown as z.ZodType<Measures>

const reportSchema = z.object({
  format: z.literal(1),
  model: z.object({
    id: text,
    title: text,
    architecture: text,
    variant: text.nullable(),
    input: z.object({ height: number, width: number }),
    parameters: z.object({ trainable: number, total: number }).nullable(),
  }),
  createdAt: number,
  seed: number,
  sharesFilms: z.boolean().default(false),
  measures,
  headlines: z.array(headline),
  calibration: calibration.optional(),
  slices: z.object({ decade: slices, art: slices, colour: slices }).optional(),
  previousId: text.nullable(),
  epochs: z.array(epoch),
  best: known,
  stoppedEarly: z.boolean(),
  genres: z.array(genreReport).length(LABELS),
  pooled: z.object({ curve, reliability }),
  together: table,
  confusion: z.object({ likely: confusion, maybe: confusion }),
  films: z.object({ best: z.array(film), worst: z.array(film) }),
  distribution: z.object({ before: perGenre, after: perGenre }),
  counts: z.object({
    read: number,
    leftOut: counts,
    filtered: counts,
    training: number,
    validation: number,
    samples: number,
  }),
  settings: z.record(z.string(), z.union([text, number, z.boolean(), z.null()])),
  machine: z.object({
    cpu: text,
    cores: number,
    memoryBytes: number,
    platform: text,
    node: text,
    backend: text,
  }),
}) satisfies z.ZodType<TrainingReport>

/** A report as it was written; null where it is none, or not whole. */
export function parseReport(json: string): TrainingReport | null {
  try {
    return reportSchema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

/** The report in a file; null where there is none, or it is not whole. */
export function readReport(path: string): TrainingReport | null {
  try {
    return parseReport(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
