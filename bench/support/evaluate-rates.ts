import { join } from 'node:path'
import { createPictures } from '#engine/images/pictures.ts'
import { PREPROCESS_VERSION } from '#engine/images/preprocess.ts'
import { openPredictor } from '#engine/model/predictor.ts'
import { openRegistry } from '#engine/model/registry.ts'
import type { DatasetFilm } from '#engine/training/datasets/folder.ts'
import { readDatasetFolder } from '#engine/training/datasets/folder.ts'
import { scoreFilms } from '#engine/training/evaluate.ts'
import { judgeModel } from '#engine/training/report/judge-model.ts'
import { HOME } from './command.ts'
import { median } from './machine.ts'

export interface EvaluateRates {
  films: number
  /** Pictures per second of the network alone, over pixels that are in memory. */
  rawPerSecond: number
  /** Of evaluating: reading, decoding, the network, and all measures. */
  perSecond: number
  /** The median of evaluating against the network alone, measured right beside it. */
  ratio: number
  /** The same against the network and decoding, one after the other. */
  ratioToBoth: number
}

const WARM_FILMS = 64
const MOST_FILMS = 400

/**
 * Evaluates the current model on the films of a dataset folder, and runs its network alone over the same pictures with
 * the same threads and batches. Processes and threads are up before the clock starts.
 */
export async function evaluateRates(dataset: string, rounds: number): Promise<EvaluateRates> {
  const films = readDatasetFolder(dataset).films.slice(0, MOST_FILMS)
  const registry = openRegistry(join(HOME, 'resources/models'))
  const predictor = await openPredictor(registry, registry.current().id, {
    preprocessVersion: PREPROCESS_VERSION,
  })
  const pictures = createPictures({ input: predictor.manifest.input })
  const { signal } = new AbortController()
  const tools = { pictures, predictor, signal }
  try {
    await scoreFilms(films.slice(0, WARM_FILMS), tools)
    const raw: number[] = []
    const decoding: number[] = []
    const whole: number[] = []
    for (let round = 0; round < rounds; round++) {
      let batches: Uint8Array[][] = []
      decoding.push(
        await secondsOf(async () => {
          batches = await decodedBatches(films)
        }),
      )
      raw.push(await secondsOf(() => embedAll(batches)))
      whole.push(await secondsOf(evaluated))
    }
    const against = (wholes: number[], parts: (round: number) => number) =>
      median(wholes.map((seconds, round) => parts(round) / seconds))
    return {
      films: films.length,
      rawPerSecond: films.length / median(raw),
      perSecond: films.length / median(whole),
      ratio: against(whole, (round) => raw[round] ?? Number.NaN),
      ratioToBoth: against(whole, (round) => (raw[round] ?? Number.NaN) + (decoding[round] ?? Number.NaN)),
    }
  } finally {
    await pictures.close()
    await predictor.close()
  }

  async function evaluated(): Promise<void> {
    const scored = await scoreFilms(films, tools)
    await judgeModel({ manifest: predictor.manifest, titles: null, scored }, null, 'picture', signal)
  }

  async function decodedBatches(of: readonly DatasetFilm[]): Promise<Uint8Array[][]> {
    const requests = of.map(({ path }, key) => ({
      key,
      path: Buffer.from(path),
      wantTensor: true,
      wantThumbnail: false,
    }))
    const made: Uint8Array[][] = [[]]
    for await (const result of pictures.process(requests, { signal })) {
      if (!result.ok || result.tensor === null) continue
      if (made.at(-1)?.length === predictor.batchSize) made.push([])
      made.at(-1)?.push(result.tensor)
    }
    return made
  }

  async function embedAll(batches: readonly Uint8Array[][]): Promise<void> {
    const left = batches.values()
    await Promise.all(
      Array.from({ length: predictor.batchesAtOnce }, async () => {
        for (const batch of left) await predictor.embed(batch)
      }),
    )
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}
