export interface YearBin {
  from: number
  to: number
  count: number
}

/** The first and the last year that there are bars for. */
export interface YearSpan {
  from: number
  to: number
}

export interface YearCount {
  year: number
  count: number
}

const MOST_BINS = 28

/** The span of years that are counted, joined with one that is known already: bars keep their places. */
export function spanOf(years: readonly YearCount[], known: YearSpan | null = null): YearSpan | null {
  const first = years[0]
  const last = years.at(-1)
  if (first === undefined || last === undefined) return known
  return {
    from: Math.min(first.year, known?.from ?? first.year),
    to: Math.max(last.year, known?.to ?? last.year),
  }
}

/** Counts per year as at most 28 bars of equal width, from the first year of the span to its last. */
export function binYears(years: readonly YearCount[], span: YearSpan | null = spanOf(years)): YearBin[] {
  if (span === null) return []
  const width = Math.max(1, Math.ceil((span.to - span.from + 1) / MOST_BINS))
  const bins: YearBin[] = []
  for (let from = span.from; from <= span.to; from += width) {
    bins.push({ from, to: Math.min(from + width - 1, span.to), count: 0 })
  }
  for (const { year, count } of years) {
    const bin = bins[Math.floor((year - span.from) / width)]
    if (bin !== undefined) bin.count += count
  }
  return bins
}
