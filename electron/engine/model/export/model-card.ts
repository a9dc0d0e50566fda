import type { GenreReport, Headline, HeadlineMeasure, TrainingReport } from '#shared/domain/report.ts'
import { keptStart } from '#shared/domain/report.ts'
import type { CalibrationFigures } from '#shared/domain/scoreboard.ts'
import { interval, list, rate, table, thousands } from './card-markdown.ts'
import { slicePart } from './card-slices.ts'

/** What a card says that the report of the training does not know. */
export interface CardFacts {
  /** Where posters and genres are from, in a sentence or two. */
  data: string
  /** What training began with: drawn weights, or whose. */
  start: string
  /** Length of the embedding. */
  dimensions: number
  /** Films that lie in `replay.bin`; null without one. */
  replay: { judging: number; learning: number } | null
  /** Of the model itself. */
  licence: string
  /** Terms of what went in: whose weights, whose labels. */
  terms: readonly string[]
  /** The one command that trains it again. */
  command: string
  /** Trainings of which this one was chosen by these very figures, itself among them; null where nobody counted. */
  runsCompared: number | null
}

const MEASURES: Record<HeadlineMeasure, string> = {
  macroMAP: 'macro mAP',
  macroMAP18: 'macro mAP without Foreign and TV Movie',
  microMAP: 'micro mAP',
  top1: 'the first guess right',
  top3Hit: 'one of the first three right',
  likelyPrecision: 'right where likely',
  microF1: 'micro F1',
  macroF1: 'macro F1',
  perLabelAccuracy: 'per-label accuracy at 0.5',
  coverageError: 'coverage error (lower is better)',
  rankingLoss: 'ranking loss (lower is better)',
  brier: 'Brier skill over the prior',
}

/**
 * The model card (Mitchell et al. 2019, https://arxiv.org/abs/1810.03993) of a trained network, in Markdown: data,
 * measures with their intervals beside what needs no model, calibration, every genre, decade and source, limits, licences, and how to make it again.
 */
export function modelCard(report: TrainingReport, facts: CardFacts): string {
  const { model, counts, machine } = report
  const paragraphs = [
    `# ${model.title}`,
    'It says which of twenty genres a film’s poster looks like, each a yes-or-no question of its own.',
    list(aboutLines(report, facts)),
    '## Measures',
    `On ${String(counts.validation)} films that it was not trained on. Intervals are 95 %, by film. In bold what is better than everything beside it, and not by chance.`,
    headlineTable(report),
    runsLine(facts),
    '## Calibration',
    calibrationLine(report),
    '## Genres',
    'AP is the average precision of the ranked list; by chance it would be the prevalence, and the gain is the difference. *Likely* and *maybe* are the levels from which a genre is said; how often they were right was measured on films that they were not fitted on. A genre without a likely level is weak: it is offered as a ranked list only. Of a genre with fewer than 25 films nothing can be told.',
    genreTable(report),
    ...slicePart(report),
    '## Limits',
    list(limitLines(report)),
    '## How to make it again',
    `\`\`\`\n${facts.command}\n\`\`\``,
    `Seed ${String(report.seed)}. The same seed gives the same films, drawn weights and augmentations everywhere; another backend rounds otherwise, so that the figures move a little. It was trained on ${machine.cpu} (${String(machine.cores)} cores), backend ${machine.backend}.`,
    settingsTable(report),
    '## Licences',
    list([`The model: ${facts.licence}`, ...facts.terms]),
  ]
  return `${paragraphs.join('\n\n')}\n`
}

function aboutLines(report: TrainingReport, facts: CardFacts): string[] {
  const { model, counts, epochs, best, stoppedEarly } = report
  const { height, width } = model.input
  const variant = model.variant === null ? '' : ` (${model.variant})`
  const size = model.parameters === null ? '' : `, ${thousands(model.parameters.trainable)} parameters`
  const kept = best === null ? '' : `, the weights of epoch ${String(best)} kept`
  const start = keptStart(report)
  const mixed = start === 0 ? '' : `, then mixed with those it started from (${String(start)} of them)`
  const early = stoppedEarly ? ', stopped early' : ''
  return [
    `**Network**: ${model.architecture}${variant}${size}; input ${String(height)} × ${String(width)} (height × width) RGB, an embedding of ${thousands(facts.dimensions)} values, one linear layer to twenty logits, a sigmoid each.`,
    `**Start**: ${facts.start}`,
    `**Data**: ${facts.data}`,
    `**Films**: ${thousands(counts.read)} read; ${reasons(counts.leftOut)} left out as unusable, ${reasons(counts.filtered)} by filters; ${thousands(counts.training)} for training (${thousands(counts.samples)} pictures an epoch), ${thousands(counts.validation)} kept apart.`,
    `**Training**: ${String(epochs.length)} epochs${early}${kept}${mixed}.`,
    ...replayLine(facts.replay),
  ]
}

function replayLine(replay: CardFacts['replay']): string[] {
  if (replay === null) return []
  return [
    `**For teaching**: \`replay.bin\` holds the stored embeddings, genres and logits of ${thousands(replay.learning)} films that it was trained on and of the ${thousands(replay.judging)} kept apart, in a drawn order: no picture, title or id.`,
  ]
}

function reasons(byReason: Record<string, number>): string {
  const known = Object.entries(byReason).filter(([, count]) => count > 0)
  if (known.length === 0) return 'none'
  return known.map(([reason, count]) => `${thousands(count)} (${reason})`).join(', ')
}

function headlineTable({ headlines, previousId }: TrainingReport): string {
  const hasPrevious = previousId !== null
  const rows = headlines.map((headline) => {
    const name = MEASURES[headline.measure]
    const cells = [
      headline.isHeadlined ? `**${name}**` : name,
      headline.isHeadlined ? `**${rate(headline.value)}**` : rate(headline.value),
      interval(headline.interval),
      rate(headline.nothing.value),
      rate(headline.prior.value),
    ]
    return hasPrevious ? [...cells, previousCell(headline)] : cells
  })
  const heads = ['measure', 'value', '95 % interval', 'predict nothing', 'genre prior']
  return table(hasPrevious ? [...heads, `${previousId} (difference)`] : heads, rows)
}

function previousCell({ previous }: Headline): string {
  if (previous === null) return '–'
  const difference = previous.interval === null ? '' : ` (${interval(previous.interval)})`
  return `${rate(previous.value)}${difference}`
}

function runsLine({ runsCompared }: CardFacts): string {
  if (runsCompared === null) {
    return 'How many trainings were compared on these films before this one was kept is not known; the best of many looks better than it is.'
  }
  return runsCompared === 1
    ? 'No other training was compared with it on these films.'
    : `It was chosen among ${thousands(runsCompared)} trainings that were compared on these films: the best of several looks a little better than it is.`
}

function calibrationLine({ calibration, pooled: { reliability } }: TrainingReport): string {
  const all = `Over all answers at once the expected error is ${rate(reliability.ece, 4)}, its floor ${rate(reliability.expected, 4)}.`
  if (calibration === undefined) return all
  const { ece, expected, skilled, perGenre, crossFitted } = calibration
  return [
    `Mean expected calibration error of a genre: **${rate(ece, 4)}**; its floor, what a perfectly calibrated model would show on the same scores by chance alone, is **${rate(expected, 4)}**.`,
    `Brier skill over the genre prior is above 0 in **${String(skilled)} of ${String(perGenre.length)}** genres.`,
    ...(crossFitted
      ? [
          'It was calibrated on these films (a scale and a bias of each genre’s logit): every film is judged here by numbers that were fitted without it.',
        ]
      : []),
    all,
  ].join(' ')
}

function genreTable({ genres, calibration }: TrainingReport): string {
  return table(
    [
      'genre',
      'films',
      'prevalence',
      'AP',
      'gain, 95 %',
      'likely from',
      'right',
      'found',
      'maybe from',
      'right',
      'found',
      'ECE',
      'floor',
      ...(calibration === undefined ? [] : ['Brier skill']),
    ],
    genres.map((genre) => [
      genre.name,
      genre.tooFew ? `${String(genre.support)} (too few)` : String(genre.support),
      rate(genre.prevalence),
      rate(genre.ap),
      interval(genre.gainInterval),
      rate(genre.likelyFrom),
      rate(genre.likely.precision),
      rate(genre.likely.recall),
      rate(genre.maybeFrom),
      rate(genre.maybe.precision),
      rate(genre.maybe.recall),
      rate(genre.reliability.ece),
      rate(genre.reliability.expected),
      ...(calibration === undefined ? [] : [rate(brierSkillOf(calibration, genre))]),
    ]),
  )
}

function brierSkillOf({ perGenre }: CalibrationFigures, { name }: GenreReport): number | null {
  return perGenre.find((genre) => genre.name === name)?.brierSkill ?? null
}

function limitLines({ genres }: TrainingReport): string[] {
  const weak = genres.filter((genre) => genre.likelyFrom === null).map((genre) => genre.name)
  const chance = genres.filter((genre) => genre.verdict !== 'better').map((genre) => genre.name)
  return [
    'It sees a small picture and nothing else: no title, no cast. Foreign and TV Movie say nothing that a poster shows.',
    'Labels are what people entered, and people disagree; a wrong label counts against it as much as a wrong answer.',
    'Posters unlike those it learned from (drawn art, series, music covers, other decades or countries) are foreign to it.',
    ...(weak.length > 0 ? [`Weak genres, never called likely: ${weak.join(', ')}.`] : []),
    ...(chance.length > 0 ? [`Not shown to be better than chance: ${chance.join(', ')}.`] : []),
    'It judges posters. It must not be used to judge people.',
  ]
}

function settingsTable({ settings }: TrainingReport): string {
  return table(
    ['option', 'value'],
    Object.entries(settings).map(([name, value]) => [name, value === null ? '–' : String(value)]),
  )
}
