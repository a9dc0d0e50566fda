import { sigmoid } from '../../model/heads.ts'
import type { FusionWeights } from '../../model/title/title-fusion.ts'
import { fusedLogits } from '../../model/title/title-fusion.ts'
import { seededRandom, shuffledIndices } from '../../platform/random.ts'

/** Logits of the same films from the picture and from the title, row-major films × labels, and what is true. */
export interface FusionInput {
  picture: Float64Array
  title: Float64Array
  truth: Uint8Array
  /** Logit of each label's share of the training films: where both logits are when nothing speaks for or against it. */
  prior: readonly number[]
}

/** Both logits less the prior, which is added again to what they come to. */
interface Centred extends FusionInput {
  labels: number
}

export interface FusionFit {
  /** Fitted on all films. */
  weights: FusionWeights[]
  /** Fused logits of every film from weights that were fitted without it. */
  crossFitted: Float64Array
  /** How strongly a genre's weights are drawn to those that all genres share, and the log loss of each tried. */
  strength: number
  tried: { strength: number; logLoss: number }[]
}

type Triple = [picture: number, title: number, bias: number]

const STRENGTHS = [3, 10, 30, 100, 300, 1000]
const FOLDS = 5
const NEWTON_STEPS = 25
const SMALL_STEP = 1e-9
/** The shared weights are almost free; this keeps them finite where few films are. */
const SHARED_STRENGTH = 1
const START: Triple = [1, 0, 0]

/**
 * Fits for each genre how its two logits are joined: logistic regressions of how far each is from the prior, drawn to
 * the weights that fit all genres at once, so that a genre with few films does not follow chance. Neither logit may
 * come from a model that has seen these films.
 */
export function fitFusion(input: FusionInput, seed = 1, strengths: readonly number[] = STRENGTHS): FusionFit {
  const centred = centre(input)
  const order = shuffledIndices(input.truth.length / centred.labels, seededRandom(seed))
  const candidates = strengths.map((strength) => {
    const crossFitted = crossFit(input, centred, order, strength)
    return { strength, crossFitted, logLoss: logLossOf(crossFitted, input.truth) }
  })
  const best = candidates.reduce((held, each) => (each.logLoss < held.logLoss ? each : held))
  return {
    weights: fitOn(centred, order, best.strength),
    crossFitted: best.crossFitted,
    strength: best.strength,
    tried: candidates.map(({ strength, logLoss }) => ({ strength, logLoss })),
  }
}

function centre(input: FusionInput): Centred {
  const labels = input.prior.length
  const lessPrior = (logits: Float64Array) =>
    logits.map((logit, pair) => logit - (input.prior[pair % labels] as number))
  return { ...input, labels, picture: lessPrior(input.picture), title: lessPrior(input.title) }
}

function crossFit(
  { picture, title }: FusionInput,
  centred: Centred,
  order: Int32Array,
  strength: number,
): Float64Array {
  const { labels } = centred
  const crossFitted = new Float64Array(picture.length)
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = fitOn(
      centred,
      order.filter((_, index) => index % FOLDS !== fold),
      strength,
    )
    order.forEach((film, index) => {
      if (index % FOLDS !== fold) return
      const row = (of: Float64Array) => of.subarray(film * labels, (film + 1) * labels)
      crossFitted.set(fusedLogits(row(picture), row(title), weights), film * labels)
    })
  }
  return crossFitted
}

function fitOn(input: Centred, films: Int32Array, strength: number): FusionWeights[] {
  const { labels } = input
  const pairsOf = (label: number) => films.map((film) => film * labels + label)
  const perLabel = Array.from({ length: labels }, (_, label) => pairsOf(label))
  const all = new Int32Array(films.length * labels)
  perLabel.forEach((pairs, label) => {
    all.set(pairs, label * films.length)
  })
  const shared = newton(input, all, START, SHARED_STRENGTH)
  return perLabel.map((pairs, label) => {
    const [picture, title, bias] = newton(input, pairs, shared, strength)
    return { picture, title, bias: bias + (1 - picture - title) * (input.prior[label] as number) }
  })
}

/** Minimises the log loss plus strength / 2 × the squared distance from `towards`, which is convex. */
function newton(input: Centred, pairs: Int32Array, towards: Triple, strength: number): Triple {
  let at: Triple = [...towards]
  let loss = penalisedLoss(input, pairs, at, towards, strength)
  for (let round = 0; round < NEWTON_STEPS; round++) {
    const step = newtonStep(input, pairs, at, towards, strength)
    // A whole step may overshoot where the logits are large.
    let scale = 1
    let next = moved(at, step, scale)
    let nextLoss = penalisedLoss(input, pairs, next, towards, strength)
    while (nextLoss > loss && scale > SMALL_STEP) {
      scale /= 2
      next = moved(at, step, scale)
      nextLoss = penalisedLoss(input, pairs, next, towards, strength)
    }
    if (!(nextLoss < loss)) break
    const isDone = loss - nextLoss < SMALL_STEP * (1 + Math.abs(loss))
    at = next
    loss = nextLoss
    if (isDone) break
  }
  return at
}

function moved(at: Triple, step: Triple, scale: number): Triple {
  return [at[0] - scale * step[0], at[1] - scale * step[1], at[2] - scale * step[2]]
}

function penalisedLoss(
  { picture, title, truth, prior, labels }: Centred,
  pairs: Int32Array,
  [a, b, c]: Triple,
  towards: Triple,
  strength: number,
): number {
  let loss = (strength / 2) * ((a - towards[0]) ** 2 + (b - towards[1]) ** 2 + (c - towards[2]) ** 2)
  for (const pair of pairs) {
    const [x, y] = [picture[pair] as number, title[pair] as number]
    loss += logLoss(a * x + b * y + c + (prior[pair % labels] as number), truth[pair] === 1)
  }
  return loss
}

/** Gradient and Hessian in one pass, and their quotient. */
function newtonStep(
  { picture, title, truth, prior, labels }: Centred,
  pairs: Int32Array,
  at: Triple,
  towards: Triple,
  strength: number,
): Triple {
  const [a, b, c] = at
  let [ga, gb, gc] = at.map((value, index) => strength * (value - (towards[index] as number))) as Triple
  let [aa, ab, ac, bb, bc, cc] = [strength, 0, 0, strength, 0, strength]
  for (const pair of pairs) {
    const [x, y] = [picture[pair] as number, title[pair] as number]
    const probability = sigmoid(a * x + b * y + c + (prior[pair % labels] as number))
    const error = probability - (truth[pair] as number)
    const weight = probability * (1 - probability)
    ga += error * x
    gb += error * y
    gc += error
    aa += weight * x * x
    ab += weight * x * y
    ac += weight * x
    bb += weight * y * y
    bc += weight * y
    cc += weight
  }
  return solve([aa, ab, ac, bb, bc, cc], [ga, gb, gc])
}

/** Solves a symmetric, positive definite system of three equations by its cofactors. */
function solve(
  [aa, ab, ac, bb, bc, cc]: readonly [number, number, number, number, number, number],
  [ga, gb, gc]: Triple,
): Triple {
  const [c11, c12, c13] = [bb * cc - bc * bc, ac * bc - ab * cc, ab * bc - ac * bb]
  const [c22, c23, c33] = [aa * cc - ac * ac, ab * ac - aa * bc, aa * bb - ab * ab]
  const determinant = aa * c11 + ab * c12 + ac * c13
  return [
    (c11 * ga + c12 * gb + c13 * gc) / determinant,
    (c12 * ga + c22 * gb + c23 * gc) / determinant,
    (c13 * ga + c23 * gb + c33 * gc) / determinant,
  ]
}

/** log(1 + exp(∓logit)), without overflow. */
export function logLoss(logit: number, isTrue: boolean): number {
  const against = isTrue ? -logit : logit
  return against > 0 ? against + Math.log1p(Math.exp(-against)) : Math.log1p(Math.exp(against))
}

function logLossOf(logits: Float64Array, truth: Uint8Array): number {
  return logits.reduce((sum, logit, pair) => sum + logLoss(logit, truth[pair] === 1), 0) / logits.length
}
