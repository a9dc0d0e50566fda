import { AppError } from '#shared/errors.ts'
import type { Log } from '../../platform/log.ts'
import { isMemoryScarce } from '../../platform/memory.ts'
import { DIFFERS, reasonOfProvider } from '../backends/reasons.ts'
import type { Embedder } from '../embed.ts'
import type { LoadedModel } from '../registry.ts'
import type { Candidate } from './candidates.ts'
import { candidatesFor } from './candidates.ts'
import { checkedEmbedder } from './checked-embedder.ts'
import type { Choice } from './choose-provider.ts'
import type { OpenCpu } from './cpu-pool.ts'
import { cpuPools } from './cpu-pool.ts'
import { farthestApart, fixedPictures, MOST_APART } from './fixed-pictures.ts'
import { JobHold } from './job-hold.ts'
import { measureProviders } from './measure-providers.ts'
import type { ProviderMemory } from './memory.ts'
import { openProcessEmbedder } from './process-embedder.ts'
import type { OpenProvider, ProcessProvider, ProviderName, Setting } from './provider.ts'
import { CPU, SLOW_SETTING, usualSetting, WITHOUT_RUNTIME } from './provider.ts'
import { CpuOrSlower } from './slow-path.ts'

/** What may compute; the optional parts are replaced by tests, but for the log. */
export interface ProviderTools {
  /** Null: the CPU at its usual setting, whatever may be faster. */
  memory: ProviderMemory | null
  /** Told of a measurement that failed; by default nobody is. */
  log?: Log
  open?: OpenProvider
  openCpu?: OpenCpu
  candidates?: readonly Candidate[]
  takeOverAfter?: number
  measureAfter?: number
}

/** Pictures after which a provider is opened that was chosen before: it takes seconds, and a few are done by then. */
const TAKE_OVER_AFTER = 64
/** Pictures that make a large job, of which the second and a half that it stands still to be measured is little. */
const MEASURE_AFTER = 1_024

interface Fast {
  name: ProcessProvider
  setting: Setting
  embedder: Embedder
  isDropped: boolean
}

/**
 * Computes embeddings on the CPU and, after some pictures, with the provider that was chosen for this machine; where
 * nothing was chosen yet, a large job measures, once. A provider that fails is dropped for the run, and its batch is
 * computed on the CPU.
 */
export class ChosenEmbedder implements Embedder {
  /** What a person should know of this run. */
  readonly warnings: AppError[] = []
  private readonly model: LoadedModel
  private readonly tools: ProviderTools
  private readonly openCpu: OpenCpu
  private readonly ending = new AbortController()
  private readonly hold = new JobHold()
  /** Processes that were started, to be ended whatever they are at. */
  private readonly opened: Embedder[] = []
  private readonly base: CpuOrSlower
  private choice: Choice | null
  private cpuSetting: Setting
  private fast: Fast | null = null
  private asked = 0
  /** Measuring or opening beside the pictures: once, and it never rejects. */
  private task: Promise<void> | null = null

  constructor(model: LoadedModel, tools: ProviderTools) {
    this.model = model
    this.tools = tools
    this.openCpu = tools.openCpu ?? cpuPools(model)
    this.choice = tools.memory?.choiceFor(model) ?? null
    this.cpuSetting = this.choice?.cpu ?? usualSetting()
    this.base = new CpuOrSlower(
      this.openCpu(this.cpuSetting),
      model.layers === null ? null : () => this.open(WITHOUT_RUNTIME),
      (warning) => this.warn(warning),
    )
  }

  /** What computes at the moment. */
  get backend(): ProviderName {
    return this.fast?.name ?? (this.base.isSlower ? WITHOUT_RUNTIME : CPU)
  }

  /** How it is best asked. */
  get setting(): Setting {
    return this.fast?.setting ?? (this.base.isSlower ? SLOW_SETTING : this.cpuSetting)
  }

  embed(tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
    return this.hold.pass(() => {
      this.asked += tensors.length
      this.task ??= this.nextTask()?.catch((error: unknown) => this.noteFailure(error)) ?? null
      return this.compute(tensors)
    })
  }

  async close(): Promise<void> {
    this.ending.abort(new Error('The embedder is closed'))
    await Promise.all(this.opened.map((embedder) => embedder.close()))
    await this.task
    await this.base.close()
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
    return this.base.embed(tensors)
  }

  private nextTask(): Promise<void> | null {
    const { memory, measureAfter = MEASURE_AFTER, takeOverAfter = TAKE_OVER_AFTER } = this.tools
    if (memory === null || this.base.isSlower) return null
    if (this.choice === null) {
      const isTime = this.asked >= measureAfter && memory.dropped.size === 0 && !isMemoryScarce()
      return isTime ? this.measure(memory) : null
    }
    const { name, setting } = this.choice
    if (name === CPU || memory.dropped.has(name) || this.asked < takeOverAfter) return null
    return this.takeOver(name, setting)
  }

  private async measure(memory: ProviderMemory): Promise<void> {
    const choice = await measureProviders(this.model, {
      cpu: this.base.cpu,
      openCpu: this.openCpu,
      candidates: this.tools.candidates ?? candidatesFor(this.model),
      open: (provider) => this.open(provider),
      alone: (work) => this.hold.alone(work),
      signal: this.ending.signal,
    })
    memory.keep(this.model, choice)
    this.choice = choice
    const { name, setting, cpu } = choice
    if (cpu.threads === this.cpuSetting.threads) this.cpuSetting = cpu
    else await this.hold.alone(() => this.replaceCpu(cpu))
    if (name !== CPU) await this.takeOver(name, setting)
  }

  /** Nothing is kept of it, so a later run measures again. */
  private noteFailure(error: unknown): void {
    if (!this.ending.signal.aborted) this.tools.log?.warn({ error }, 'providers not measured')
  }

  private async replaceCpu(setting: Setting): Promise<void> {
    const before = this.base.cpu
    this.base.cpu = this.openCpu(setting)
    this.cpuSetting = setting
    await before.close()
  }

  /** Hands the pictures over to a provider once it computes what the CPU does. */
  private async takeOver(name: ProcessProvider, setting: Setting): Promise<void> {
    const { head, manifest } = this.model
    const embedder = checkedEmbedder(this.open(name), { cpu: () => this.base.cpu, head })
    const fast = { name, setting, embedder, isDropped: false }
    try {
      const pictures = fixedPictures(manifest.input)
      const [vectors, expected] = [await embedder.embed(pictures), await this.base.cpu.embed(pictures)]
      if (!(farthestApart(vectors, expected, head) <= MOST_APART)) throw new Error(DIFFERS)
      this.fast = fast
    } catch (error) {
      if (!this.ending.signal.aborted) this.drop(fast, error)
    }
  }

  private drop(fast: Fast, error: unknown): void {
    // Each of the batches that were under way fails.
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

  /** @throws once the embedder is closed: what is opened then would never be ended */
  private open(name: ProcessProvider): Embedder {
    this.ending.signal.throwIfAborted()
    const { model, tools } = this
    const embedder = tools.open?.(name) ?? openProcessEmbedder({ name, model })
    this.opened.push(embedder)
    return embedder
  }
}
