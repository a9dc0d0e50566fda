import type { GenreReport, Headline, HeadlineMeasure, TrainingReport } from '#shared/domain/report.ts'

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
 * measures with their intervals beside what needs no model, every genre, limits, licences, and how to make it again.
 */
export function modelCard(report: TrainingReport, facts: CardFacts): string {
  const { model, counts, machine, pooled } = report
  const paragraphs = [
    `# ${model.title}`,
    'It says which of twenty genres a film’s poster looks like, each a yes-or-no question of its own.',
    list(aboutLines(report, facts)),
    '## Measures',
    `On ${String(counts.validation)} films that it was not trained on. Intervals are 95 %, by film. In bold what is better than everything beside it, and not by chance.`,
    headlineTable(report),
    `Calibration: an expected error of ${rate(pooled.reliability.ece)}; a perfectly calibrated model would show ${rate(pooled.reliability.expected)} on as many films, by chance alone.`,
    '## Genres',
    'AP is the average precision of the ranked list; by chance it would be the prevalence, and the gain is the difference. *Likely* and *maybe* are the levels from which a genre is said; how often they were right was measured on films that they were not fitted on. A genre without a likely level is weak: it is offered as a ranked list only. Of a genre with fewer than 25 films nothing can be told.',
    genreTable(report.genres),
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

function aboutLines(
  { model, counts, epochs, best, stoppedEarly }: TrainingReport,
  facts: CardFacts,
): string[] {
  const { height, width } = model.input
  const variant = model.variant === null ? '' : ` (${model.variant})`
  const size = model.parameters === null ? '' : `, ${thousands(model.parameters.trainable)} parameters`
  const kept = best === null ? '' : `, the weights of epoch ${String(best)} kept`
  const early = stoppedEarly ? ', stopped early' : ''
  return [
    `**Network**: ${model.architecture}${variant}${size}; input ${String(height)} × ${String(width)} (height × width) RGB, an embedding of ${thousands(facts.dimensions)} values, one linear layer to twenty logits, a sigmoid each.`,
    `**Start**: ${facts.start}`,
    `**Data**: ${facts.data}`,
    `**Films**: ${thousands(counts.read)} read; ${reasons(counts.leftOut)} left out as unusable, ${reasons(counts.filtered)} by filters; ${thousands(counts.training)} for training (${thousands(counts.samples)} pictures an epoch), ${thousands(counts.validation)} kept apart.`,
    `**Training**: ${String(epochs.length)} epochs${early}${kept}.`,
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

function genreTable(genres: readonly GenreReport[]): string {
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
    ]),
  )
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

const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n')
const rate = (value: number | null) => (value === null ? '–' : value.toFixed(3))
const interval = (range: readonly [number, number] | null) => range?.map(rate).join(' to ') ?? '–'
const thousands = (count: number) => count.toLocaleString('en-US')

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

const escapeCell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
