import type { BackendInfo } from '#shared/contract/settings.ts'
import { AppError, toErrorBody } from '#shared/errors.ts'
import { createEmbedPool } from '../model/embed-pool.ts'
import type { Embedder } from '../model/embed.ts'
import { candidatesFor } from '../model/providers/candidates.ts'
import type { Choice } from '../model/providers/choose-provider.ts'
import { fixedPictures } from '../model/providers/fixed-pictures.ts'
import { measureProviders } from '../model/providers/measure-providers.ts'
import { openProcessEmbedder } from '../model/providers/process-embedder.ts'
import type { ProviderMemory } from '../model/providers/memory.ts'
import { keyOf } from '../model/providers/memory.ts'
import { CPU, usualSetting, WITHOUT_RUNTIME } from '../model/providers/provider.ts'
import type { LoadedModel } from '../model/registry.ts'
import type { ModelTools } from './model-tools.ts'

interface Listed {
  backends: BackendInfo[]
  /** What is used for many pictures; null: nothing can. */
  chosen: string | null
}

/** To start the network and to measure are seconds of work, too much for every question; a driver may be installed meanwhile. */
const KNOWN_FOR_MS = 60_000

/** What was found last, whether or not it was kept for the runs to come. */
const lastFound = new WeakMap<
  ProviderMemory,
  { key: string; atMs: number; choice: Choice; isMeasured: boolean }
>()

/**
 * What can run the model here, found in the last minute or now.
 * @param options.isAnew measures and keeps the answer; else what is kept, measured only where nothing is
 * @param options.openCpu another CPU, for tests
 */
export async function inferenceBackends(
  tools: Pick<ModelTools, 'registry' | 'manifest' | 'providers'>,
  { isAnew, openCpu = usualCpu }: { isAnew: boolean; openCpu?: (model: LoadedModel) => Embedder },
): Promise<Listed> {
  const { registry, manifest, providers } = tools
  let model: LoadedModel | null = null
  try {
    model = registry.load(manifest.id)
    const choice =
      knownChoice(providers, model, isAnew) ?? (await findChoice(providers, model, { isAnew, openCpu }))
    if (isAnew) providers.keep(model, choice)
    return listed(choice, providers.dropped)
  } catch (error) {
    return withoutCpu(error, model)
  }
}

function knownChoice(providers: ProviderMemory, model: LoadedModel, isAnew: boolean): Choice | null {
  const last = lastFound.get(providers)
  if (last?.key !== keyOf(model) || performance.now() - last.atMs >= KNOWN_FOR_MS) return null
  return last.isMeasured || !isAnew ? last.choice : null
}

async function findChoice(
  providers: ProviderMemory,
  model: LoadedModel,
  { isAnew, openCpu }: { isAnew: boolean; openCpu: (model: LoadedModel) => Embedder },
): Promise<Choice> {
  const cpu = openCpu(model)
  try {
    // Whatever is kept of it: ONNX Runtime must load today.
    await cpu.embed(fixedPictures(model.manifest.input))
    const kept = isAnew ? null : providers.choiceFor(model)
    const choice = kept ?? (await measured(model, cpu))
    const found = { choice, isMeasured: kept === null }
    lastFound.set(providers, { key: keyOf(model), atMs: performance.now(), ...found })
    return choice
  } finally {
    await cpu.close()
  }
}

function usualCpu(model: LoadedModel): Embedder {
  const { batchesAtOnce, threads } = usualSetting()
  return createEmbedPool(model, { size: batchesAtOnce, threads })
}

function measured(model: LoadedModel, cpu: Embedder): Promise<Choice> {
  return measureProviders(model, {
    cpu,
    candidates: candidatesFor(model),
    open: (name) => openProcessEmbedder({ name, model }),
    alone: (work) => work(),
    signal: new AbortController().signal,
  })
}

function listed(choice: Choice, dropped: ReadonlyMap<string, string>): Listed {
  const backends = choice.measured.map(({ name, agrees, msPerImage, reason }) => {
    const why = dropped.get(name) ?? reason
    const available = !dropped.has(name) && (agrees === true || why === null)
    return backend(name, { available, reason: why, msPerImage, agrees })
  })
  return { backends, chosen: dropped.has(choice.name) ? CPU : choice.name }
}

/** Where the CPU cannot: the slower way, if the model has the layers for it. */
function withoutCpu(error: unknown, model: LoadedModel | null): Listed {
  const unmeasured = { msPerImage: null, agrees: null }
  const cpu = backend(CPU, { available: false, reason: toErrorBody(error).message, ...unmeasured })
  const isSystem = error instanceof AppError && error.code === 'model/no-backend'
  if (!isSystem || model?.layers == null) return { backends: [cpu], chosen: null }
  const slower = backend(WITHOUT_RUNTIME, { available: true, reason: null, ...unmeasured })
  return { backends: [cpu, slower], chosen: WITHOUT_RUNTIME }
}

function backend(
  name: string,
  found: Pick<BackendInfo, 'available' | 'reason' | 'msPerImage' | 'agrees'>,
): BackendInfo {
  return { name, use: 'inference', description: null, ...found }
}
