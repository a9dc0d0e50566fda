import type { Measures } from '#shared/contract/models.ts'

/** The figures of `evaluate` that are taken after every epoch; thresholds at 0.5, without intervals. */
export type EpochMeasures = Pick<
  Measures,
  | 'perLabelAccuracy'
  | 'predictNothingAccuracy'
  | 'macroMAP'
  | 'macroMAP18'
  | 'microMAP'
  | 'microF1At05'
  | 'macroF1At05'
  | 'top1'
  | 'top3Hit'
  | 'rankingLoss'
  | 'ece'
>

/** One epoch of a training. */
export interface EpochRow extends EpochMeasures {
  /** From 1, over all splits. */
  epoch: number
  /** Part of the training set it was trained on, from 1. */
  split: number
  /** Mean over the pictures as they were trained on. */
  loss: number
  /** On the validation films, without augmentation; null when there is nothing to judge by. */
  valLoss: number
  /** Share of right answers at 0.5 on the training pictures, from the same passes as `loss`. */
  trainAccuracy: number
  learningRate: number
  seconds: number
}
