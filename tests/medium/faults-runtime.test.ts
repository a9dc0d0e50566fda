import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import { writeModelFolder } from '#engine/model/export/model-folder.ts'
import { AppError } from '#shared/errors.ts'
import { copyOfModel } from '../helpers/copied-model.ts'
import { noisePictures } from '../helpers/learned-weights.ts'
import { predictorWith } from '../helpers/other-providers.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { scanWith } from '../helpers/scan-with.ts'
import { SMALL_INPUT, smallModel } from '../helpers/small-model.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

describe('a computer that cannot load what runs the model (72)', () => {
  const refusing = () => ({
    embed: () => Promise.reject(new AppError('model/no-backend', 'GLIBC_2.32 not found')),
    close: () => Promise.resolve(),
  })

  it('catalogues posters all the same, and the scan says why none is predicted', async () => {
    const model = join(temporaryFolder(), 'mine')
    copyOfModel(model, () => rmSync(join(model, 'layers'), { recursive: true, force: true }))
    const folder = temporaryFolder()
    await drawPosters(folder, 12)
    const predictor = await predictorWith({ memory: null, openCpu: refusing }, model)
    const { report, store } = await scanWith(folder, predictor)
    expect(report).toMatchObject({ found: 12, added: 12, quarantined: [], predicted: 0 })
    expect(report.warnings).toMatchObject([{ code: 'model/no-backend' }])
    expect(store.columns.count).toBe(12)
  })

  it('predicts with TensorFlow.js, more slowly, where the model has layers for it', async () => {
    await startBackend('wasm')
    const model = join(temporaryFolder(), 'mine')
    await writeModelFolder(smallModel(model))
    const folder = temporaryFolder()
    await drawPosters(folder, 12)
    const predictor = await predictorWith({ memory: null, openCpu: refusing }, model)
    const { report } = await scanWith(folder, predictor)
    expect(report).toMatchObject({ predicted: 12, backend: 'tensorflow-wasm' })
    expect(report.warnings.map(({ code }) => code)).toEqual(['model/slow-path'])
    const pictures = noisePictures(4, SMALL_INPUT)
    const usual = await predictorWith({ memory: null }, model)
    const [slow, fast] = [await predictor.embed(pictures), await usual.embed(pictures)]
    slow.forEach((stored, at) => {
      const expected = usual.probabilities(fast[at] as Uint8Array)
      predictor.probabilities(stored).forEach((probability, label) => {
        expect(Math.abs(probability - (expected[label] as number))).toBeLessThan(0.01)
      })
    })
  })
})
