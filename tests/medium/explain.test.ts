import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { decodePicture } from '#engine/images/decode.ts'
import { activationMap } from '#engine/model/explain/activation-map.ts'
import type { FeatureMaps } from '#engine/model/explain/feature-maps.ts'
import { createFeatureMapper } from '#engine/model/explain/feature-maps.ts'
import { logitsOf } from '#engine/model/heads.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { encodeEmbedding } from '#engine/model/stored-embedding.ts'
import { resources } from '#engine/platform/resources.ts'
import { buildReport } from '#engine/training/report/build-report.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { modelsOfCopy, replaceTrunk } from '../helpers/copied-model.ts'
import { drawnTraining } from '../helpers/drawn-training.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { pictureModels } from '../helpers/titled-models.ts'

const model = openRegistry(resources.modelsFolder()).load(BUNDLED)
const { dimensions } = model.head

function exactLogit({ embedding }: FeatureMaps, label: number): number {
  let sum = model.head.bias[label] as number
  for (let at = 0; at < dimensions; at++)
    sum += (model.head.weights[label * dimensions + at] as number) * (embedding[at] as number)
  return sum
}

describe('the maps of the bundled model', () => {
  const maps: FeatureMaps[] = []
  beforeAll(async () => {
    const mapper = await createFeatureMapper(model)
    for (let serial = 1; serial <= 12; serial++) {
      const bytes = await posterBytes(serial)
      const decoded = await decodePicture(bytes, {
        input: model.manifest.input,
        wantTensor: true,
        wantThumbnail: false,
      })
      const map = decoded.ok && decoded.tensor !== null ? await mapper.map(decoded.tensor) : null
      if (map !== null) maps.push(map)
    }
  })

  it('add up to each genre’s logit without its bias', () => {
    expect(maps).toHaveLength(12)
    for (const map of maps) {
      const stored = logitsOf(encodeEmbedding(map.embedding), model.head)
      for (const label of GENRES.keys()) {
        const { contributions, bias } = activationMap(map, model.head, label) ?? {
          contributions: [],
          bias: 0,
        }
        const sum = [...contributions].reduce((total, value) => total + value, 0)
        expect(Math.abs(sum + bias - exactLogit(map, label))).toBeLessThan(1e-3)
        // What a scan says comes from the stored bytes, a little coarser.
        expect(Math.abs(sum + bias - (stored[label] ?? Number.NaN))).toBeLessThan(0.1)
      }
    }
  })

  it('differ between the genres of one poster', () => {
    for (const map of maps) {
      const drawn = GENRES.map((_, label) => [
        ...(activationMap(map, model.head, label)?.contributions ?? []),
      ])
      for (const [label, own] of drawn.entries()) {
        for (const other of drawn.slice(label + 1)) {
          const largest = Math.max(...own.map((value, place) => Math.abs(value - (other[place] ?? value))))
          expect(largest).toBeGreaterThan(1e-3)
        }
      }
    }
  })
})

describe('poster.why', () => {
  let engine: Engine
  let folder: string
  let ids: number[]
  const why = (posterId: number | undefined, genre: (typeof GENRES)[number]) =>
    engine.call('poster.why', { posterId: posterId ?? 0, genre })

  /** By a model that looks at the picture only and has no report, unless another is given. */
  async function opened(options: Parameters<typeof testEngine>[0] = {}): Promise<void> {
    folder = temporaryFolder()
    await drawPosters(folder, 3)
    const modelsFolder = pictureModels()
    rmSync(join(modelsFolder, BUNDLED, 'report.json'), { force: true })
    engine = await testEngine({ modelsFolder, ...options })
    await scan(engine, [folder])
    ids = (await listAll(engine)).map(({ id }) => id)
  }

  it('answers with a grid of 0 to 1 for each genre, and how often its level is right', async () => {
    await opened()
    const answers = await Promise.all(GENRES.map((genre) => why(ids[0], genre)))
    for (const { map, mapMissing, level, reliability, genre, decade } of answers) {
      expect(map).toMatchObject({ rows: 8, columns: 5, area: { left: 0, top: 0, width: 1, height: 1 } })
      expect(map?.values).toHaveLength(40)
      expect(map?.values.every((value) => value >= 0 && value <= 1)).toBe(true)
      expect([mapMissing, decade]).toEqual([null, null])
      const measured = model.manifest.reliability.find(({ name }) => name === genre)
      const wanted = { likely: measured?.likelyPrecision, maybe: measured?.maybePrecision, none: null }
      expect(reliability).toBe(wanted[level ?? 'none'])
    }
    expect(new Set(answers.map(({ map }) => JSON.stringify(map?.values))).size).toBeGreaterThan(10)
    await expect(why(999_999, 'Drama')).rejects.toMatchObject({ code: 'poster/not-found' })
  })

  it('says so where the file is gone or holds another picture now', async () => {
    await opened()
    const paths = (await listAll(engine)).map(({ id, files }) => ({ id, path: files[0]?.path ?? '' }))
    const [first, second] = paths
    rmSync(first?.path ?? '')
    writeOld(second?.path ?? '', await posterBytes(40))
    for (const poster of [first, second])
      expect(await why(poster?.id, 'Drama')).toMatchObject({ map: null, mapMissing: 'file' })
  })

  it('tells where a picture lies between the bars that its shape got', async () => {
    await opened()
    const sharp = (await import('sharp')).default
    const wide = await sharp(await posterBytes(50))
      .resize(400, 300, { fit: 'fill' })
      .jpeg()
      .toBuffer()
    writeOld(join(folder, 'Wide (1999)', 'poster.jpg'), wide)
    await scan(engine, [folder])
    const { id } = await posterAt(engine, 'Wide (1999)/poster.jpg')
    const { map } = await why(id, 'Drama')
    expect(map?.area).toMatchObject({ left: 0, width: 1 })
    expect(map?.area.height).toBeCloseTo(0.5, 5)
    expect(map?.area.top).toBeCloseTo(0.25, 5)
  })

  it('tells how often a level is right in the poster’s ten years, where the report has enough of it', async () => {
    const models = pictureModels()
    const report = buildReport({ ...drawnTraining({ films: 60 }), resamples: 0 })
    const figures = (said: number, precision: number) => ({ said, precision, recall: 0.5 })
    for (const genre of report.genres) {
      genre.decades = [
        { from: 1970, likely: figures(90, 0.1), maybe: figures(90, 0.1) },
        { from: 1980, likely: figures(40, 0.75), maybe: figures(24, 0.5) },
      ]
    }
    writeFileSync(join(models, BUNDLED, 'report.json'), JSON.stringify(report))
    await opened({ modelsFolder: models })
    const seen = new Set<string | null>()
    for (const id of ids) {
      for (const genre of GENRES) {
        const { level, decade } = await why(id, genre)
        expect(decade).toEqual(level === 'likely' ? { from: 1980, reliability: 0.75 } : null)
        seen.add(level)
      }
    }
    expect(seen).toContain('likely')
    expect(seen).toContain('maybe')
  })

  it('has no map of a network whose features are not what it pools', async () => {
    const models = modelsOfCopy((manifest, modelFolder) => {
      // The output by another name: the file of a network that keeps its features to itself.
      const text = readFileSync(join(modelFolder, 'model.onnx')).toString('latin1')
      replaceTrunk(manifest, modelFolder, Buffer.from(text.replaceAll('features', 'featureX'), 'latin1'))
    })
    await opened({ modelsFolder: models })
    expect(await why(ids[0], 'Drama')).toMatchObject({ map: null, mapMissing: 'network' })
  })
})
