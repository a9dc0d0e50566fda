import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { inferenceBackends } from '#engine/app/inference-backends.ts'
import { findNativeAddon } from '#engine/model/backends/native-library.ts'
import { reasonOfProvider } from '#engine/model/backends/reasons.ts'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import { createEmbedPool } from '#engine/model/embed-pool.ts'
import type { Embedder } from '#engine/model/embed.ts'
import { writeModelFolder } from '#engine/model/export/model-folder.ts'
import { ChosenEmbedder } from '#engine/model/providers/chosen-embedder.ts'
import { farthestApart, fixedPictures, MOST_APART } from '#engine/model/providers/fixed-pictures.ts'
import type { MeasureTools } from '#engine/model/providers/measure-providers.ts'
import { measureProviders } from '#engine/model/providers/measure-providers.ts'
import { ProviderMemory } from '#engine/model/providers/memory.ts'
import type { ProcessOptions } from '#engine/model/providers/process-embedder.ts'
import { openProcessEmbedder } from '#engine/model/providers/process-embedder.ts'
import type { ProcessProvider } from '#engine/model/providers/provider.ts'
import { CPU, usualSetting } from '#engine/model/providers/provider.ts'
import type { LoadedModel } from '#engine/model/registry.ts'
import { systemClock } from '#engine/platform/clock.ts'
import { noisePictures } from '../helpers/learned-weights.ts'
import type { Behaviour } from '../helpers/other-providers.ts'
import { BUNDLED, registry } from '../helpers/bundled-model.ts'
import { memoryOfFaster, providerThat } from '../helpers/other-providers.ts'
import { smallModel } from '../helpers/small-model.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** Debian's chromium brings a graphics card made of software. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json'

const folder = mkdtempSync(join(tmpdir(), 'onesheet-test-'))
let model: LoadedModel

beforeAll(async () => {
  await startBackend('wasm')
  await writeModelFolder(smallModel(folder))
  model = registry.load(folder)
})

afterAll(() => rmSync(folder, { recursive: true }))

function onCpu(): Embedder {
  const pool = createEmbedPool(model, { size: 1, threads: 1 })
  onTestFinished(() => pool.close())
  return pool
}

function inProcess(name: ProcessProvider, options: ProcessOptions = {}): Embedder {
  const embedder = openProcessEmbedder({ name, model }, options)
  onTestFinished(() => embedder.close())
  return embedder
}

function script(text: string): string {
  const file = join(temporaryFolder(), 'process.mjs')
  writeFileSync(file, text)
  return file
}

const PROVIDERS = [
  { name: 'tensorflow-wasm', missing: null, environment: {} },
  {
    name: 'tensorflow',
    missing: findNativeAddon() === null ? 'no TensorFlow library installed' : null,
    environment: {},
  },
  {
    name: 'onnxruntime-webgpu',
    missing: existsSync(SWIFTSHADER) ? null : 'no SwiftShader of a chromium',
    environment: { VK_ICD_FILENAMES: SWIFTSHADER },
  },
] as const

describe.each(PROVIDERS)('embeddings from $name', ({ name, missing, environment }) => {
  it.skipIf(missing !== null)(
    `are those of the CPU${missing === null ? '' : ` (${missing})`}`,
    // A card made of software has been seen to take its process with it, on a busy machine.
    { retry: { count: name === 'onnxruntime-webgpu' ? 2 : 0, condition: /its process ended/ } },
    async () => {
      const provider = inProcess(name, { environment })
      const cpu = onCpu()
      for (const pictures of [noisePictures(9, model.manifest.input), fixedPictures(model.manifest.input)]) {
        const [vectors, expected] = [await provider.embed(pictures), await cpu.embed(pictures)]
        expect(farthestApart(vectors, expected, model.head)).toBeLessThan(MOST_APART / 10)
      }
    },
  )
})

describe('a provider’s process', () => {
  const [picture] = noisePictures(1, { height: 24, width: 24 }) as [Uint8Array]

  it('that crashes or is silent is the answer to what was asked of it, and to all that is asked later', async () => {
    const crashing = inProcess('tensorflow', {
      script: script(`process.on('message', (m) => m.id && process.kill(process.pid, 'SIGABRT'))`),
    })
    await expect(crashing.embed([picture])).rejects.toThrow('its process ended (SIGABRT)')
    await expect(crashing.embed([picture])).rejects.toThrow('its process ended (SIGABRT)')
    const silent = inProcess('tensorflow', {
      script: script(`process.on('message', () => {}); setInterval(() => {}, 1000)`),
      limitMs: 50,
    })
    await expect(silent.embed([picture])).rejects.toThrow('it took longer than 0.05 s')
  })

  it.skipIf(`${process.platform}-${process.arch}` !== 'linux-x64')(
    'says why there is no graphics card',
    async () => {
      const cardless = inProcess('onnxruntime-webgpu', { environment: { VK_ICD_FILENAMES: '/nowhere.json' } })
      const thrown: unknown = await cardless.embed([picture]).catch((error: unknown) => error)
      expect(reasonOfProvider(thrown)).toBe('no graphics card with a driver for it was found')
    },
  )

  it('says that the layers are not those of the model', async () => {
    const other = openProcessEmbedder({
      name: 'tensorflow-wasm',
      model: { ...model, layers: { folder: model.layers?.folder ?? '', sha256: '0'.repeat(64) } },
    })
    onTestFinished(() => other.close())
    await expect(other.embed([picture])).rejects.toMatchObject({ code: 'model/layers' })
  })
})

describe('measuring', () => {
  const nineTimes: Behaviour = async (_, __, cpu) => {
    for (let times = 0; times < 8; times++) await cpu()
    return cpu()
  }
  const tools = (open: MeasureTools['open']): MeasureTools => ({
    cpu: onCpu(),
    candidates: [
      { name: 'onnxruntime-webgpu', reason: null },
      { name: 'tensorflow', reason: 'not installed' },
    ],
    open,
    alone: (work) => work(),
    signal: new AbortController().signal,
  })

  it.each<[string, MeasureTools['open'], object]>([
    [
      'a provider that crashes',
      (name) =>
        openProcessEmbedder(
          { name, model },
          { script: script(`process.on('message', () => process.kill(process.pid, 'SIGSEGV'))`) },
        ),
      { agrees: null, msPerImage: null, reason: 'its process ended (SIGSEGV)' },
    ],
    [
      'one that computes something else',
      () =>
        providerThat(async (_, __, cpu) => (await cpu()).map((vector) => vector.map((x) => x + 0.2)), model),
      { agrees: false, msPerImage: null, reason: 'it does not agree with the CPU' },
    ],
    [
      'one that is slower',
      () => providerThat(nineTimes, model),
      { agrees: true, msPerImage: expect.any(Number) as number, reason: 'it is not faster than the CPU' },
    ],
  ])('leaves out %s, and says why', async (_, open, expected) => {
    const choice = await measureProviders(model, tools(open))
    expect(choice.name).toBe(CPU)
    expect(choice.setting).toEqual(choice.cpu)
    expect(choice.measured).toEqual([
      { name: CPU, agrees: true, msPerImage: expect.any(Number) as number, reason: null },
      { name: 'onnxruntime-webgpu', ...expected },
      { name: 'tensorflow', agrees: null, msPerImage: null, reason: 'not installed' },
    ])
  })

  it('lists one that fails while it is timed as one that is not there, with what failed', async () => {
    const opened = () =>
      providerThat(
        // The fixed pictures, four at a time, and then larger batches.
        (_, tensors, cpu) => (tensors.length > 4 ? Promise.reject(new Error('device lost')) : cpu()),
        model,
      )
    const providers = new ProviderMemory(join(temporaryFolder(), 'providers.json'))
    const choice = await measureProviders(model, tools(opened))
    providers.keep(model, choice)
    const listing = {
      registry: { ...registry, load: () => model },
      manifest: model.manifest,
      providers,
      clock: systemClock,
      isComputing: () => false,
    }
    const { backends, chosen } = await inferenceBackends(listing, { isAnew: false })
    expect(chosen).toBe(CPU)
    expect(backends[1]).toMatchObject({
      name: 'onnxruntime-webgpu',
      available: false,
      agrees: null,
      msPerImage: null,
      reason: 'device lost',
    })
  })

  it('chooses one that agrees and is faster', async () => {
    const slowCpu = () => providerThat(nineTimes, model)
    const cpu = slowCpu()
    onTestFinished(() => cpu.close())
    const faster = tools(() => providerThat((_, __, onFastCpu) => onFastCpu(), model))
    const choice = await measureProviders(model, { ...faster, cpu, openCpu: slowCpu })
    expect(choice).toMatchObject({ name: 'onnxruntime-webgpu' })
  })
})

describe('a job of many pictures', () => {
  const pictures = noisePictures(8, { height: 24, width: 24 })

  it('measures once, keeps the answer for later runs, and loses no picture meanwhile', async () => {
    const path = join(temporaryFolder(), 'data', 'providers.json')
    const memory = new ProviderMemory(path)
    const embedder = new ChosenEmbedder(model, { memory, candidates: [], measureAfter: 16 })
    onTestFinished(() => embedder.close())
    const expected = await embedder.embed(pictures)
    expect(existsSync(path)).toBe(false)
    const answers = await Promise.all(Array.from({ length: 12 }, () => embedder.embed(pictures)))
    for (const answer of answers) expect(answer).toEqual(expected)
    await expect.poll(() => existsSync(path), { timeout: 20_000 }).toBe(true)
    expect(await embedder.embed(pictures)).toEqual(expected)
    const kept = new ProviderMemory(path).choiceFor(model)
    expect(kept).toMatchObject({ name: CPU })
    expect(embedder.setting).toEqual(kept?.cpu)
    const later = new ChosenEmbedder(model, { memory: new ProviderMemory(path) })
    onTestFinished(() => later.close())
    expect(later.setting).toEqual(kept?.cpu)
  })

  it('measures nothing when it is small', async () => {
    const path = join(temporaryFolder(), 'providers.json')
    const embedder = new ChosenEmbedder(model, { memory: new ProviderMemory(path) })
    await embedder.embed(pictures)
    await embedder.close()
    expect(existsSync(path)).toBe(false)
  })

  it('can be closed while it measures, or while a provider is opened', async () => {
    const path = join(temporaryFolder(), 'providers.json')
    const silent = script(`process.on('message', () => {}); setInterval(() => {}, 1000)`)
    const open = (name: ProcessProvider) => openProcessEmbedder({ name, model }, { script: silent })
    for (const memory of [new ProviderMemory(path), memoryOfFaster(model)]) {
      const candidates = [{ name: 'onnxruntime-webgpu', reason: null }] as const
      const embedder = new ChosenEmbedder(model, {
        memory,
        candidates,
        open,
        measureAfter: 8,
        takeOverAfter: 8,
      })
      await embedder.embed(pictures)
      const began = performance.now()
      await embedder.close()
      expect(performance.now() - began).toBeLessThan(5_000)
      expect(embedder.warnings).toEqual([])
    }
    expect(existsSync(path)).toBe(false)
  })
})

describe('what is remembered of providers', () => {
  it('is measured again when the file is spoilt, or of another model', () => {
    const memory = memoryOfFaster(model)
    expect(memory.choiceFor(model)).toMatchObject({ name: 'onnxruntime-webgpu', cpu: usualSetting() })
    expect(memory.choiceFor(registry.load(BUNDLED))).toBeNull()
    const path = join(temporaryFolder(), 'providers.json')
    for (const text of ['', '[{"key":', '[{"key":"a","choice":{"name":"other"}}]', '{}']) {
      writeFileSync(path, text)
      const spoilt = new ProviderMemory(path)
      expect(spoilt.choiceFor(model)).toBeNull()
      spoilt.forget(model)
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([])
    }
  })
})
