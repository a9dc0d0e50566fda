import type { PanelLine } from '../line-panels.ts'
import { COLOURS, linePanels } from '../line-panels.ts'
import type { Asking } from './simulate.ts'
import type { MeanSkill, PointSummary, ScenarioSummary } from './summary.ts'
import { ASKING_TITLES, SHIFT_TITLES } from './titles.ts'

type Summaries = ReadonlyMap<string, ScenarioSummary>

const ASKING_COLOURS: Readonly<Record<Asking, string>> = {
  random: COLOURS.grey,
  review: COLOURS.blue,
  asked: COLOURS.green,
}

/** Change of log-loss and of micro average precision over the verdicts, for the three ways of asking. */
export function curvesOf(shift: string, summaries: Summaries): string {
  const lines = Object.entries(ASKING_TITLES).flatMap(([asking, name]) => {
    const color = ASKING_COLOURS[asking as Asking]
    return linesOf(name, color, summaries.get(`${shift}-${asking}`), ({ learned }) => learned, 'micro')
  })
  const inUse = summaries.get(`${shift}-review`)
  const used = linesOf('review, in use', COLOURS.orange, inUse, (point) => point.used, 'micro')
  const title = SHIFT_TITLES[shift as keyof typeof SHIFT_TITLES]
  return panelsOf(`${title}: change on films not asked about`, 'micro AP', [...lines, ...used])
}

/** The same on the films of the replay, for all collections, asked in the order of the review. */
export function forgettingOf(summaries: Summaries): string {
  const colours = [COLOURS.grey, COLOURS.blue, COLOURS.green, COLOURS.orange, COLOURS.purple, COLOURS.brown]
  const lines = Object.entries(SHIFT_TITLES).flatMap(([shift, name], at) => {
    const summary = summaries.get(`${shift}-review`)
    return linesOf(name, colours[at] ?? COLOURS.grey, summary, ({ remembered }) => remembered, 'macro')
  })
  return panelsOf('the films of the replay, by the metadata: change', 'macro AP', lines)
}

function panelsOf(title: string, right: string, lines: readonly PanelLine[]): string {
  const points = new Set(lines.flatMap((line) => line.points.map(([x]) => Number(x))))
  const places = [...points].sort((one, other) => one - other).map(String)
  const units = `${title} (log-loss in thousandths, ${right} in points)`
  return linePanels({ title: units, names: ['log-loss', right], x: { places }, lines })
}

function linesOf(
  name: string,
  color: string,
  summary: ScenarioSummary | undefined,
  skillOf: (point: PointSummary) => MeanSkill,
  precision: 'micro' | 'macro',
): PanelLine[] {
  // What most runs never came to is not of the same people.
  const points = summary?.points.filter(({ runs }) => runs === summary.runs) ?? []
  const line = (panel: PanelLine['panel'], value: (skill: MeanSkill) => number): PanelLine => ({
    name,
    color,
    panel,
    points: points.map((point) => [String(point.point), value(skillOf(point))]),
  })
  return [line(0, ({ loss }) => 1000 * loss.mean), line(1, (skill) => 100 * skill[precision].mean)]
}
