import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { evaluate } from '#engine/app/evaluate.ts'
import { openModelTools } from '#engine/app/model-tools.ts'
import { logitsOf } from '#engine/model/heads.ts'
import type { ReplayFilms } from '#engine/model/replay/replay.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { resources } from '#engine/platform/resources.ts'
import { readReport } from '#engine/training/report/read-report.ts'
import { train } from '#engine/training/trainer/train.ts'
import type { TrainResult } from '#engine/training/trainer/train-result.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { trainOptionsSchema } from '#shared/domain/train-options.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { flipBit } from '../helpers/spoil.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { folderFilms, keptTrainingFolder } from '../helpers/training-folder.ts'

/** All numbers of a trained network, layer by layer. */
function weightsIn(folder: string): number[] {
  const bytes = readFileSync(join(folder, 'layers', 'weights.bin'))
  return Array.from({ length: bytes.byteLength / 4 }, (_, at) => bytes.readFloatLE(at * 4))
}

describe('what a training leaves', () => {
  let kept: Awaited<ReturnType<typeof keptTrainingFolder>>
  let out = ''
  let result: TrainResult
  const signal = new AbortController().signal

  beforeAll(async () => {
    kept = await keptTrainingFolder(folderFilms(80))
    out = join(kept.cacheFolder, '..', 'model')
    const options = trainOptionsSchema.parse({
      dataset: kept.dataset,
      arch: 'custom-cnn',
      out,
      input: { height: 24, width: 24 },
      epochs: 2,
      batch: 16,
      balance: true,
      compare: BUNDLED,
      backend: 'wasm',
    })
    result = await train({ options, resume: false, cacheFolder: kept.cacheFolder }, { signal })
  }, 120_000)

  afterAll(() => {
    kept.remove()
  })

  it('is a model of which an evaluation finds what the training promised', async () => {
    const found = await evaluate(
      openModelTools(),
      {
        dataset: kept.dataset,
        model: out,
        only: join(out, 'validation-files.txt'),
        withTitle: false,
        compare: null,
      },
      signal,
    )
    const { measures } = result
    expect(found.films).toBe(result.counts.validation)
    for (const name of [
      'macroMAP',
      'microMAP',
      'perLabelAccuracy',
      'top3Hit',
      'ece',
      'rankingLoss',
    ] as const) {
      expect(Math.abs((found[name] ?? NaN) - (measures[name] ?? NaN)), name).toBeLessThanOrEqual(0.002)
    }
    expect(found.likely).toEqual(measures.likely)
  })

  it('is a report of the same figures, beside those of predicting nothing and of the model before', () => {
    const report = readReport(join(out, 'report.json'))
    expect(report?.measures.macroMAP).toBe(result.measures.macroMAP)
    expect(report?.previousId).toBe(BUNDLED)
    const accuracy = report?.headlines.find(({ measure }) => measure === 'perLabelAccuracy')
    expect(accuracy?.nothing.value).toBeCloseTo(result.measures.predictNothingAccuracy, 6)
    expect(accuracy?.previous?.value).toEqual(expect.any(Number))
    const page = readFileSync(join(out, 'report.html'), 'utf8')
    expect(page).toContain('data:image/jpeg;base64,')
    // No place of the machine is in what may be passed on.
    for (const name of ['report.json', 'CARD.md', 'model.json']) {
      expect(readFileSync(join(out, name), 'utf8')).not.toContain(kept.dataset)
    }
  })

  it('brings films for teaching as the catalog would have them, and no name of any', () => {
    const registry = openRegistry(resources.modelsFolder())
    const replay = registry.replay(out)
    const { head, manifest } = registry.load(out)
    // Copies are no films of their own.
    expect(replay?.learning.embeddings).toHaveLength(result.counts.training)
    expect(replay?.judging.embeddings).toHaveLength(result.counts.validation)
    const kinds = [replay?.judging, replay?.learning] as ReplayFilms[]
    for (const { embeddings, logits, genres } of kinds) {
      expect([...logits]).toEqual(embeddings.flatMap((stored) => [...logitsOf(stored, head)]))
      expect([...genres].every((bits) => bits > 0 && bits < 2 ** GENRES.length)).toBe(true)
    }
    const truth = GENRES.map((name) => {
      const bit = 1 << GENRES.indexOf(name)
      return replay?.judging.genres.filter((bits) => (bits & bit) !== 0).length
    })
    expect(truth).toEqual(result.measures.perGenre.map(({ support }) => support))
    const bytes = readFileSync(join(out, 'replay.bin'))
    for (const { file, title } of folderFilms(80)) {
      expect(bytes.includes(file)).toBe(false)
      expect(bytes.includes(title)).toBe(false)
    }
    expect(manifest.files.replay).toMatchObject({ name: 'replay.bin', sizeBytes: bytes.byteLength })
  })

  it('refuses films for teaching that are not what was written', () => {
    const copy = temporaryFolder()
    cpSync(out, copy, { recursive: true })
    flipBit(join(copy, 'replay.bin'), 500)
    const registry = openRegistry(resources.modelsFolder())
    expect(() => registry.replay(copy)).toThrow(expect.objectContaining({ code: 'model/damaged' }))
    // It predicts as before: only who teaches needs them.
    expect(registry.load(copy).manifest.id).toBe(registry.load(out).manifest.id)
  })

  it('is calibrated if asked, also when it has ended, in everything that is written of it', async () => {
    const calibrated = `${out}-calibrated`
    cpSync(out, calibrated, { recursive: true })
    const options = trainOptionsSchema.parse({ ...result.options, out: calibrated, calibrate: true })
    const trained = await train({ options, resume: true, cacheFolder: kept.cacheFolder }, { signal })
    const { logLoss, weights } = trained.calibration ?? {}
    expect(logLoss?.after).toBeLessThan(logLoss?.before ?? 0)
    expect(weights?.every(({ scale }) => scale > 0)).toBe(true)
    const report = readReport(join(calibrated, 'report.json'))
    expect(report?.calibration?.crossFitted).toBe(true)
    const found = await evaluate(
      openModelTools(),
      {
        dataset: kept.dataset,
        model: calibrated,
        only: join(calibrated, 'validation-files.txt'),
        withTitle: false,
        compare: out,
      },
      signal,
    )
    expect(found.previousId).toBe(readReport(join(out, 'report.json'))?.model.id)
    // The same network: of each genre the same order, and better probabilities.
    expect(Math.abs((found.macroMAP ?? NaN) - (result.measures.macroMAP ?? NaN))).toBeLessThanOrEqual(0.002)
    expect(Math.abs((found.macroMAP ?? NaN) - (trained.measures.macroMAP ?? NaN))).toBeLessThanOrEqual(0.002)
    expect(found.brier).toBeGreaterThan(result.measures.brier ?? NaN)
  }, 60_000)

  it('keeps a share of the weights it started from, also when it has ended', async () => {
    const further = `${out}-further`
    const options = trainOptionsSchema.parse({ ...result.options, init: out, out: further, epochs: 1 })
    await train({ options, resume: false, cacheFolder: kept.cacheFolder }, { signal })
    const learned = weightsIn(further)
    const mixing = { ...options, keepStart: 0.25 }
    await train({ options: mixing, resume: true, cacheFolder: kept.cacheFolder }, { signal })
    const start = weightsIn(out)
    weightsIn(further).forEach((weight, at) => {
      expect(weight).toBeCloseTo(0.75 * (learned[at] ?? NaN) + 0.25 * (start[at] ?? NaN), 5)
    })
    const moved = learned.filter((weight, at) => Math.abs(weight - (start[at] ?? NaN)) > 0.001)
    expect(moved.length).toBeGreaterThan(0)
    const drawn = { ...mixing, init: null, out: `${out}-drawn` }
    await expect(
      train({ options: drawn, resume: false, cacheFolder: kept.cacheFolder }, { signal }),
    ).rejects.toMatchObject({ code: 'train/initial-weights' })
  }, 60_000)

  it('is not begun where it could not be compared at the end', async () => {
    const options = trainOptionsSchema.parse({
      dataset: kept.dataset,
      arch: 'custom-cnn',
      out: `${out}-other`,
      compare: 'no-such-model',
      backend: 'wasm',
    })
    await expect(
      train({ options, resume: false, cacheFolder: kept.cacheFolder }, { signal }),
    ).rejects.toMatchObject({ code: 'model/unknown' })
    expect(existsSync(`${out}-other`)).toBe(false)
  })

  it('says how to do it again, and what it was trained on', () => {
    expect(readFileSync(join(out, 'CARD.md'), 'utf8')).toMatch(
      /npx onesheet train --dataset DATASET --arch custom-cnn .*--balance/,
    )
    const { epochs, counts } = JSON.parse(readFileSync(join(out, 'training.json'), 'utf8')) as TrainResult
    expect(epochs).toEqual(result.epochs)
    expect(counts.samples).toBeGreaterThan(counts.training)
    for (const name of ['layers/model.json', 'labels.txt', 'SHA256SUMS', 'head.bin', 'model.onnx']) {
      expect(existsSync(join(out, name)), name).toBe(true)
    }
  })
})
