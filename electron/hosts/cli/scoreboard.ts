import {
  differenceOf,
  figure,
  MEASURE_WORDS,
  rangeOf,
  SLICE_WORDS,
  sliceName,
  valueOf,
  verdictSentence,
} from '#engine/training/report/html/words.ts'
import type { Measures } from '#shared/contract/models.ts'
import type { Headline } from '#shared/domain/report.ts'
import type { Scoreboard, Slice, SliceKind } from '#shared/domain/scoreboard.ts'
import { LEAST_SLICE_FILMS, SLICE_KINDS } from '#shared/domain/scoreboard.ts'
import { table } from './terminal.ts'

/** A model beside its rivals, as tables for a terminal; what is no result says why. */
export function scoreboardInWords(
  {
    headlines,
    calibration,
    slices,
    genresAveraged,
    likely,
  }: Scoreboard & Pick<Measures, 'genresAveraged' | 'likely'>,
  previousId: string | null,
): string {
  const { ece, expected, skilled, perGenre } = calibration
  return [
    headlineTable(headlines, previousId),
    `macro mAP is the mean of ${genresAveraged} genres. Likely: ${likely.perPoster.toFixed(2)} a poster.`,
    `Calibration: mean error of a genre ${ece.toFixed(4)}, floor ${expected.toFixed(4)}; Brier skill above 0 in ${skilled} of ${perGenre.length} genres.\n`,
    ...sliceTables(slices, previousId),
  ].join('\n')
}

function headlineTable(headlines: readonly Headline[], previousId: string | null): string {
  const hasPrevious = previousId !== null
  const beside = hasPrevious ? [`Before: ${previousId}`, 'Difference (95 %)'] : []
  return table(
    ['Measure', 'Value', '95 %', 'Predicting nothing', 'Genre prior', ...beside, ''],
    headlines.map((headline) => {
      const { measure, value, nothing, prior, previous } = headline
      return [
        MEASURE_WORDS[measure].name,
        valueOf(measure, value),
        interval(headline),
        valueOf(measure, nothing.value),
        valueOf(measure, prior.value),
        ...(hasPrevious ? previousCells(headline, previous) : []),
        verdictSentence(headline),
      ]
    }),
  )
}

function previousCells({ measure }: Headline, previous: Headline['previous']): string[] {
  return [
    valueOf(measure, previous?.value ?? null),
    previous === null ? '–' : differenceOf(measure, previous),
  ]
}

function sliceTables(slices: Scoreboard['slices'], previousId: string | null): string[] {
  const tables = SLICE_KINDS.flatMap((kind) => {
    const found = slices[kind]
    return found === null ? [] : [sliceTable(kind, found, previousId)]
  })
  if (tables.length === 0) return []
  return [
    `In brackets: not shown to be better than all that stands beside it. Fewer than ${LEAST_SLICE_FILMS} films are too few to tell.\n`,
    ...tables,
  ]
}

function sliceTable(kind: SliceKind, slices: readonly Slice[], previousId: string | null): string {
  const gain = previousId === null ? [] : [`macro mAP against ${previousId}`]
  return table(
    [
      SLICE_WORDS[kind],
      'Films',
      'macro mAP',
      '95 %',
      'Genres',
      'By chance',
      'micro mAP',
      '95 %',
      'Genre prior',
      'Likely right',
      '95 %',
      'A poster',
      ...gain,
    ],
    slices.map((slice) => [sliceName(kind, slice), slice.films, ...cells(slice, previousId !== null)]),
  )
}

function cells(slice: Slice, hasPrevious: boolean): string[] {
  if (slice.tooFew) return ['too few to tell']
  const { macroMAP: macro, microMAP: micro, likelyPrecision: likely } = slice.headlines
  return [
    held(macro),
    interval(macro),
    String(slice.genresAveraged),
    figure(macro.prior.value),
    held(micro),
    interval(micro),
    figure(micro.prior.value),
    held(likely),
    interval(likely),
    slice.likelyPerPoster.value.toFixed(2),
    ...(hasPrevious && macro.previous !== null ? [differenceOf('macroMAP', macro.previous)] : []),
  ]
}

function held({ measure, value, isHeadlined }: Headline): string {
  const text = valueOf(measure, value)
  return isHeadlined || value === null ? text : `(${text})`
}

function interval({ measure, interval: range }: Headline): string {
  return range === null ? '–' : rangeOf(measure, range)
}
