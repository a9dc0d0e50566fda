import type { LogitScale } from '../model/export/scale-logits.ts'
import { sigmoid } from '../model/heads.ts'
import { priorLogit } from '../model/title/title-fusion.ts'
import { bootstrapError, intervalAround } from './measures/bootstrap.ts'
import { ratio } from './measures/statistics.ts'
import { fitFusion, logLoss } from './title/fit-fusion.ts'

/** How a network's logits are made to mean what they say, and what comes of it on the films it was fitted on. */
export interface Calibration {
  /** In label order, fitted on all films; every scale is positive, so that no film changes its place in a genre. */
  weights: LogitScale[]
  /** Probabilities of the films with these, row-major films × labels. */
  scores: Float32Array
  /** Probabilities of every film with weights that were fitted without it. */
  crossFitted: Float32Array
  /** Mean log loss of the network as it is, and of the cross-fitted probabilities. */
  logLoss: { before: number; after: number }
}

/**
 * Platt scaling (Platt 1999) of every genre: a scale and a bias of its logit, by logistic regression on films that the
 * network has not learned from. It is the fit that joins picture and title, with a title that says nothing: genres with
 * few films are drawn to what fits all of them.
 * @returns null where the cross-fitted log loss is not lower beyond chance (95 %, by film), or a genre would be turned
 *   upside down
 */
export function fitCalibration(
  { logits, truth }: { logits: Float32Array; truth: Uint8Array },
  trainingPrevalence: readonly number[],
  seed = 1,
): Calibration | null {
  const labels = trainingPrevalence.length
  const prior = trainingPrevalence.map(priorLogit)
  const picture = Float64Array.from(logits)
  const title = picture.map((_, pair) => prior[pair % labels] as number)
  const fit = fitFusion({ picture, title, truth, prior }, seed)
  const losses = {
    before: filmLosses(picture, truth, labels),
    after: filmLosses(fit.crossFitted, truth, labels),
  }
  if (!isLower(losses, seed) || fit.weights.some(({ picture: scale }) => scale <= 0)) return null
  const weights = fit.weights.map(({ picture: scale, title: ofPrior, bias }, label) => ({
    scale,
    bias: bias + ofPrior * (prior[label] as number),
  }))
  return {
    weights,
    scores: logits.map((logit, pair) => {
      const { scale, bias } = weights[pair % labels] as LogitScale
      return sigmoid(scale * logit + bias)
    }),
    crossFitted: Float32Array.from(fit.crossFitted, sigmoid),
    logLoss: { before: mean(losses.before)() ?? 0, after: mean(losses.after)() ?? 0 },
  }
}

function isLower({ before, after }: { before: Float64Array; after: Float64Array }, seed: number): boolean {
  const gain = mean(before.map((loss, film) => loss - (after[film] as number)))
  const interval = intervalAround(gain(), bootstrapError(before.length, gain, { seed }))
  return interval !== null && interval[0] > 0
}

const mean = (values: Float64Array) =>
  ratio(
    values,
    values.map(() => 1),
  )

/** The mean log loss of each film's labels. */
function filmLosses(logits: Float64Array, truth: Uint8Array, labels: number): Float64Array {
  const losses = new Float64Array(truth.length / labels)
  logits.forEach((logit, pair) => {
    const film = Math.floor(pair / labels)
    losses[film] = (losses[film] as number) + logLoss(logit, truth[pair] === 1) / labels
  })
  return losses
}
