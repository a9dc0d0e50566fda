import { sigmoid } from '../heads.ts'

export { sigmoid } from '../heads.ts'

/** How one genre's logits are joined: picture × its weight + title × its weight + bias. */
export interface FusionWeights {
  picture: number
  title: number
  bias: number
}

type Logits = ArrayLike<number>

/** Logits from picture and title together, in label order. */
export function fusedLogits(picture: Logits, title: Logits, fusion: readonly FusionWeights[]): Float64Array {
  return Float64Array.from(
    fusion,
    (weights, label) =>
      weights.picture * (picture[label] ?? 0) + weights.title * (title[label] ?? 0) + weights.bias,
  )
}

/** Logit of the share of films with a genre; of one that none or all have, not without bounds. */
export function priorLogit(prevalence: number): number {
  const share = Math.min(0.999, Math.max(0.001, prevalence))
  return Math.log(share / (1 - share))
}

/** What picture and title each say of a genre, and together. */
export interface FusedGenre {
  probability: number
  /** Of the picture alone, and of the title alone. */
  fromPicture: number
  fromTitle: number
  /** How far each moved the answer away from how common the genre is, in logits: above 0 towards the genre. */
  moved: { picture: number; title: number }
}

/**
 * The same with the parts apart, for whoever wants to know why.
 * @param prevalence share of the training films with each genre: what would be said without picture and title
 */
export function explainFusion(
  picture: Logits,
  title: Logits,
  fusion: readonly FusionWeights[],
  prevalence: readonly number[],
): FusedGenre[] {
  const fused = fusedLogits(picture, title, fusion)
  return fusion.map((weights, label) => {
    const [ofPicture, ofTitle] = [picture[label] ?? 0, title[label] ?? 0]
    const prior = priorLogit(prevalence[label] ?? 0)
    return {
      probability: sigmoid(fused[label] ?? 0),
      fromPicture: sigmoid(ofPicture),
      fromTitle: sigmoid(ofTitle),
      moved: { picture: weights.picture * (ofPicture - prior), title: weights.title * (ofTitle - prior) },
    }
  })
}

export type Decider = 'picture' | 'title' | 'both' | 'neither'

/** Where one moved the answer at least so much as the other, both decided. */
const ABOUT_AS_MUCH = 0.5

/**
 * Which of the two decided that a genre is said of a film, or that it is not: the one that moved the answer further that
 * way. Where neither moved it that way, it is how common or rare the genre is.
 */
export function decidedBy({ picture, title }: FusedGenre['moved'], isSaid: boolean): Decider {
  const [byPicture, byTitle] = isSaid ? [picture, title] : [-picture, -title]
  const most = Math.max(byPicture, byTitle)
  if (most <= 0) return 'neither'
  if (Math.min(byPicture, byTitle) >= ABOUT_AS_MUCH * most) return 'both'
  return byTitle > byPicture ? 'title' : 'picture'
}
