import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import protobuf from 'protobufjs'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openModelTools } from '#engine/app/model-tools.ts'
import { predictFiles } from '#engine/app/models.ts'
import { decodePicture } from '#engine/images/decode.ts'
import { createPictures } from '#engine/images/pictures.ts'
import { PREPROCESS_VERSION } from '#engine/images/preprocess.ts'
import { openEmbedThread } from '#engine/model/embed-thread.ts'
import { logitsOf } from '#engine/model/heads.ts'
import type { ModelManifest } from '#engine/model/manifest.ts'
import type { Predictor } from '#engine/model/predictor.ts'
import { openPredictor } from '#engine/model/predictor.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { loadRuntime } from '#engine/model/runtime.ts'
import { decodeEmbedding, viewEmbedding } from '#engine/model/stored-embedding.ts'
import { resources } from '#engine/platform/resources.ts'
import { scoreFilms } from '#engine/training/evaluate.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { modelsOfCopy, replaceTrunk } from '../helpers/copied-model.ts'
import { listAll, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { pictureModels } from '../helpers/titled-models.ts'

const MODELS = resources.modelsFolder()

async function predictorOf(modelsFolder = MODELS): Promise<Predictor> {
  const registry = openRegistry(modelsFolder)
  const predictor = await openPredictor(registry, registry.current().id, {
    preprocessVersion: PREPROCESS_VERSION,
  })
  onTestFinished(() => predictor.close())
  return predictor
}

/** The pixels that the engine gives the network for a picture. */
async function tensorOf(bytes: Buffer, { input }: ModelManifest): Promise<Uint8Array> {
  const decoded = await decodePicture(bytes, { input, wantTensor: true, wantThumbnail: false })
  if (!decoded.ok || decoded.tensor === null) throw new Error('a drawn picture was not decoded')
  return decoded.tensor
}

/** As much of onnx.proto as says where the weights are. */
const onnx = protobuf
  .parse(
    `
syntax = "proto3";
message TensorProto { bytes raw_data = 9; }
message GraphProto { repeated TensorProto initializer = 5; }
message ModelProto { GraphProto graph = 7; }
`,
  )
  .root.lookupType('ModelProto')

/** Makes the largest layer's weights smaller by a tenth, and gives the file its new checksum. */
function otherTrunk(manifest: ModelManifest, folder: string): void {
  const bytes = readFileSync(join(folder, 'model.onnx'))
  const { graph } = onnx.decode(bytes) as unknown as { graph: { initializer: { rawData: Uint8Array }[] } }
  const [largest] = graph.initializer
    .map((tensor) => tensor.rawData)
    .toSorted((left, right) => right.length - left.length)
  const from = bytes.indexOf(largest ?? '')
  for (let at = from; at < from + (largest?.length ?? 0); at += 4) {
    bytes.writeFloatLE(bytes.readFloatLE(at) * 0.9, at)
  }
  replaceTrunk(manifest, folder, bytes)
}

async function predictionOf(path: string): Promise<Map<string, number>> {
  const { items } = await predictFiles(
    openModelTools(),
    { files: [path], model: null, title: null, year: null },
    new AbortController().signal,
  )
  return new Map(items[0]?.genres.map((genre) => [genre.name, genre.probability]))
}

describe('embeddings', () => {
  it('are what ONNX Runtime makes of the same pixels, within half a step of their storing', async () => {
    const predictor = await predictorOf()
    const { manifest } = predictor
    const { input, outputs } = manifest
    const tensors = await Promise.all(
      Array.from({ length: 64 }, async (_, serial) => tensorOf(await posterBytes(serial + 1), manifest)),
    )
    const stored: Uint8Array[] = []
    for (let at = 0; at < tensors.length; at += predictor.batchSize) {
      stored.push(...(await predictor.embed(tensors.slice(at, at + predictor.batchSize))))
    }
    expect(stored).toHaveLength(64)
    const { InferenceSession, Tensor } = await loadRuntime()
    const session = await InferenceSession.create(join(MODELS, BUNDLED, 'model.onnx'))
    onTestFinished(() => session.release())
    for (const [index, tensor] of tensors.entries()) {
      const feed = new Tensor('uint8', tensor, [1, input.height, input.width, 3])
      const answer = (await session.run({ [input.name]: feed }, [outputs.embedding]))[outputs.embedding]
      const direct = answer?.data as Float32Array
      const bytes = stored[index] ?? new Uint8Array(4)
      const halfStep = viewEmbedding(bytes).scale / 2
      const largestError = Math.max(
        ...decodeEmbedding(bytes).map((value, at) => Math.abs(value - (direct[at] ?? Number.NaN))),
      )
      // A batch sums in another order than one picture alone: a few units in the last place.
      expect(largestError).toBeLessThanOrEqual(halfStep * 1.001)
    }
  })

  it('give the same logits in a scan, a prediction of files and an evaluation', async () => {
    const folder = temporaryFolder()
    const names = await drawPosters(folder, 12)
    const engine = await testEngine({ modelsFolder: pictureModels() })
    await scan(engine, [folder])
    const scanned = new Map(
      (await listAll(engine)).map((item) => [
        item.files[0]?.path,
        new Map(item.genres.map((genre) => [genre.name as string, genre.probability])),
      ]),
    )
    const predictor = await predictorOf()
    const pictures = createPictures({ input: predictor.manifest.input })
    onTestFinished(() => pictures.close())
    const untold = { title: '', year: null, genres: [], art: null, grayscale: null }
    const films = names.map((file) => ({ file, path: join(folder, file), ...untold }))
    const { signal } = new AbortController()
    const { scores } = await scoreFilms(films, { pictures, predictor, signal })
    for (const [row, film] of films.entries()) {
      const evaluated = [...scores.subarray(row * GENRES.length, (row + 1) * GENRES.length)]
      const predicted = await predictionOf(film.path)
      expect(GENRES.map((genre) => predicted.get(genre))).toEqual(evaluated)
      expect(GENRES.map((genre) => scanned.get(film.path)?.get(genre))).toEqual(evaluated)
    }
  })

  it('of two networks differ, and so do the answers', async () => {
    const [own, other] = [await predictorOf(), await predictorOf(modelsOfCopy(otherTrunk))]
    expect(other.trunkSha256).not.toBe(own.trunkSha256)
    const tensor = await tensorOf(await posterBytes(1), own.manifest)
    const [[ownStored], [otherStored]] = [await own.embed([tensor]), await other.embed([tensor])]
    const head = openRegistry(MODELS).load(BUNDLED).head
    expect([...logitsOf(otherStored as Uint8Array, head)]).not.toEqual([
      ...logitsOf(ownStored as Uint8Array, head),
    ])
    const largest = Math.max(
      ...own
        .probabilities(ownStored as Uint8Array)
        .map((value, at) => Math.abs(value - (other.probabilities(otherStored as Uint8Array)[at] ?? value))),
    )
    expect(largest).toBeGreaterThan(0.001)
  })
})

describe('a model whose files are not its own', () => {
  it.each(['model.onnx', 'head.bin'])('is refused: a flipped bit in %s', async (file) => {
    const models = modelsOfCopy((_, folder) => {
      const bytes = readFileSync(join(folder, file))
      const middle = bytes.length >> 1
      bytes[middle] = (bytes[middle] ?? 0) ^ 1
      writeFileSync(join(folder, file), bytes)
    })
    await expect(predictorOf(models)).rejects.toMatchObject({ code: 'model/damaged' })
  })

  it('is refused: other labels, or the same in another order', async () => {
    for (const labels of [[...GENRES].reverse(), [...GENRES.slice(0, 19), 'Sports'], GENRES.slice(0, 19)]) {
      const models = modelsOfCopy((manifest) => {
        manifest.labels = [...labels]
      })
      expect(() => openRegistry(models).load(BUNDLED)).toThrow(
        expect.objectContaining({ code: 'model/labels' }),
      )
      await expect(testEngine({ modelsFolder: models })).rejects.toMatchObject({ code: 'model/labels' })
    }
  })

  it('is refused: a manifest that is none', () => {
    const models = modelsOfCopy(() => undefined)
    writeFileSync(join(models, BUNDLED, 'model.json'), '{"id":')
    expect(() => openRegistry(models).load(BUNDLED)).toThrow(
      expect.objectContaining({ code: 'model/damaged' }),
    )
  })
})

describe('a prediction', () => {
  it('from the picture alone does not depend on the name of the file, its NFO or a table of films beside it', async () => {
    const [plain, told] = [temporaryFolder(), temporaryFolder()]
    const bytes = await posterBytes(7)
    writeOld(join(plain, 'x.jpg'), bytes)
    mkdirSync(join(told, 'posters'))
    const name = 'The Horror of the Western War (1958)'
    writeOld(join(told, 'posters', `${name}.jpg`), bytes)
    writeOld(
      join(told, 'posters', `${name}.nfo`),
      '<movie><title>The Horror</title><genre>Horror</genre><genre>Western</genre></movie>',
    )
    for (const folder of [told, join(told, 'posters')]) {
      writeOld(
        join(folder, 'metadata.csv'),
        `file,title,year,genres\n${name}.jpg,The Horror,1958,Horror|Western\n`,
      )
    }
    const alone = await predictionOf(join(plain, 'x.jpg'))
    expect(await predictionOf(join(told, 'posters', `${name}.jpg`))).toEqual(alone)
    const engine = await testEngine({ modelsFolder: pictureModels() })
    await scan(engine, [told])
    const [item] = await listAll(engine)
    expect(new Map(item?.genres.map((genre) => [genre.name as string, genre.probability]))).toEqual(alone)
  })

  it('is nearly the same for one picture in other sizes and qualities', async () => {
    const folder = temporaryFolder()
    const [sample] = JSON.parse(
      readFileSync(join(resources.samplesFolder() ?? '', 'samples.json'), 'utf8'),
    ) as [{ file: string }]
    const master = sharp(join(resources.samplesFolder() ?? '', sample.file))
    const answers: Map<string, number>[] = []
    for (const [width, quality] of [
      [480, 95],
      [360, 85],
      [240, 75],
    ] as const) {
      const path = join(folder, `${width}.jpg`)
      writeOld(path, await master.clone().resize({ width }).jpeg({ quality }).toBuffer())
      answers.push(await predictionOf(path))
    }
    for (const genre of GENRES) {
      const values = answers.map((answer) => answer.get(genre) ?? Number.NaN)
      expect(Math.max(...values) - Math.min(...values), genre).toBeLessThanOrEqual(0.03)
    }
  })
})

describe('the network’s threads', () => {
  it('give each batch its own answer, however many are asked at once', async () => {
    const predictor = await predictorOf()
    const tensors: Uint8Array[] = []
    for (let serial = 1; serial <= 6; serial++) {
      tensors.push(await tensorOf(await posterBytes(serial), predictor.manifest))
    }
    const together = await Promise.all(tensors.map((tensor) => predictor.embed([tensor])))
    for (const [at, tensor] of tensors.entries()) {
      expect(together[at]).toEqual(await predictor.embed([tensor]))
    }
    expect(together[0]).not.toEqual(together[1])
  })

  it('refuse what was asked when they are closed meanwhile', async () => {
    const predictor = await predictorOf()
    const tensor = await tensorOf(await posterBytes(1), predictor.manifest)
    const asked = predictor.embed(Array<Uint8Array>(64).fill(tensor))
    const refused = expect(asked).rejects.toThrow('is closed')
    await predictor.close()
    await refused
  })

  it('end between two batches: ended inside one, they would take the process with them', async () => {
    const model = openRegistry(MODELS).load(BUNDLED)
    const { height, width } = model.manifest.input
    const tensor = new Uint8Array(height * width * 3)
    for (let round = 0; round < 12; round++) {
      const thread = openEmbedThread(model, { threads: 1 })
      await thread.embed([tensor])
      const asked = thread.embed(Array<Uint8Array>(8).fill(tensor)).then(
        (vectors) => vectors.length,
        (error: Error) => error.message,
      )
      // A few milliseconds further into the batch each time.
      const from = performance.now()
      while (performance.now() - from < round * 4) await new Promise((resolve) => setImmediate(resolve))
      await thread.close()
      expect([8, 'The network’s thread is closed']).toContain(await asked)
    }
  })

  it('tell of a model input of the wrong size', async () => {
    const predictor = await predictorOf()
    await expect(predictor.embed([new Uint8Array(10)])).rejects.toThrow(/bytes, not 10/)
  })
})
