import { exactInterval } from './binomial.ts'
import type { ScenarioSummary } from './summary.ts'
import { lastPoint, outcomesOfAll, percent, thousandths } from './tables.ts'
import { NULL_TITLES, SHIFT_TITLES } from './titles.ts'

type Summaries = ReadonlyMap<string, ScenarioSummary>

/** What a reader should take along, one line each, with its figures. */
export function findings(summaries: Summaries): string {
  return [...gains(summaries), ...trust(summaries), ...chance(summaries)]
    .map((line) => `- ${line}`)
    .join('\n')
}

function gains(summaries: Summaries): string[] {
  return Object.entries(SHIFT_TITLES).flatMap(([shift, title]) => {
    const summary = summaries.get(`${shift}-review`)
    const last = lastPoint(summary)
    if (summary === undefined || last === null) return []
    return [
      `**${title}**: after ${last.point} verdicts what was learned changes the log-loss by ${thousandths(last.learned.loss)} ` +
        `thousandths of a nat, from ${(1000 * last.bundled.loss.mean).toFixed(1)}; ${summary.promoted} of ${summary.runs} people ` +
        `were given a better model on the way.`,
    ]
  })
}

function trust(summaries: Summaries): string[] {
  return outcomesOfAll(summaries)
    .filter(({ reason }) => reason === 'proven')
    .map(
      ({ times, better }) =>
        `Of ${times} heads called better, ${better} (${percent(better / times)}) were so on films that nobody was asked about.`,
    )
}

function chance(summaries: Summaries): string[] {
  return Object.entries(NULL_TITLES).flatMap(([name, title]) => {
    const summary = summaries.get(name)
    if (summary === undefined) return []
    const { promoted, runs } = summary
    const [low, high] = exactInterval(promoted, runs)
    return [
      `**${title}**: ${promoted} of ${runs} people were given another model (95 %: ${percent(low)} to ${percent(high)}).`,
    ]
  })
}
