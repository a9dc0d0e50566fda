/**
 * Writes docs/retraining.md and its plots from the results in docs/retraining.
 *
 *     node scripts/retraining-doc.ts
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findings } from './retraining/findings.ts'
import { curvesOf, forgettingOf } from './retraining/plots.ts'
import { SCENARIOS } from './retraining/scenarios.ts'
import type { ScenarioSummary } from './retraining/summary.ts'
import {
  changesTable,
  falseTable,
  meaningTable,
  forgettingTable,
  orderTable,
  outcomeTable,
  secondsTable,
} from './retraining/tables.ts'
import { SHIFT_TITLES } from './retraining/titles.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'retraining')

interface Trunk {
  epochs: number
  best: number
  counts: { training: number; validation: number; users: number }
  old: number
  macroMAP: number
  microMAP: number
}

const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as T
const trunk = read<Trunk>('trunk')
const summaries = new Map<string, ScenarioSummary>()
for (const { name } of SCENARIOS) {
  if (existsSync(join(folder, `${name}.json`))) summaries.set(name, read<ScenarioSummary>(name))
}

const plots: string[] = []
const plot = (name: string, title: string, svg: string) => {
  writeFileSync(join(folder, `${name}.svg`), svg)
  plots.push(`![${title}](retraining/${name}.svg)`)
}
for (const [shift, title] of Object.entries(SHIFT_TITLES)) plot(shift, title, curvesOf(shift, summaries))
plot('forgetting', 'What is forgotten', forgettingOf(summaries))
const forgetting = plots.pop() ?? ''

const whole = (count: number) => count.toLocaleString('en-GB')
const filled = Object.entries({
  users: whole(trunk.counts.users),
  training: whole(trunk.counts.training),
  validation: whole(trunk.counts.validation),
  old: whole(trunk.old),
  macro: trunk.macroMAP.toFixed(3),
  micro: trunk.microMAP.toFixed(3),
  best: String(trunk.best),
  epochs: String(trunk.epochs),
  findings: findings(summaries),
  changes: changesTable(summaries),
  meaning: meaningTable(summaries),
  order: orderTable(summaries),
  curves: plots.join('\n'),
  forgetting: `${forgettingTable(summaries)}\n\n${forgetting}`,
  outcomes: outcomeTable(summaries),
  false: falseTable(summaries),
  seconds: secondsTable(summaries),
}).reduce(
  (text, [name, value]) => text.replaceAll(`{{${name}}}`, value),
  readFileSync(join(import.meta.dirname, 'retraining-text.md'), 'utf8'),
)
writeFileSync(join(folder, '..', 'retraining.md'), filled)
console.log(`docs/retraining.md: ${summaries.size} of ${SCENARIOS.length} scenarios`)
