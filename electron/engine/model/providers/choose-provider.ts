import { NOT_FASTER } from '../backends/reasons.ts'
import type { Contestant } from './contest.ts'
import type { ProviderName, Setting } from './provider.ts'
import { CPU } from './provider.ts'

/** One provider on this machine. */
export interface MeasuredProvider {
  name: ProviderName
  /** Whether it computes what the CPU does; null where it fails. */
  agrees: boolean | null
  /** At its best setting; null where it was not measured. */
  msPerImage: number | null
  /** Why it is not used; null: it is, the CPU until another takes over. */
  reason: string | null
}

/** What computes a model on this machine. */
export interface Choice {
  name: ProviderName
  /** How it is asked. */
  setting: Setting
  /** How the CPU is asked: at the beginning of a run, and when the provider fails. */
  cpu: Setting
  measured: MeasuredProvider[]
}

/** What takes another’s place is so many times as fast: by less two runs of the same may differ. */
const CLEARLY = 1.1

/**
 * The fastest, where it is clearly faster: of the CPU's settings than the usual one, which comes first, and of the
 * other providers than the CPU at its best.
 * @param tried the other providers; those without a reason are among the contestants
 */
export function chooseProvider(
  contestants: readonly Contestant[],
  tried: readonly MeasuredProvider[],
): Choice {
  const ofCpu = contestants.filter(({ name }) => name === CPU)
  const usual = ofCpu[0] as Contestant
  const cpu = clearlyFaster(ofCpu, usual) ?? usual
  const others = contestants.filter(({ name }) => name !== CPU)
  const winner = clearlyFaster(others, cpu) ?? cpu
  return {
    name: winner.name,
    setting: winner.setting,
    cpu: cpu.setting,
    measured: [
      { name: CPU, agrees: true, msPerImage: cpu.ms, reason: null },
      ...tried.map((each) => {
        const best = fastest(others.filter(({ name }) => name === each.name))
        if (best === undefined) return each
        if (best.failure !== null) return { ...each, agrees: null, msPerImage: null, reason: best.failure }
        return { ...each, msPerImage: best.ms, reason: each.name === winner.name ? null : NOT_FASTER }
      }),
    ],
  }
}

function clearlyFaster(candidates: readonly Contestant[], than: Contestant): Contestant | null {
  const best = fastest(candidates)
  return best !== undefined && best.timesFasterThan(than) >= CLEARLY ? best : null
}

function fastest(contestants: readonly Contestant[]): Contestant | undefined {
  return contestants.toSorted((left, right) => left.ms - right.ms)[0]
}
