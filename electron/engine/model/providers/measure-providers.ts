import { DIFFERS, NOT_FASTER, reasonOfProvider } from '../backends/reasons.ts'
import { createEmbedPool } from '../embed-pool.ts'
import type { Embedder } from '../embed.ts'
import type { LoadedModel } from '../registry.ts'
import type { Candidate } from './candidates.ts'
import type { Choice, MeasuredProvider } from './choose-provider.ts'
import { chooseProvider } from './choose-provider.ts'
import { contest, Contestant, msPerPicture } from './contest.ts'
import { farthestApart, faultOf, fixedPictures, MOST_APART } from './fixed-pictures.ts'
import type { OpenProvider, ProcessProvider, Setting } from './provider.ts'
import { CPU, cpuSettings, PROCESS_SETTINGS, usualSetting } from './provider.ts'

export interface MeasureTools {
  /** The processor at its usual setting; it stays open. */
  cpu: Embedder
  candidates: readonly Candidate[]
  open: OpenProvider
  /** Runs what is timed while nothing else of ours computes. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>
  signal: AbortSignal
}

/** Of all that is timed: for so long a scan stands still, once on each machine. */
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
  { cpu, candidates, open, alone, signal }: MeasureTools,
): Promise<Choice> {
  const pictures = fixedPictures(model.manifest.input)
  const together = { ...usualSetting(), batchSize: pictures.length, batchesAtOnce: 1 }
  const opened: Embedder[] = []
  const keep = (embedder: Embedder): Embedder => {
    opened.push(embedder)
    return embedder
  }
  try {
    const expected = await cpu.embed(pictures)
    const cpuMs = await msPerPicture(cpu, together, pictures)
    const contestants = cpuSettings().map((setting) => new Contestant(CPU, setting, poolOf(setting)))
    const tried: MeasuredProvider[] = []
    for (const { name, reason } of candidates) {
      signal.throwIfAborted()
      tried.push(reason === null ? await tryProvider(name) : { name, agrees: null, msPerImage: null, reason })
    }
    for (const contestant of contestants) {
      signal.throwIfAborted()
      await contestant.warmUp(pictures)
    }
    await alone(() => contest(contestants, pictures, { budgetMs: BUDGET_MS, signal }))
    return chooseProvider(contestants, tried)

    function poolOf({ batchesAtOnce, threads }: Setting): Embedder {
      if (threads === usualSetting().threads) return cpu
      return keep(createEmbedPool(model, { size: batchesAtOnce, threads }))
    }

    async function tryProvider(name: ProcessProvider): Promise<MeasuredProvider> {
      const embedder = keep(open(name))
      try {
        const vectors = await embedder.embed(pictures)
        const apart = farthestApart(vectors, expected, model.head)
        const fault = faultOf(vectors, pictures) ?? (apart <= MOST_APART ? null : DIFFERS)
        if (fault !== null) return { name, agrees: false, msPerImage: null, reason: fault }
        const msPerImage = await msPerPicture(embedder, together, pictures)
        const measured = { name, agrees: true, msPerImage, reason: null }
        if (msPerImage > HOPELESS * cpuMs) return { ...measured, reason: NOT_FASTER }
        contestants.push(...PROCESS_SETTINGS.map((setting) => new Contestant(name, setting, embedder)))
        return measured
      } catch (error) {
        return { name, agrees: null, msPerImage: null, reason: reasonOfProvider(error) }
      }
    }
  } finally {
    await Promise.all(opened.map((embedder) => embedder.close()))
  }
}
