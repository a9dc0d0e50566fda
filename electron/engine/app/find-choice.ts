import { createEmbedPool } from '../model/embed-pool.ts'
import type { Embedder } from '../model/embed.ts'
import { candidatesFor } from '../model/providers/candidates.ts'
import type { Choice } from '../model/providers/choose-provider.ts'
import { fixedPictures } from '../model/providers/fixed-pictures.ts'
import { measureProviders } from '../model/providers/measure-providers.ts'
import type { ProviderMemory } from '../model/providers/memory.ts'
import { keyOf } from '../model/providers/memory.ts'
import { openProcessEmbedder } from '../model/providers/process-embedder.ts'
import { usualSetting } from '../model/providers/provider.ts'
import type { LoadedModel } from '../model/registry.ts'
import { SharedRuns } from '../platform/shared-runs.ts'
import type { ModelTools } from './model-tools.ts'

export interface Found {
  choice: Choice
  /** Now; else it was kept. */
  isMeasured: boolean
  /** While no job computed beside it: only then it holds for the runs to come. */
  isUndisturbed: boolean
}

export interface FindOptions {
  /** Measures; else takes what is kept, and measures only where nothing is. */
  isAnew: boolean
  signal?: AbortSignal | undefined
  /** Another CPU, for tests. */
  openCpu?: (model: LoadedModel) => Embedder
}

export type FindTools = Pick<ModelTools, 'providers' | 'clock' | 'isComputing'>

/** To start the network is much for every look at how things stand; a driver may be installed meanwhile. */
const KNOWN_FOR_MS = 60_000
/** Who asks for a measurement has one; a second press, or a second window, need not cost another. */
const JUST_NOW_MS = 5_000

interface Finding {
  last: { key: string; atMs: number; found: Found } | null
  runs: SharedRuns<Found>
}

const findings = new WeakMap<ProviderMemory, Finding>()

/**
 * What computes the model here: found lately, being found for somebody else, or found now.
 * @throws AppError `app/cancelled`, `model/no-backend` where ONNX Runtime does not load
 */
export async function findChoice(tools: FindTools, model: LoadedModel, options: FindOptions): Promise<Found> {
  const { providers, clock } = tools
  const finding = findings.get(providers) ?? { last: null, runs: new SharedRuns() }
  findings.set(providers, finding)
  const key = keyOf(model)
  const { last } = finding
  const freshMs = options.isAnew ? JUST_NOW_MS : KNOWN_FOR_MS
  if (last?.key === key && clock.monotonicMs() - last.atMs < freshMs) {
    if (last.found.isMeasured || !options.isAnew) return last.found
  }
  const kept = options.isAnew ? null : providers.choiceFor(model)
  const find = async (ending: AbortSignal) => {
    const found = await findNow(tools, model, { ...options, kept, ending })
    finding.last = { key, atMs: clock.monotonicMs(), found }
    return found
  }
  return finding.runs.join(`${kept === null ? 'measure' : 'try'} ${key}`, find, options.signal)
}

async function findNow(
  { isComputing }: FindTools,
  model: LoadedModel,
  {
    kept,
    ending,
    openCpu = usualCpu,
  }: Pick<FindOptions, 'openCpu'> & { kept: Choice | null; ending: AbortSignal },
): Promise<Found> {
  const isQuiet = !isComputing()
  const cpu = openCpu(model)
  try {
    // Whatever is kept of it: ONNX Runtime must load today.
    await cpu.embed(fixedPictures(model.manifest.input))
    if (kept !== null) return { choice: kept, isMeasured: false, isUndisturbed: false }
    const choice = await measured(model, cpu, ending)
    return { choice, isMeasured: true, isUndisturbed: isQuiet && !isComputing() }
  } finally {
    await cpu.close()
  }
}

function usualCpu(model: LoadedModel): Embedder {
  const { batchesAtOnce, threads } = usualSetting()
  return createEmbedPool(model, { size: batchesAtOnce, threads })
}

function measured(model: LoadedModel, cpu: Embedder, signal: AbortSignal): Promise<Choice> {
  return measureProviders(model, {
    cpu,
    candidates: candidatesFor(model),
    open: (name) => {
      const embedder = openProcessEmbedder({ name, model })
      // A card may take many seconds to answer; nobody waits for it any more.
      signal.addEventListener('abort', () => void embedder.close(), { once: true })
      return embedder
    },
    alone: (work) => work(),
    signal,
  })
}
