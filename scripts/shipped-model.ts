import type { CardFacts } from '#engine/model/export/model-card.ts'

/** Options of one `onesheet train`, which starts from ImageNet weights or from the stage before it. */
export type Stage = Readonly<Record<string, string>>

const RECIPE: Stage = {
  arch: 'efficientnet-lite0',
  epochs: '5',
  batch: '32',
  optimizer: 'adamw',
  'weight-decay': '0.02',
  schedule: 'onecycle',
  ema: '0.999',
  seed: '1',
}
const SMALL: Stage = {
  ...RECIPE,
  input: '168x112',
  // Without normalisation a third of what others take.
  lr: '0.0003',
  'head-lr': '0.001',
  augment: 'flip,crop=0.25,brightness=0.15,blur=0.7,jpeg=40',
}
const LARGE: Stage = {
  ...RECIPE,
  input: '240x160',
  lr: '0.00025',
  augment: 'flip,crop=0.3,brightness=0.15,blur=0.7,jpeg=40,mixup=0.2',
  'keep-start': '0.5',
}

/** The model in `resources/models`: how it is made, what it is called, and what its card and notice say. */
export const SHIPPED_MODEL = {
  id: 'onesheet-2026',
  title: 'Onesheet 2026',
  weights: 'efficientnet_lite0_folded.safetensors',
  /** Growing pictures: most of what is to be learned is learned on small ones, at half the price. */
  stages: [SMALL, LARGE],
  facts: {
    data: 'Posters of films in The Movies Dataset (16,251 of them, shuffled), with the genres of TMDB. Another human source agrees with these labels with F1 0.80: they are noisy. A fifth are films before 1980.',
    start:
      'ImageNet-1k weights of EfficientNet-Lite0, its normalisation folded (Google’s, as TensorFlow Lite Model Maker’s flower models hold them); all layers fine-tuned for 5 epochs at 168 × 112, then for 5 at 240 × 160 (the epochs told of here); the weights are the mean of those after the one and the other.',
    licence: 'MIT',
    terms: [
      'The weights it started from are under the Apache License 2.0 (see NOTICE).',
      'The genres are those of TMDB, as published in The Movies Dataset. This product uses TMDB data but is not endorsed or certified by TMDB.',
      'The posters are copyrighted works. None is part of the model or of the program.',
    ],
    command:
      'node scripts/make-model.ts --dataset DATASET --weights WEIGHTS --validation validation-files.txt --out OUT',
    runsCompared: 5,
  } satisfies Omit<CardFacts, 'dimensions' | 'replay'>,
  notice: `Onesheet 2026

EfficientNet-Lite0, fine-tuned in all its layers by the Onesheet authors.
The fine-tuning started from ImageNet weights that were published by Google (tensorflow/tpu, EfficientNet-Lite), with batch
normalisation folded and dequantised from int8, as they stand in models made with TensorFlow Lite Model Maker
(chektien/TFLClassify); licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0

The genre labels it was trained on are TMDB's, as published in The Movies Dataset. This product uses TMDB data but is
not endorsed or certified by TMDB. No poster is part of this model or of this program.
`,
} as const
