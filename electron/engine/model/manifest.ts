import { z } from 'zod'

const fileSchema = z.strictObject({ name: z.string(), sha256: z.string().length(64), sizeBytes: z.int() })

export const levelsSchema = z.array(
  z.strictObject({
    name: z.string(),
    likely: z.number().nullable(),
    /** Likely for who wants fewer or more of the genre; a model without them knows only `likely`. */
    fewer: z.number().nullable().optional(),
    more: z.number().nullable().optional(),
    maybe: z.number(),
  }),
)

const reliabilitySchema = z.array(
  z.strictObject({
    name: z.string(),
    likelyPrecision: z.number().nullable(),
    likelyRecall: z.number().nullable(),
    maybePrecision: z.number().nullable(),
    maybeRecall: z.number().nullable(),
    support: z.int(),
  }),
)

/** What reads titles beside the picture; a model without it looks at the picture only. */
const titleModelSchema = z.strictObject({
  file: fileSchema,
  /** How a genre's logits from picture and title are joined, in label order. */
  fusion: z.array(
    z.strictObject({ name: z.string(), picture: z.number(), title: z.number(), bias: z.number() }),
  ),
  /** Of picture and title together, as those of the picture alone; cross-fitted likewise. */
  levels: levelsSchema,
  reliability: reliabilitySchema,
  measures: z.record(z.string(), z.number().nullable()),
})

/** `model.json` beside a model's files. */
export const manifestSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/),
  title: z.string(),
  architecture: z.string(),
  labels: z.array(z.string()),
  input: z.strictObject({ name: z.string(), height: z.int().positive(), width: z.int().positive() }),
  outputs: z.strictObject({ embedding: z.string(), dimensions: z.int().positive() }),
  /** SHA-256 of the ONNX file: names the trunk in the key of every stored embedding. */
  trunkSha256: z.string().length(64),
  files: z.strictObject({
    trunk: fileSchema,
    head: fileSchema,
    /** What teaching needs beside the user's own films; see `replay/replay.ts`. */
    replay: fileSchema.optional(),
  }),
  parent: z.string().nullable(),
  createdAt: z.int().nullable(),
  trainedOn: z.string(),
  licence: z.string(),
  /** Thresholds in label order; likely null for a weak genre. */
  levels: levelsSchema,
  /** Cross-fitted on films the model had not seen: how often each level was right. */
  reliability: reliabilitySchema,
  /** Share of the training films with each genre, in label order. */
  trainingPrevalence: z.array(z.number()),
  measures: z.record(z.string(), z.number().nullable()),
  /** Left out by a model that looks at the picture only. */
  titleModel: titleModelSchema.optional(),
})
export type ModelManifest = z.output<typeof manifestSchema>

export type TitleManifest = z.output<typeof titleModelSchema>

/** `manifest.json` of the models folder. */
export const modelsSchema = z.strictObject({ current: z.string(), models: z.array(z.string()).min(1) })
