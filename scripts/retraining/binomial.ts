/**
 * The exact two-sided 95 % interval of a share (Clopper and Pearson 1934), by halving.
 * @returns bounds from 0 to 1
 */
export function exactInterval(hits: number, tries: number): [low: number, high: number] {
  const tail = 0.025
  const low = hits === 0 ? 0 : crossing((share) => 1 - cumulative(hits - 1, tries, share), tail)
  const high = hits === tries ? 1 : crossing((share) => -cumulative(hits, tries, share), -tail)
  return [low, high]
}

/** Where a function that grows from 0 to 1 reaches a value. */
function crossing(grows: (share: number) => number, value: number): number {
  let [below, above] = [0, 1]
  while (above - below > 1e-9) {
    const middle = (below + above) / 2
    if (grows(middle) < value) below = middle
    else above = middle
  }
  return (below + above) / 2
}

/** The chance of at most so many hits. */
function cumulative(hits: number, tries: number, share: number): number {
  let logarithm = tries * Math.log1p(-share)
  let sum = Math.exp(logarithm)
  for (let hit = 1; hit <= hits; hit++) {
    logarithm += Math.log((tries - hit + 1) / hit) + Math.log(share) - Math.log1p(-share)
    sum += Math.exp(logarithm)
  }
  return sum
}
