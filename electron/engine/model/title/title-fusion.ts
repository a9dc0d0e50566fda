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

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

/** What picture and title each say of a genre, and together. */
export interface FusedGenre {
  probability: number
  /** Of the picture alone, and of the title alone. */
  fromPicture: number
  fromTitle: number
  /** Which of the two moved the answer further from how common the genre is. */
  decidedBy: 'picture' | 'title'
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
    const moved = [weights.picture * (ofPicture - prior), weights.title * (ofTitle - prior)] as const
    return {
      probability: sigmoid(fused[label] ?? 0),
      fromPicture: sigmoid(ofPicture),
      fromTitle: sigmoid(ofTitle),
      decidedBy: Math.abs(moved[1]) > Math.abs(moved[0]) ? 'title' : 'picture',
    }
  })
}

/** Who says what a film is called. */
export type TitleSource = 'person' | 'nfo' | 'id' | 'name'

/**
 * Whether a title may speak on a film's genres. One that a person, an NFO or a name with an id has given may; one out
 * of a file's name alone only beside its year, as the catalog tells films apart by (docs/models.md has the figures).
 */
export function mayTitleSpeak(source: TitleSource | null, year: number | null): boolean {
  return source !== null && (source !== 'name' || year !== null)
}
