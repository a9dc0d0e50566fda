import { reasonOfProvider } from '../backends/reasons.ts'
import type { Embedder } from '../embed.ts'
import type { ProviderName, Setting } from './provider.ts'

/** Milliseconds a picture at a setting: as many batches at once as it says, each of as many pictures. */
export async function msPerPicture(
  embedder: Embedder,
  { batchSize, batchesAtOnce }: Setting,
  pictures: readonly Uint8Array[],
): Promise<number> {
  const batch = Array.from({ length: batchSize }, (_, at) => pictures[at % pictures.length] as Uint8Array)
  const began = performance.now()
  await Promise.all(Array.from({ length: batchesAtOnce }, () => embedder.embed(batch)))
  return (performance.now() - began) / (batchSize * batchesAtOnce)
}

/** Fewer say nothing of what is chance. */
export const LEAST_ROUNDS = 3

/** A provider at one setting. */
export class Contestant {
  readonly name: ProviderName
  readonly setting: Setting
  /** The same, or a smaller batch where the whole one takes too long. */
  readonly timed: Setting
  /** Milliseconds a picture in each round. */
  readonly times: number[] = []
  /** Why it is out; null: it is not. */
  failure: string | null = null
  private readonly embedder: Embedder

  /** @param mostPictures of a batch that is timed */
  constructor(name: ProviderName, setting: Setting, embedder: Embedder, mostPictures = Infinity) {
    this.name = name
    this.setting = setting
    this.timed = { ...setting, batchSize: Math.min(setting.batchSize, mostPictures) }
    this.embedder = embedder
  }

  /** In the middle one of the rounds; infinite when it failed. */
  get ms(): number {
    return this.failure === null ? quantile(this.times, 1 / 2) : Infinity
  }

  /** How many times as fast as another one it was, at least, in three rounds of four: what is chance is not in most. */
  timesFasterThan(other: Contestant): number {
    if (this.failure !== null) return 0
    const rounds = Math.min(this.times.length, other.times.length)
    const ratios = this.times.slice(0, rounds).map((ms, round) => (other.times[round] as number) / ms)
    return quantile(ratios, 1 / 4)
  }

  /** One round that is not counted: networks are opened, programs compiled, memory taken. */
  async warmUp(pictures: readonly Uint8Array[], signal: AbortSignal): Promise<void> {
    await this.run(pictures, signal)
    this.times.length = 0
  }

  /**
   * One that fails is out.
   * @throws the signal's reason: what is closed beneath it has not failed
   */
  async run(pictures: readonly Uint8Array[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.failure !== null) return
    try {
      this.times.push(await msPerPicture(this.embedder, this.timed, pictures))
    } catch (error) {
      signal.throwIfAborted()
      this.failure = reasonOfProvider(error)
    }
  }
}

/**
 * Times them in turn, round after round, so that whatever else the machine does meets all alike: three times, and on
 * until the budget is spent.
 * @throws the signal's reason
 */
export async function contest(
  contestants: readonly Contestant[],
  pictures: readonly Uint8Array[],
  { budgetMs, signal }: { budgetMs: number; signal: AbortSignal },
): Promise<void> {
  const began = performance.now()
  const isOver = (round: number) => round > LEAST_ROUNDS && performance.now() - began >= budgetMs
  for (let round = 1; !isOver(round); round++) {
    for (const contestant of contestants) {
      if (isOver(round)) return
      await contestant.run(pictures, signal)
    }
  }
}

/** The value below which so much of the values lies at most; infinite of none. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Infinity
}
