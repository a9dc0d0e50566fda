import type { Headline, TrainingReport } from '#shared/domain/report.ts'
import type { Slice, SliceKind } from '#shared/domain/scoreboard.ts'
import { LEAST_SLICE_FILMS, SLICE_KINDS } from '#shared/domain/scoreboard.ts'
import { interval, rate, table } from './card-markdown.ts'

const KINDS: Record<SliceKind, string> = { decade: 'decade', art: 'source of the art', colour: 'colour' }

/** The part about slices; nothing where the metadata told nothing apart, or the report is of an earlier version. */
export function slicePart({ slices }: TrainingReport): string[] {
  if (slices === undefined) return []
  const tables = SLICE_KINDS.flatMap((kind) => {
    const found = slices[kind]
    return found === null ? [] : [sliceTable(kind, found)]
  })
  if (tables.length === 0) return []
  return [
    '## By decade, source and colour',
    `The same measures on the films of each. Macro mAP is the mean of the genres that at least 25 of these films have: their number stands beside it, and what chance gives. Micro mAP and what is right where likely stand beside the genre prior. In bold what is better than everything beside it, and not by chance; fewer than ${String(LEAST_SLICE_FILMS)} films are too few to tell.`,
    ...tables,
  ]
}

function sliceTable(kind: SliceKind, slices: readonly Slice[]): string {
  return table(
    [
      KINDS[kind],
      'films',
      'macro mAP, 95 %',
      'genres',
      'chance',
      'micro mAP, 95 %',
      'prior',
      'right where likely, 95 %',
      'prior',
      'likely per film, 95 %',
    ],
    slices.map((slice) => {
      const { macroMAP, microMAP, likelyPrecision } = slice.headlines
      const name = slice.name === null ? 'not known' : kind === 'decade' ? `${slice.name}s` : slice.name
      if (slice.tooFew) return [name, `${String(slice.films)} (too few)`, ...Array<string>(8).fill('–')]
      return [
        name,
        String(slice.films),
        sliceCell(macroMAP),
        String(slice.genresAveraged),
        rate(macroMAP.prior.value),
        sliceCell(microMAP),
        rate(microMAP.prior.value),
        sliceCell(likelyPrecision),
        rate(likelyPrecision.prior.value),
        withRange(rate(slice.likelyPerPoster.value), slice.likelyPerPoster.interval),
      ]
    }),
  )
}

function sliceCell({ value, interval: range, isHeadlined }: Headline): string {
  return withRange(isHeadlined ? `**${rate(value)}**` : rate(value), range)
}

function withRange(value: string, range: readonly [number, number] | null): string {
  return range === null ? value : `${value} (${interval(range)})`
}
