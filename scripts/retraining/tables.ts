import { markdownTable } from '../markdown-table.ts'
import { exactInterval } from './binomial.ts'
import type { Mean, OutcomeCount, PointSummary, ScenarioSummary } from './summary.ts'
import { ASKING_TITLES, NULL_TITLES, SHIFT_TITLES } from './titles.ts'

type Summaries = ReadonlyMap<string, ScenarioSummary>

const signed = (value: number, digits: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`
export const thousandths = ({ mean, error }: Mean) =>
  `${signed(1000 * mean, 1)} ± ${(1000 * error).toFixed(1)}`
const points = ({ mean, error }: Mean) => `${signed(100 * mean, 2)} ± ${(100 * error).toFixed(2)}`
export const percent = (share: number) => `${(100 * share).toFixed(1)} %`

/** Numbers of verdicts that tables tell of: with fewer hardly anything is learned. */
const TOLD = [480, 960, 1920]

/** The last point to which every run of a scenario came. */
export function lastPoint(summary: ScenarioSummary | undefined): PointSummary | null {
  return summary?.points.findLast(({ runs }) => runs === summary.runs) ?? null
}

function rowsOfShifts(cells: (shift: string, title: string) => string[] | null): string[][] {
  return Object.entries(SHIFT_TITLES).flatMap(([shift, title]) => {
    const row = cells(shift, title)
    return row === null ? [] : [row]
  })
}

/** What was learned from the most verdicts that everybody had, and what of it is used. */
export function changesTable(summaries: Summaries): string {
  const head = [
    'The person',
    'verdicts',
    'log-loss before',
    'learned',
    'in use',
    'micro AP before',
    'learned',
    'macro AP before',
    'learned',
  ]
  return markdownTable(
    head,
    rowsOfShifts((shift, title) => {
      const last = lastPoint(summaries.get(`${shift}-review`))
      if (last === null) return null
      const { point, bundled, learned, used } = last
      return [
        title,
        String(point),
        bundled.loss.mean.toFixed(4),
        thousandths(learned.loss),
        thousandths(used.loss),
        bundled.micro.mean.toFixed(3),
        points(learned.micro),
        bundled.macro.mean.toFixed(3),
        points(learned.macro),
      ]
    }),
  )
}

/** Of the two people who mean something else by a word: the genre that it is, by the review. */
export function meaningTable(summaries: Summaries): string {
  const rows = (['crime', 'family'] as const).flatMap((shift) =>
    (summaries.get(`${shift}-review`)?.points ?? [])
      .filter(({ point }) => TOLD.includes(point))
      .map(({ point, bundled, learned, used }) => [
        `${SHIFT_TITLES[shift]}, ${point} verdicts`,
        bundled.ownLoss.mean.toFixed(4),
        thousandths(learned.ownLoss),
        thousandths(used.ownLoss),
        bundled.ownPrecision.mean.toFixed(3),
        points(learned.ownPrecision),
      ]),
  )
  return markdownTable(['The person', 'log-loss before', 'learned', 'in use', 'AP before', 'learned'], rows)
}

/** The three ways of asking at equal numbers of verdicts. */
export function orderTable(summaries: Summaries): string {
  const askings = Object.keys(ASKING_TITLES)
  const head = [
    'Change of log-loss',
    ...TOLD.flatMap((point) => askings.map((asking) => `${asking}, ${point}`)),
  ]
  return markdownTable(
    head,
    rowsOfShifts((shift, title) => [
      title,
      ...TOLD.flatMap((point) =>
        askings.map((asking) => {
          const found = summaries.get(`${shift}-${asking}`)?.points.find((each) => each.point === point)
          return found === undefined ? '–' : thousandths(found.learned.loss)
        }),
      ),
    ]),
  )
}

export function forgettingTable(summaries: Summaries): string {
  return markdownTable(
    ['The person', 'verdicts', 'macro AP, points', 'log-loss, thousandths'],
    rowsOfShifts((shift, title) => {
      const last = lastPoint(summaries.get(`${shift}-review`))
      if (last === null) return null
      const { macro, loss } = last.remembered
      return [title, String(last.point), points(macro), thousandths(loss)]
    }),
  )
}

/** All teachings of the people with a shift or without, by what came of them. */
export function outcomesOfAll(summaries: Summaries): OutcomeCount[] {
  const kinds = new Map<string, OutcomeCount>()
  for (const shift of Object.keys(SHIFT_TITLES)) {
    for (const asking of Object.keys(ASKING_TITLES)) {
      for (const { outcomes } of summaries.get(`${shift}-${asking}`)?.points ?? []) {
        for (const count of outcomes) add(kinds, count)
      }
    }
  }
  return [...kinds.values()].sort((one, other) => other.times - one.times)
}

export function outcomeTable(summaries: Summaries): string {
  const rows = outcomesOfAll(summaries).map(({ outcome, reason, times, learned, better, betterShown }) => {
    const shareOf = (count: number) => (learned === 0 ? '–' : `${count} (${percent(count / learned)})`)
    return [`${outcome}: ${reason}`, String(times), shareOf(better), shareOf(betterShown)]
  })
  return markdownTable(['Outcome', 'times', 'truly better, all genres', 'truly better, what is shown'], rows)
}

function add(kinds: Map<string, OutcomeCount>, count: OutcomeCount): void {
  const held = kinds.get(count.reason)
  if (held === undefined) {
    kinds.set(count.reason, { ...count })
    return
  }
  held.times += count.times
  held.better += count.better
  held.betterShown += count.betterShown
  held.learned += count.learned
}

export function falseTable(summaries: Summaries): string {
  const rows = Object.entries(NULL_TITLES).flatMap(([name, title]) => {
    const summary = summaries.get(name)
    if (summary === undefined) return []
    const { promoted, runs, judged, promotedBetter, promotedChanged } = summary
    const [low, high] = exactInterval(promoted, runs)
    return [
      [
        title,
        String(runs),
        String(judged),
        String(promoted),
        `${percent(promoted / runs)} (${percent(low)} to ${percent(high)})`,
        String(promotedBetter),
        promoted === 0 ? '–' : percent(promotedChanged),
      ],
    ]
  })
  return markdownTable(
    [
      'The person says',
      'people',
      'teachings judged',
      'people with a promotion',
      'share, exact 95 %',
      'truly better',
      'posters changed',
    ],
    rows,
  )
}

/** Over all people who were asked in the order of the review. */
export function secondsTable(summaries: Summaries): string {
  const shifts = Object.keys(SHIFT_TITLES).flatMap((shift) => summaries.get(`${shift}-review`) ?? [])
  const verdicts = [...new Set(shifts.flatMap((each) => each.points.map(({ point }) => point)))]
  const rows = verdicts.map((point) => {
    const own = shifts.flatMap((each) => each.points.find((at) => at.point === point) ?? [])
    const mean = own.reduce((sum, { seconds, runs }) => sum + seconds.mean * runs, 0)
    const runs = own.reduce((sum, each) => sum + each.runs, 0)
    const slowest = Math.max(...own.map(({ slowestSeconds }) => slowestSeconds))
    return [String(point), (mean / runs).toFixed(2), slowest.toFixed(2)]
  })
  return markdownTable(['Verdicts', 'mean, s', 'slowest, s'], rows)
}
