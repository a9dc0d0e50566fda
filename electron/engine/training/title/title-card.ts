import type { Measures } from '#shared/contract/models.ts'
import type { TitleTrainResult } from './train-title.ts'

/** The section of a model's card about its title model, in Markdown. */
export function titleCard({
  counts,
  measures,
  gain,
  cost,
  sizeBytes,
  titleSeconds,
}: TitleTrainResult): string {
  const { picture, title, withTitle } = measures
  const interval = gain?.interval ?? null
  const sure = interval === null ? '' : ` (95 %: ${signed(interval[0])} to ${signed(interval[1])})`
  return [
    '## The title',
    `Where a film’s title is known, \`title.bin\` (${(sizeBytes / 1e6).toFixed(1)} MB) reads it beside the picture: twenty logistic regressions over hashed pieces of words, words, pairs of words and the year, trained on ${counts.training} titles in ${Math.ceil(titleSeconds)} s (C = ${cost}, chosen by cross-validation among them), and for each genre three numbers that join both logits. Measured on ${counts.validation} films that neither has seen; together each film is judged with numbers that were fitted without it.`,
    [
      '| measure | picture | title and year | both |',
      '|---|---|---|---|',
      row('macro mAP', [picture, title, withTitle], (each) => each.macroMAP),
      row('macro mAP without Foreign and TV Movie', [picture, title, withTitle], (each) => each.macroMAP18),
      row('micro mAP', [picture, title, withTitle], (each) => each.microMAP),
      row('one of the first three right', [picture, title, withTitle], (each) => each.top3Hit),
      row('calibration error (ECE)', [picture, title, withTitle], (each) => each.ece),
    ].join('\n'),
    `Gain of the title in macro mAP: ${gain === null ? '–' : signed(gain.difference)}${sure}.`,
    'Make it again with `npx onesheet train --arch title --dataset DATASET --init MODEL --validation LIST --out OUT`.',
    '',
  ].join('\n\n')
}

function row(words: string, of: readonly Measures[], figure: (measures: Measures) => number | null): string {
  return `| ${words} | ${of.map((each) => figure(each)?.toFixed(3) ?? '–').join(' | ')} |`
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
}
