import { formatHex } from 'culori'

export interface PaletteColour {
  /** `#rrggbb` */
  color: string
  /** 0..1 of the picture. */
  share: number
}

const CLUSTERS = 5
const ROUNDS = 4
/** Every second pixel tells as much: in a sample of odd width, they stand as on a chessboard. */
const EVERY = 2
/** Colours nearer than this in OKLab (about one just-noticeable step times ten) are one. */
const SAME_COLOUR = 0.06

/**
 * The main colours of a small RGB sample, largest share first: k-means in OKLab, where distance is what the eye sees.
 * Starting points are spread deterministically, so the same picture always has the same palette.
 * @param sample RGB bytes
 */
export function paletteOf(sample: Uint8Array): PaletteColour[] {
  const count = Math.ceil(sample.length / 3 / EVERY)
  const lab = new Float32Array(count * 3)
  for (let pixel = 0; pixel < count; pixel++) writeOklab(sample, pixel * EVERY * 3, lab, pixel * 3)
  const centres = farthestPoints(lab, count)
  const shares = new Float32Array(CLUSTERS)
  for (let round = 0; round < ROUNDS; round++) assign(lab, count, centres, shares)
  return describe(centres, shares, count)
}

const linear = Float32Array.from({ length: 256 }, (_, value) => {
  const unit = value / 255
  return unit <= 0.04045 ? unit / 12.92 : ((unit + 0.055) / 1.055) ** 2.4
})

/** sRGB to OKLab (Ottosson 2020) for one pixel; culori's objects would cost more than the decode. */
function writeOklab(sample: Uint8Array, from: number, lab: Float32Array, at: number): void {
  const r = linear[sample[from] ?? 0] ?? 0
  const g = linear[sample[from + 1] ?? 0] ?? 0
  const b = linear[sample[from + 2] ?? 0] ?? 0
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  lab[at] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
  lab[at + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  lab[at + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
}

function distance(lab: Float32Array, at: number, centres: Float32Array, centre: number): number {
  const dl = (lab[at] ?? 0) - (centres[centre] ?? 0)
  const da = (lab[at + 1] ?? 0) - (centres[centre + 1] ?? 0)
  const db = (lab[at + 2] ?? 0) - (centres[centre + 2] ?? 0)
  return dl * dl + da * da + db * db
}

/** The first pixel, then always the one farthest from all chosen. */
function farthestPoints(lab: Float32Array, count: number): Float32Array {
  const centres = new Float32Array(CLUSTERS * 3)
  const nearest = new Float32Array(count).fill(Infinity)
  centres.set(lab.subarray(0, 3))
  for (let cluster = 1; cluster < CLUSTERS; cluster++) {
    let far = 0
    for (let pixel = 0; pixel < count; pixel++) {
      const held = Math.min(nearest[pixel] ?? 0, distance(lab, pixel * 3, centres, (cluster - 1) * 3))
      nearest[pixel] = held
      if (held > (nearest[far] ?? 0)) far = pixel
    }
    centres.set(lab.subarray(far * 3, far * 3 + 3), cluster * 3)
  }
  return centres
}

function assign(lab: Float32Array, count: number, centres: Float32Array, shares: Float32Array): void {
  const sums = new Float64Array(CLUSTERS * 3)
  shares.fill(0)
  for (let at = 0; at < count * 3; at += 3) {
    let best = 0
    let bestDistance = Infinity
    for (let cluster = 0; cluster < CLUSTERS; cluster++) {
      const held = distance(lab, at, centres, cluster * 3)
      if (held < bestDistance) {
        bestDistance = held
        best = cluster
      }
    }
    shares[best] = (shares[best] ?? 0) + 1
    for (let axis = 0; axis < 3; axis++)
      sums[best * 3 + axis] = (sums[best * 3 + axis] ?? 0) + (lab[at + axis] ?? 0)
  }
  for (let cluster = 0; cluster < CLUSTERS; cluster++) {
    const share = shares[cluster] ?? 0
    if (share === 0) continue
    for (let axis = 0; axis < 3; axis++) centres[cluster * 3 + axis] = (sums[cluster * 3 + axis] ?? 0) / share
  }
}

function describe(centres: Float32Array, shares: Float32Array, count: number): PaletteColour[] {
  const order = [...shares.keys()].sort((left, right) => (shares[right] ?? 0) - (shares[left] ?? 0))
  const kept: { at: number; share: number }[] = []
  for (const cluster of order) {
    const share = (shares[cluster] ?? 0) / count
    if (share === 0) continue
    const like = kept.find(({ at }) => distance(centres, cluster * 3, centres, at) < SAME_COLOUR ** 2)
    if (like === undefined) kept.push({ at: cluster * 3, share })
    else like.share += share
  }
  return kept.map(({ at, share }) => ({
    color: formatHex({
      mode: 'oklab',
      l: centres[at] ?? 0,
      a: centres[at + 1] ?? 0,
      b: centres[at + 2] ?? 0,
    }),
    share: Math.round(share * 1000) / 1000,
  }))
}
