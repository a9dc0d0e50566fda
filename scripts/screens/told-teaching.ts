import type { Engine } from '#engine/app/engine-types.ts'
import type { Teaching, TeachState } from '#shared/contract/teach.ts'
import type { ScriptedEngine } from '../../tests/helpers/scripted-engine.ts'
import { scriptEngine } from '../../tests/helpers/scripted-engine.ts'
import { scriptTeaching, TAUGHT, TEACHING, versionsTo } from '../../tests/helpers/teaching-script.ts'

const REFUSED: Teaching = { ...TEACHING, outcome: 'worse', reason: 'may-forget', state: 'refused' }
const UNPROVEN: Teaching = {
  ...TEACHING,
  outcome: 'unproven',
  reason: 'no-replay',
  taught: { ...TAUGHT, forgetting: null, chanceBetter: 0.83 },
}
const FEW: Teaching = { ...TEACHING, outcome: 'not-enough', reason: 'few-judges', state: 'refused', taught: null }
const USED = {
  versions: versionsTo(4),
  goBackTo: versionsTo(4)[1] ?? null,
  last: { ...TEACHING, state: 'used' },
} satisfies Partial<TeachState>

const STATES: Readonly<Record<string, Partial<TeachState>>> = {
  nothing: { corrections: 0, newCorrections: 0, versions: versionsTo(1), goBackTo: null },
  corrections: {},
  better: { last: TEACHING, offer: TEACHING, newCorrections: 0 },
  unproven: { last: UNPROVEN, offer: UNPROVEN, newCorrections: 0 },
  refused: { last: REFUSED, newCorrections: 0, filmsMissing: 20 },
  'not-enough': { last: FEW, newCorrections: 0 },
  used: { ...USED, newCorrections: 0, filmsMissing: 20 },
  advice: { ...USED, newCorrections: 57, goBackAdvice: { verdicts: 57, contradicted: 21, before: 12 } },
}

/** An engine that tells of teachings what is invented, over the posters that it has. */
export async function tellTeaching(
  engine: Engine,
): Promise<{ engine: ScriptedEngine; states: string[]; stand(name: string): void }> {
  const script = scriptTeaching()
  const before = script.state
  const { items } = await engine.call('library.list', { filter: {}, limit: TAUGHT.changes.posters })
  const { cards } = await engine.call('library.cards', { ids: items.map(({ id }) => id) })
  script.changes = cards.map(({ id, title, year, pictureKey }, index) => ({
    ...{ id, title, year, pictureKey, moved: 0.9 - index / 100 },
    added: index % 3 === 2 ? [] : ['Horror'],
    removed: index % 3 === 1 ? [] : ['Drama'],
  }))
  return {
    engine: scriptEngine(engine, script.methods),
    states: Object.keys(STATES),
    stand: (name) => {
      script.state = { ...before, ...STATES[name] }
    },
  }
}
