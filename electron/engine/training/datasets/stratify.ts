import { seededRandom, shuffledIndices } from '../../platform/random.ts'

/** Films that must be on one side together: how many, and how many of them have each label. */
export interface Group {
  films: number
  labels: Float64Array
}

/**
 * Divides groups into two sides by iterative stratification (Sechidis, Tsoumakas and Vlahavas 2011): always the label
 * with the fewest films left, each of its groups to the side that still wants most of that label, then to the one
 * that wants most films. That leaves the number of films some way off; groups drawn at random then change sides
 * wherever this brings the counts nearer to what they should be.
 * @param share of the second side, 0 … 1
 * @returns for each group whether it is on the second side
 */
export function stratify(groups: readonly Group[], share: number, seed: number): Uint8Array {
  const labels = groups[0]?.labels.length ?? 0
  const random = seededRandom(seed)
  const order = shuffledIndices(groups.length, random)
  const side = new Uint8Array(groups.length)
  const isPlaced = new Uint8Array(groups.length)
  const left = new Float64Array(labels)
  for (const group of groups)
    group.labels.forEach((count, label) => (left[label] = (left[label] ?? 0) + count))
  const films = groups.reduce((sum, group) => sum + group.films, 0)
  const wanted = [1 - share, share].map((part) => ({
    labels: left.map((count) => count * part),
    films: films * part,
  }))
  const place = (index: number, label: number | null) => {
    const group = groups[index] as Group
    const [first, second] = wanted as [(typeof wanted)[0], (typeof wanted)[0]]
    const byLabel = label === null ? 0 : (second.labels[label] ?? 0) - (first.labels[label] ?? 0)
    const more = Math.abs(byLabel) > 1e-9 ? byLabel : second.films - first.films
    const isSecond = Math.abs(more) > 1e-9 ? more > 0 : random() < share
    side[index] = isSecond ? 1 : 0
    isPlaced[index] = 1
    const chosen = isSecond ? second : first
    chosen.films -= group.films
    group.labels.forEach((count, at) => {
      chosen.labels[at] = (chosen.labels[at] ?? 0) - count
      left[at] = (left[at] ?? 0) - count
    })
  }
  for (;;) {
    const rarest = rarestLeft(left)
    if (rarest === null) break
    for (const index of order) {
      if (isPlaced[index] === 0 && (groups[index]?.labels[rarest] ?? 0) > 0) place(index, rarest)
    }
  }
  for (const index of order) if (isPlaced[index] === 0) place(index, null)
  settle(groups, side, share, random)
  return side
}

/** Draws for each group: enough that twelve thousand films end within half a film of every share. */
const DRAWS = 20
/** The number of films counts for more than that of one label. */
const FILMS_WEIGHT = 10

/** Moves a group, or changes it for one of the other side, where the squared distances to the shares get smaller. */
function settle(groups: readonly Group[], side: Uint8Array, share: number, random: () => number): void {
  const labels = groups[0]?.labels.length ?? 0
  // What the second side has too much of: one number a label, the films last.
  const excess = new Float64Array(labels + 1)
  const counts = groups.map((group) => Float64Array.of(...group.labels, group.films))
  const total = new Float64Array(labels + 1)
  counts.forEach((each, index) => {
    each.forEach((count, at) => {
      total[at] = (total[at] ?? 0) + count
      excess[at] = (excess[at] ?? 0) + (side[index] === 1 ? count : 0)
    })
  })
  total.forEach((count, at) => {
    excess[at] = (excess[at] ?? 0) - (at === labels ? Math.round(count * share) : count * share)
  })
  const change = new Float64Array(labels + 1)
  const add = (index: number) => {
    const sign = side[index] === 1 ? -1 : 1
    counts[index]?.forEach((count, at) => (change[at] = (change[at] ?? 0) + sign * count))
  }
  for (let draw = 0; draw < groups.length * DRAWS; draw++) {
    const one = Math.floor(random() * groups.length)
    const other = Math.floor(random() * groups.length)
    change.fill(0)
    add(one)
    if (side[one] !== side[other]) add(other)
    let gain = 0
    for (let at = 0; at <= labels; at++) {
      const now = excess[at] ?? 0
      const then = now + (change[at] ?? 0)
      gain += (now * now - then * then) * (at === labels ? FILMS_WEIGHT : 1)
    }
    if (gain <= 1e-9) continue
    for (let at = 0; at <= labels; at++) excess[at] = (excess[at] ?? 0) + (change[at] ?? 0)
    if (side[one] !== side[other]) side[other] = side[other] === 1 ? 0 : 1
    side[one] = side[one] === 1 ? 0 : 1
  }
}

function rarestLeft(left: Float64Array): number | null {
  let rarest: number | null = null
  left.forEach((count, label) => {
    if (count > 0 && (rarest === null || count < (left[rarest] ?? 0))) rarest = label
  })
  return rarest
}
