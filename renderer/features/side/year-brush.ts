import type { YearRange } from '../../stores/filter-address.ts'
import type { YearBin, YearSpan } from './year-bins.ts'

export type YearEnd = keyof YearRange

/** The bar under a place, a share of the width; beyond the ends the outermost. */
export function binAt(share: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)))
}

/** The years from one bar to another, in whichever direction they were drawn; null for all of them. */
export function brushed(bins: readonly YearBin[], one: number, other: number): YearRange | null {
  const first = bins[Math.min(one, other)]
  const last = bins[Math.max(one, other)]
  if (first === undefined || last === undefined) return null
  const span = { from: bins[0]?.from ?? first.from, to: bins.at(-1)?.to ?? last.to }
  return narrowed({ from: first.from, to: last.to }, span)
}

/** A range with one end moved to a year: neither past the other end nor out of the span. */
export function withEnd(
  years: YearRange | null,
  end: YearEnd,
  year: number,
  span: YearSpan,
): YearRange | null {
  const from = years?.from ?? span.from
  const to = years?.to ?? span.to
  return narrowed(
    end === 'from'
      ? { from: clamp(year, span.from, to), to }
      : { from, to: clamp(year, Math.min(from, span.to), span.to) },
    span,
  )
}

/** Where a key takes an end of the range; null for a key that does not move it. */
export function yearByKey(key: string, year: number, span: YearSpan): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return year - 1
    case 'ArrowRight':
    case 'ArrowUp':
      return year + 1
    case 'PageDown':
      return year - 10
    case 'PageUp':
      return year + 10
    case 'Home':
      return span.from
    case 'End':
      return span.to
    default:
      return null
  }
}

/** Whether any year of a bar is asked for. */
export function isWithin({ from, to }: YearBin, years: YearRange | null): boolean {
  return years !== null && from <= (years.to ?? to) && to >= (years.from ?? from)
}

/** No filter where the range keeps every year: posters without a year are then shown too. */
function narrowed(years: YearSpan, span: YearSpan): YearRange | null {
  return years.from <= span.from && years.to >= span.to ? null : years
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
