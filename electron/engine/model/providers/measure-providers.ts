import { DIFFERS, NOT_FASTER, reasonOfProvider } from '../backends/reasons.ts'
import type { Embedder } from '../embed.ts'
import type { LoadedModel } from '../registry.ts'
import type { Candidate } from './candidates.ts'
import type { Choice, MeasuredProvider } from './choose-provider.ts'
import { chooseProvider } from './choose-provider.ts'
import { contest, LEAST_ROUNDS, msPerPicture } from './contest.ts'
import type { Entrant } from './entrants.ts'
import { contestantsWithin } from './entrants.ts'
import type { OpenCpu } from './cpu-pool.ts'
import { cpuPools } from './cpu-pool.ts'
import { farthestApart, faultOf, fixedPictures, MOST_APART } from './fixed-pictures.ts'
import type { OpenProvider, ProcessProvider, Setting } from './provider.ts'
import { CPU, cpuSettings, PROCESS_SETTINGS, usualSetting } from './provider.ts'

export interface MeasureTools {
  /** The processor at its usual setting; it stays open. */
  cpu: Embedder
  /** The processor at another setting, which is closed; by default ONNX Runtime on threads. */
  openCpu?: OpenCpu
  candidates: readonly Candidate[]
  open: OpenProvider
  /** Runs what is timed while nothing else of ours computes. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>
  signal: AbortSignal
}

/** Of all that is timed: for about so long a scan stands still, once on each machine. */
const BUDGET_MS = 1_500
/** What takes so many times as long as the CPU for the fixed pictures is not measured further. */
const HOPELESS = 3

/**
 * Tries every candidate on a few fixed pictures, then times those that agree with the CPU, and the CPU at several
 * settings.
 * @throws AppError `model/no-backend` where ONNX Runtime does not load; the signal's reason
 */
export async function measureProviders(
  model: Pick<LoadedModel, 'manifest' | 'trunkBytes' | 'head'>,
  { cpu, openCpu = cpuPools(model), candidates, open, alone, signal }: MeasureTools,
): Promise<Choice> {
  const pictures = fixedPictures(model.manifest.input)
  const together = { ...usualSetting(), batchSize: pictures.length, batchesAtOnce: 1 }
  const oneEach = { ...usualSetting(), batchSize: 1 }
  const opened: Embedder[] = []
  const keep = (embedder: Embedder): Embedder => {
    opened.push(embedder)
    return embedder
  }
  try {
    const expected = await cpu.embed(pictures)
    const cpuMs = await msPerPicture(cpu, together, pictures)
    // Once beside what else is computed, so that every network is open, then without it.
    await msPerPicture(cpu, oneEach, pictures)
    const expectedMs = await alone(() => msPerPicture(cpu, oneEach, pictures))
    const entrants = cpuSettings().map((setting): Entrant => {
      return { name: CPU, setting, embedder: poolOf(setting), expectedMs }
    })
    const tried: MeasuredProvider[] = []
    for (const { name, reason } of candidates) {
      tried.push(reason === null ? await tryProvider(name) : { name, agrees: null, msPerImage: null, reason })
    }
    const contestants = contestantsWithin(BUDGET_MS, entrants)
    for (const contestant of contestants) await contestant.warmUp(pictures, signal)
    await alone(() => contest(contestants, pictures, { budgetMs: BUDGET_MS, signal }))
    return chooseProvider(contestants, tried)

    function poolOf(setting: Setting): Embedder {
      return setting.threads === usualSetting().threads ? cpu : keep(openCpu(setting))
    }

    /** Of as many as there are rounds at least, or the first that is not hopeless. */
    async function fastestTime(embedder: Embedder): Promise<number> {
      let fastestMs = Infinity
      for (let round = 0; round < LEAST_ROUNDS && fastestMs > HOPELESS * cpuMs; round++) {
        fastestMs = Math.min(fastestMs, await msPerPicture(embedder, together, pictures))
      }
      return fastestMs
    }

    async function tryProvider(name: ProcessProvider): Promise<MeasuredProvider> {
      const embedder = keep(open(name))
      try {
        const vectors = await embedder.embed(pictures)
        const apart = farthestApart(vectors, expected, model.head)
        const fault = faultOf(vectors, pictures) ?? (apart <= MOST_APART ? null : DIFFERS)
        if (fault !== null) return { name, agrees: false, msPerImage: null, reason: fault }
        const msPerImage = await fastestTime(embedder)
        const measured = { name, agrees: true, msPerImage, reason: null }
        if (msPerImage > HOPELESS * cpuMs) return { ...measured, reason: NOT_FASTER }
        for (const setting of PROCESS_SETTINGS)
          entrants.push({ name, setting, embedder, expectedMs: msPerImage })
        return measured
      } catch (error) {
        signal.throwIfAborted()
        return { name, agrees: null, msPerImage: null, reason: reasonOfProvider(error) }
      }
    }
  } finally {
    await Promise.all(opened.map((embedder) => embedder.close()))
  }
}
