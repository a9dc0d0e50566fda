import { z } from 'zod'

/** Height × width of a network's input, as people write it: `240x160`. */
export const inputSizeSchema = z.strictObject({
  height: z.int().min(8).max(1024),
  width: z.int().min(8).max(1024),
})

const SOME = 1_000_000

/** The networks there are, as `--arch` names them. */
export const ARCHITECTURE_NAMES = [
  'resnet18',
  'resnet34',
  'resnet50v2',
  'vgg16',
  'custom-cnn',
  'mobilenetv2',
  'efficientnet-lite0',
] as const

/**
 * All that decides what a training does, beside the data themselves. Two trainings with equal options on equal data
 * and the same backend give the same network; a report and a checkpoint carry them.
 */
export const trainOptionsSchema = z.strictObject({
  /** A dataset folder, a folder of The Movies Dataset, or `catalog`. */
  dataset: z.string().min(1).max(4096),
  /** Where a dataset of The Movies Dataset has its pictures; null: in `posters/` beside the CSV. */
  pictures: z.string().max(4096).nullable().default(null),
  /** The catalog's file where the dataset is `catalog`. */
  catalog: z.string().max(4096).nullable().default(null),
  arch: z.enum(ARCHITECTURE_NAMES),
  /** Variant of the architecture; null: the one the initial weights need, else the first. */
  variant: z.string().max(64).nullable().default(null),
  /** Folder that becomes the model. */
  out: z.string().min(1).max(4096),
  /** A safetensors file, or the folder of a trained model; null: He initialisation. */
  init: z.string().max(4096).nullable().default(null),
  /** A model to compare with on the validation films, by id or folder; it must not have been trained on them. */
  compare: z.string().max(4096).nullable().default(null),
  /** Null: the architecture's own. */
  input: inputSizeSchema.nullable().default(null),
  epochs: z.int().min(1).max(10_000).default(15),
  batch: z.int().min(1).max(4096).default(32),
  /** Pictures computed at once; their gradients are summed to the batch's. Null: the batch. */
  microBatch: z.int().min(1).max(4096).nullable().default(null),
  optimizer: z.enum(['adam', 'adamw', 'sgd']).default('adam'),
  /** The highest learning rate of the schedule. */
  lr: z.number().positive().max(10).default(0.001),
  /** Of the new last layer; null: as the rest. */
  headLr: z.number().positive().max(10).nullable().default(null),
  weightDecay: z.number().min(0).max(1).default(0),
  /** Of SGD. */
  momentum: z.number().min(0).max(0.9999).default(0),
  schedule: z.enum(['constant', 'onecycle', 'cosine']).default('constant'),
  loss: z.enum(['bce', 'asl', 'focal']).default('bce'),
  classWeights: z.boolean().default(false),
  /** The first n stages keep their weights. */
  freeze: z.int().min(0).max(100).default(0),
  /** Decay of the averaged weights that are judged and kept; 0: the weights themselves. */
  ema: z.number().min(0).max(0.999999).default(0),
  /** Share of the weights of `init` in the finished ones: `mixWeights`. */
  keepStart: z.number().min(0).max(0.99).default(0),
  order: z.enum(['shuffled', 'sorted']).default('shuffled'),
  /** The training set in so many consecutive parts, each trained from the weights of the one before. */
  splits: z.union([z.literal(1), z.literal(2), z.literal(4)]).default(1),
  /** As `parseAugment` takes it. */
  augment: z.string().max(1000).default('none'),
  /** Adds fixed augmented copies of the films of rare genres. */
  balance: z.boolean().default(false),
  /** Splits after the copies were made, as the paper's text reads: copies of one film fall on both sides. */
  copiesBeforeSplit: z.boolean().default(false),
  /** As `parseFilters` takes it. */
  filter: z.string().max(4000).default(''),
  /** Epochs without a better macro mAP after which it stops; null: never. */
  earlyStopping: z.int().min(1).max(SOME).nullable().default(null),
  /** A share of the films, or a file that lists pictures. */
  validation: z.union([z.number().gt(0).lt(1), z.string().min(1).max(4096)]).default(0.25),
  /** Calibrates the finished network on the validation films, where that makes its probabilities better. */
  calibrate: z.boolean().default(false),
  seed: z.int().min(0).max(0xffffffff).default(1),
  /** Films learned from that go along with the model, as embeddings, for teaching it without forgetting. */
  replay: z.int().min(0).max(100_000).default(4000),
  backend: z.enum(['auto', 'native', 'webgpu', 'wasm', 'cpu']).default('auto'),
  /** Threads of the native backend; null: as many as the machine has. */
  threads: z.int().min(1).max(256).nullable().default(null),
})
export type TrainOptions = z.output<typeof trainOptionsSchema>
