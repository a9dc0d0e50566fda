import { AppError } from '#shared/errors.ts'
import { isMemoryScarce } from '../../platform/memory.ts'
import { DIFFERS, reasonOfProvider } from '../backends/reasons.ts'
import { createEmbedPool } from '../embed-pool.ts'
import type { Embedder } from '../embed.ts'
import type { LoadedModel } from '../registry.ts'
import type { Candidate } from './candidates.ts'
import { candidatesFor } from './candidates.ts'
import { checkedEmbedder } from './checked-embedder.ts'
import type { Choice } from './choose-provider.ts'
import { farthestApart, faultOf, fixedPictures, MOST_APART } from './fixed-pictures.ts'
import { measureProviders } from './measure-providers.ts'
import type { ProviderMemory } from './memory.ts'
import { openProcessEmbedder } from './process-embedder.ts'
import type { OpenProvider, ProcessProvider, ProviderName, Setting } from './provider.ts'
import { CPU, usualSetting, WITHOUT_RUNTIME } from './provider.ts'

/** What a run of pictures is computed with; the parts that a test may replace. */
export interface ProviderTools {
  /** Null: the CPU at its usual setting, whatever may be faster. */
  memory: ProviderMemory | null
  open?: OpenProvider
  openCpu?: (setting: Setting) => Embedder
  candidates?: readonly Candidate[]
  /** Pictures after which something may be measured, or a provider that was chosen before takes over. */
  measureAfter?: number
  takeOverAfter?: number
}

interface Fast {
  name: ProcessProvider
  setting: Setting
  embedder: Embedder
  isDropped: boolean
}

/** Starting a provider costs seconds: a few pictures are done before it is up. */
const TAKE_OVER_AFTER = 64
/** By now it is a large job, of which the second and a half that measuring stops it for is little. */
const MEASURE_AFTER = 1_024

/**
 * Computes embeddings on the CPU, and from some pictures on with the provider that was chosen for this machine: where
 * nothing was chosen yet, a large job measures, once. A provider that fails is dropped for the run, and its batch is
 * computed on the CPU.
 */
export class ChosenEmbedder implements Embedder {
  /** What a person should know of this run. */
  readonly warnings: AppError[] = []
  private readonly model: LoadedModel
  private readonly tools: ProviderTools
  private readonly ending = new AbortController()
  /** Processes that were started, to be ended whatever they are at. */
  private readonly opened: Embedder[] = []
  private readonly underWay = new Set<Promise<unknown>>()
  private choice: Choice | null
  private cpu: Embedder
  private cpuSetting: Setting
  private fast: Fast | null = null
  /** Where ONNX Runtime does not load. */
  private slow: Embedder | null = null
  private asked = 0
  /** Resolves when what holds the job up is over. */
  private hold: Promise<void> | null = null
  private task: Promise<void> | null = null

  constructor(model: LoadedModel, tools: ProviderTools) {
    this.model = model
    this.tools = tools
    this.choice = tools.memory?.choiceFor(model) ?? null
    this.cpuSetting = this.choice?.cpu ?? usualSetting()
    this.cpu = this.openCpu(this.cpuSetting)
  }

  /** What computes at the moment. */
  get backend(): ProviderName {
    return this.fast?.name ?? (this.slow === null ? CPU : WITHOUT_RUNTIME)
  }

  /** How it is best asked. */
  get setting(): Setting {
    return this.fast?.setting ?? this.cpuSetting
  }

  async embed(tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
    while (this.hold !== null) await this.hold
    this.asked += tensors.length
    this.task ??= this.nextTask()
    const answer = this.compute(tensors)
    this.underWay.add(answer)
    try {
      return await answer
    } finally {
      this.underWay.delete(answer)
    }
  }

  async close(): Promise<void> {
    this.ending.abort(new Error('The embedder is closed'))
    await Promise.all(this.opened.map((embedder) => embedder.close()))
    await this.task
    await this.cpu.close()
  }

  private async compute(tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
    const { fast } = this
    if (fast !== null) {
      try {
        return await fast.embedder.embed(tensors)
      } catch (error) {
        this.ending.signal.throwIfAborted()
        this.drop(fast, error)
      }
    }
    if (this.slow !== null) return this.slowly(this.slow, tensors)
    try {
      return await this.cpu.embed(tensors)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'model/no-backend') throw error
      return this.withoutRuntime(tensors, error)
    }
  }

  /** TensorFlow.js, where the model has layers for it. */
  private async withoutRuntime(tensors: readonly Uint8Array[], error: AppError): Promise<Float32Array[]> {
    if (this.model.layers === null) {
      this.warn(error)
      throw error
    }
    this.warn(new AppError('model/slow-path'))
    this.slow ??= this.open(WITHOUT_RUNTIME)
    return this.slowly(this.slow, tensors)
  }

  private async slowly(slow: Embedder, tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
    try {
      const vectors = await slow.embed(tensors)
      const fault = faultOf(vectors, tensors)
      if (fault !== null) throw new Error(fault)
      return vectors
    } catch (error) {
      const refusal = new AppError('model/no-backend', reasonOfProvider(error))
      this.warn(refusal)
      throw refusal
    }
  }

  /** What is to be done beside the pictures by now, if anything; it is done once. */
  private nextTask(): Promise<void> | null {
    const { memory, measureAfter = MEASURE_AFTER, takeOverAfter = TAKE_OVER_AFTER } = this.tools
    if (memory === null || this.slow !== null) return null
    if (this.choice === null) {
      const isTime = this.asked >= measureAfter && memory.dropped.size === 0 && !isMemoryScarce()
      return isTime ? this.beside(this.measure(memory)) : null
    }
    const { name, setting } = this.choice
    if (name === CPU || memory.dropped.has(name) || this.asked < takeOverAfter) return null
    return this.beside(this.takeOver(name, setting))
  }

  /** Whatever goes wrong beside the pictures, they are computed on the CPU. */
  private async beside(task: Promise<void>): Promise<void> {
    await task.catch(() => undefined)
  }

  private async measure(memory: ProviderMemory): Promise<void> {
    const choice = await measureProviders(this.model, {
      cpu: this.cpu,
      candidates: this.tools.candidates ?? candidatesFor(this.model),
      open: (provider) => this.open(provider),
      alone: (work) => this.alone(work),
      signal: this.ending.signal,
    })
    memory.keep(this.model, choice)
    this.choice = choice
    const { name, setting, cpu } = choice
    if (cpu.threads === this.cpuSetting.threads) this.cpuSetting = cpu
    else await this.alone(() => this.replaceCpu(cpu))
    if (name !== CPU) await this.takeOver(name, setting)
  }

  private async replaceCpu(setting: Setting): Promise<void> {
    const before = this.cpu
    this.cpu = this.openCpu(setting)
    this.cpuSetting = setting
    await before.close()
  }

  /** Opens a provider beside the job, and hands the pictures over once it computes what the CPU does. */
  private async takeOver(name: ProcessProvider, setting: Setting): Promise<void> {
    const { head, manifest } = this.model
    const embedder = checkedEmbedder(this.open(name), () => this.cpu, head)
    const fast = { name, setting, embedder, isDropped: false }
    try {
      const pictures = fixedPictures(manifest.input)
      const [vectors, expected] = [await embedder.embed(pictures), await this.cpu.embed(pictures)]
      if (!(farthestApart(vectors, expected, head) <= MOST_APART)) throw new Error(DIFFERS)
      this.fast = fast
    } catch (error) {
      if (!this.ending.signal.aborted) this.drop(fast, error)
    }
  }

  private drop(fast: Fast, error: unknown): void {
    // Of the batches that were under way each fails.
    if (fast.isDropped) return
    fast.isDropped = true
    const { name, embedder } = fast
    const reason = reasonOfProvider(error)
    this.tools.memory?.dropped.set(name, reason)
    this.tools.memory?.forget(this.model)
    this.fast = null
    this.warn(new AppError('backend/dropped', reason, { backend: name, reason }))
    void embedder.close()
  }

  private warn(warning: AppError): void {
    if (!this.warnings.some(({ code }) => code === warning.code)) this.warnings.push(warning)
  }

  /** Holds the job up, waits for what is under way, and works. */
  private async alone<Result>(work: () => Promise<Result>): Promise<Result> {
    let release = (): void => undefined
    this.hold = new Promise((resolve) => (release = resolve))
    try {
      await Promise.allSettled(this.underWay)
      return await work()
    } finally {
      this.hold = null
      release()
    }
  }

  private open(name: ProcessProvider): Embedder {
    const { model, tools } = this
    const embedder = tools.open?.(name) ?? openProcessEmbedder({ name, model })
    this.opened.push(embedder)
    return embedder
  }

  private openCpu(setting: Setting): Embedder {
    const { openCpu } = this.tools
    if (openCpu !== undefined) return openCpu(setting)
    return createEmbedPool(this.model, { size: setting.batchesAtOnce, threads: setting.threads })
  }
}
