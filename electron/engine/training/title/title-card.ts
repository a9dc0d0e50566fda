import type { Measures } from '#shared/contract/models.ts'
import type { TitleTrainResult } from './train-title.ts'

const HEADING = '## The title'

/** A card in two: what it says of the picture model, and its section about the title, empty where it has none. */
export function splitCard(card: string): { picture: string; title: string } {
  const at = card.indexOf(`\n${HEADING}\n`)
  return at < 0 ? { picture: card, title: '' } : { picture: card.slice(0, at), title: card.slice(at) }
}

/** The section of a model's card about its title model, in Markdown. */
export function titleCard({
  counts,
  measures,
  gain,
  cost,
  sizeBytes,
  titleSeconds,
}: TitleTrainResult): string {
  const interval = gain?.interval ?? null
  const sure = interval === null ? '' : ` (95 %: ${signed(interval[0])} to ${signed(interval[1])})`
  return [
    HEADING,
    `Where a film’s title is known, \`title.bin\` (${(sizeBytes / 1e6).toFixed(1)} MB) reads it beside the picture: twenty logistic regressions over hashed pieces of words, words, pairs of words and the year, trained on ${counts.training} titles in ${Math.ceil(titleSeconds)} s (C = ${cost}, chosen by cross-validation among them), and for each genre three numbers that join both logits. Measured on ${counts.validation} films that neither has seen; together each film is judged with numbers that were fitted without it.`,
    [
      '| measure | picture | title and year | both |',
      '|---|---|---|---|',
      ...titleFigures(measures).map((cells) => `| ${cells.join(' | ')} |`),
    ].join('\n'),
    `Gain of the title in macro mAP: ${gain === null ? '–' : signed(gain.difference)}${sure}. \`evaluate --with-title\` on these very films finds ${measures.shipped.macroMAP?.toFixed(3) ?? '–'}, because the three numbers that ship were fitted on all of them.`,
    'Make it again with `npx onesheet train --arch title --dataset DATASET --init MODEL --validation LIST --out OUT`.\n',
  ].join('\n\n')
}

/** Rows of a table: the measure, then its figure from the picture, from the title and from both. */
export function titleFigures({ picture, title, withTitle }: TitleTrainResult['measures']): string[][] {
  const row = (words: string, figure: (measures: Measures) => number | null) => [
    words,
    ...[picture, title, withTitle].map((each) => figure(each)?.toFixed(3) ?? '–'),
  ]
  return [
    row('macro mAP', (each) => each.macroMAP),
    row('macro mAP without Foreign and TV Movie', (each) => each.macroMAP18),
    row('micro mAP', (each) => each.microMAP),
    row('one of the first three right', (each) => each.top3Hit),
    row('calibration error (ECE)', (each) => each.ece),
  ]
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
}
