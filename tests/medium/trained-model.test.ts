import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { evaluate } from '#engine/app/evaluate.ts'
import { openModelTools } from '#engine/app/model-tools.ts'
import { readReport } from '#engine/training/report/read-report.ts'
import { train } from '#engine/training/trainer/train.ts'
import type { TrainResult } from '#engine/training/trainer/train-result.ts'
import { trainOptionsSchema } from '#shared/domain/train-options.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderFilms, keptTrainingFolder } from '../helpers/training-folder.ts'

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
      compare: 'starter',
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
    expect(report?.previousId).toBe('starter')
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
