export interface YearBin {
  from: number
  to: number
  count: number
}

const MOST_BINS = 28

/** Counts per year as at most 28 bars of equal spans, from the first year to the last. */
export function binYears(years: readonly { year: number; count: number }[]): YearBin[] {
  const first = years[0]?.year
  const last = years.at(-1)?.year
  if (first === undefined || last === undefined) return []
  const span = Math.max(1, Math.ceil((last - first + 1) / MOST_BINS))
  const bins: YearBin[] = []
  for (let from = first; from <= last; from += span) {
    bins.push({ from, to: Math.min(from + span - 1, last), count: 0 })
  }
  for (const { year, count } of years) {
    const bin = bins[Math.floor((year - first) / span)]
    if (bin !== undefined) bin.count += count
  }
  return bins
}
