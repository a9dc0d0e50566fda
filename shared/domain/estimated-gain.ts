/** Below half a percent a gain is no figure to be told: with the films there are, that is nothing. */
const LEAST_TOLD = 0.005

/** Whether a share of the loss that is expected to go is worth a figure. */
export function isGainTold(share: number): boolean {
  return share >= LEAST_TOLD
}

/** Whether a range has two ends when it is told in whole percents. */
export function isRangeTold(low: number, high: number): boolean {
  return Math.round(low * 100) !== Math.round(high * 100)
}
