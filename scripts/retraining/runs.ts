import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NamedScenario } from './scenarios.ts'
import type { Step } from './simulate.ts'
import { simulate } from './simulate.ts'
import type { World } from './world.ts'

/** The steps of the runs of a scenario; those that are in the folder already are not made again. */
export function runsOf(world: World, scenario: NamedScenario, folder: string): Step[][] {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${scenario.name}.jsonl`)
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []
  const runs = lines.map((line) => JSON.parse(line) as Step[])
  for (let run = runs.length; run < scenario.runs; run++) {
    const steps = simulate(world, scenario, run)
    appendFileSync(file, `${JSON.stringify(steps)}\n`)
    runs.push(steps)
  }
  return runs.slice(0, scenario.runs)
}
