import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inferenceBackends } from '#engine/app/inference-backends.ts'
import { openModelTools } from '#engine/app/model-tools.ts'
import { createEmbedPool } from '#engine/model/embed-pool.ts'
import { ProviderMemory } from '#engine/model/providers/memory.ts'
import { CPU, usualSetting } from '#engine/model/providers/provider.ts'
import type { LoadedModel } from '#engine/model/registry.ts'
import { AppError } from '#shared/errors.ts'
import { BUNDLED, registry } from '../helpers/bundled-model.ts'
import { memoryOfFaster } from '../helpers/other-providers.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const bundled = registry.load(BUNDLED)

describe('the list of what can run the model', () => {
  it('has the slower way where ONNX Runtime does not load, if the model has layers for it', async () => {
    const refusing = () => ({
      embed: () => Promise.reject(new AppError('model/no-backend')),
      close: () => Promise.resolve(),
    })
    const listOf = (loaded: LoadedModel) =>
      inferenceBackends(
        {
          ...openModelTools(),
          registry: { ...registry, load: () => loaded },
          providers: new ProviderMemory(join(temporaryFolder(), 'providers.json')),
        },
        { isAnew: false, openCpu: refusing },
      )
    expect(await listOf({ ...bundled, layers: { folder: '/', sha256: '' } })).toMatchObject({
      chosen: 'tensorflow-wasm',
      backends: [
        { name: CPU, available: false },
        { name: 'tensorflow-wasm', available: true },
      ],
    })
    expect(await listOf({ ...bundled, layers: null })).toMatchObject({
      chosen: null,
      backends: [{ name: CPU, available: false, reason: expect.any(String) as string }],
    })
  })

  it('tells of each whether it is used and why not, and of one that was dropped in this run', async () => {
    const tools = openModelTools()
    const memory = new ProviderMemory(join(temporaryFolder(), 'providers.json'))
    const { backends, chosen } = await inferenceBackends({ ...tools, providers: memory }, { isAnew: true })
    expect(backends[0]).toMatchObject({ name: CPU, available: true, reason: null, agrees: true })
    expect(backends[0]?.msPerImage).toBeGreaterThan(0)
    expect(backends.map(({ name }) => name)).toEqual([
      CPU,
      'onnxruntime-webgpu',
      'tensorflow',
      'tensorflow-wasm',
    ])
    for (const { name, reason } of backends.slice(1)) expect(reason === null).toBe(name === chosen)

    const faster = memoryOfFaster(bundled)
    const setting = usualSetting()
    const measured = [
      { name: CPU, agrees: true, msPerImage: 4, reason: null },
      { name: 'onnxruntime-webgpu', agrees: true, msPerImage: 1, reason: null },
    ] as const
    faster.keep(bundled, { name: 'onnxruntime-webgpu', setting, cpu: setting, measured: [...measured] })
    const used = await inferenceBackends({ ...tools, providers: faster }, { isAnew: false })
    expect(used).toMatchObject({
      chosen: 'onnxruntime-webgpu',
      backends: [{}, { available: true, reason: null }],
    })
    faster.dropped.set('onnxruntime-webgpu', 'the device was lost')
    const dropped = await inferenceBackends({ ...tools, providers: faster }, { isAnew: false })
    expect(dropped).toMatchObject({
      chosen: CPU,
      backends: [{}, { available: false, reason: 'the device was lost' }],
    })
  })

  /** What measures here, with a clock and jobs of the test's own. */
  function measuring() {
    const memory = new ProviderMemory(join(temporaryFolder(), 'providers.json'))
    const state = { nowMs: 0, isComputing: false, begun: 0 }
    const tools = {
      ...openModelTools(),
      providers: memory,
      clock: { now: () => state.nowMs, monotonicMs: () => state.nowMs },
      isComputing: () => state.isComputing,
    }
    const openCpu = (model: LoadedModel) => {
      state.begun++
      return createEmbedPool(model, { size: 1, threads: 1 })
    }
    const measure = (signal?: AbortSignal) => inferenceBackends(tools, { isAnew: true, openCpu, signal })
    return { memory, state, measure }
  }

  it('is measured once for all who ask at once or just after, and again for who asks later', async () => {
    const { state, measure } = measuring()
    const [one, other] = await Promise.all([measure(), measure()])
    expect([one, state.begun]).toEqual([other, 1])
    state.nowMs += 2_000
    expect(await measure()).toEqual(one)
    expect(state.begun).toBe(1)
    state.nowMs += 10_000
    await measure()
    expect(state.begun).toBe(2)
  })

  it('is told beside a running scan, and not kept: it would be skewed', async () => {
    const { memory, state, measure } = measuring()
    state.isComputing = true
    expect((await measure()).backends[0]?.msPerImage).toBeGreaterThan(0)
    expect(memory.choiceFor(bundled)).toBeNull()
    state.isComputing = false
    state.nowMs += 10_000
    await measure()
    expect(memory.choiceFor(bundled)).not.toBeNull()
  })

  it('is no more measured when the one who asked has left, who is told so', async () => {
    const { memory, state, measure } = measuring()
    const leaving = new AbortController()
    const asked = measure(leaving.signal)
    await expect.poll(() => state.begun).toBe(1)
    leaving.abort()
    await expect(asked).rejects.toMatchObject({ code: 'app/cancelled' })
    expect(memory.choiceFor(bundled)).toBeNull()
    // Who asks after waits until that is over, and has a measurement of their own.
    await measure()
    expect(state.begun).toBe(2)
  })
})
