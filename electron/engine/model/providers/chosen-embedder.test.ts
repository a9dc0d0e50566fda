import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { BUNDLED, registry } from '../../../../tests/helpers/bundled-model.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { silentLog } from '../../platform/log.ts'
import type { Embedder } from '../embed.ts'
import type { Choice } from './choose-provider.ts'
import { ChosenEmbedder } from './chosen-embedder.ts'
import { ProviderMemory } from './memory.ts'

const model = { ...registry.load(BUNDLED), layers: { folder: '/', sha256: '' } }
const picture = new Uint8Array(12)
const candidates = [{ name: 'onnxruntime-webgpu', reason: null }] as const

/** Answers at once, with what is in the picture's first byte. */
class Fake implements Embedder {
  isClosed = false
  embed(tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
    return Promise.resolve(tensors.map(([first = 0]) => new Float32Array(1_280).fill(first)))
  }
  close(): Promise<void> {
    this.isClosed = true
    return Promise.resolve()
  }
}

/** Takes 10 ms for a batch. */
class Slow extends Fake {
  override async embed(tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
    await new Promise((resolve) => setTimeout(resolve, 10))
    return super.embed(tensors)
  }
}

const memoryFile = () => join(temporaryFolder(), 'providers.json')

describe('what chooses the provider', () => {
  it('leaves no process behind that would be opened while it is closed', async () => {
    let refuse = (_error: Error): void => undefined
    const refusal = new Promise<never>((_, reject) => (refuse = reject))
    const opened: string[] = []
    const embedder = new ChosenEmbedder(model, {
      memory: null,
      openCpu: () => ({ embed: () => refusal, close: () => Promise.resolve() }),
      open: (name) => {
        opened.push(name)
        return new Fake()
      },
    })
    const asked = expect(embedder.embed([picture])).rejects.toThrow('is closed')
    const closed = embedder.close()
    refuse(new AppError('model/no-backend'))
    await Promise.all([asked, closed])
    expect(opened).toEqual([])
    expect(embedder.warnings).toEqual([])
  })

  it('leaves none behind that was measured to be the fastest just then', async () => {
    const opened: Fake[] = []
    let closed: Promise<void> | null = null
    class LastMoment extends ProviderMemory {
      override keep(of: typeof model, choice: Choice): void {
        super.keep(of, choice)
        closed = embedder.close()
      }
    }
    const memory = new LastMoment(memoryFile())
    const embedder: ChosenEmbedder = new ChosenEmbedder(model, {
      memory,
      candidates,
      measureAfter: 1,
      openCpu: () => new Slow(),
      open: () => {
        const fake = new Fake()
        opened.push(fake)
        return fake
      },
    })
    await embedder.embed([picture])
    await expect.poll(() => closed, { timeout: 20_000 }).not.toBeNull()
    await closed
    expect(memory.choiceFor(model)).toMatchObject({ name: 'onnxruntime-webgpu' })
    expect(opened.filter(({ isClosed }) => !isClosed)).toEqual([])
  })

  it('asks for one batch at a time where ONNX Runtime does not load', async () => {
    const embedder = new ChosenEmbedder(model, {
      memory: null,
      openCpu: () => ({
        embed: () => Promise.reject(new AppError('model/no-backend')),
        close: () => Promise.resolve(),
      }),
      open: () => new Fake(),
    })
    await embedder.embed([picture])
    expect(embedder).toMatchObject({ backend: 'tensorflow-wasm', setting: { batchesAtOnce: 1 } })
    await embedder.close()
  })

  it.each([
    {
      what: 'logs that it could not measure, and goes on',
      isClosed: false,
      logged: ['providers not measured'],
    },
    { what: 'does not log that it was closed while it measured', isClosed: true, logged: [] },
  ])('$what', async ({ isClosed, logged }) => {
    const said: string[] = []
    const log = { ...silentLog, warn: (_: object, message: string) => said.push(message) }
    let fail = (_error: Error): void => undefined
    const measured = new Promise<never>((_, reject) => (fail = reject))
    const memory = new ProviderMemory(memoryFile())
    class Unmeasurable extends Fake {
      // The fixed pictures are asked for together, those of the job one by one.
      override embed(tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
        return tensors.length > 1 ? measured : super.embed(tensors)
      }
    }
    const embedder = new ChosenEmbedder(model, {
      memory,
      log,
      candidates,
      measureAfter: 1,
      openCpu: () => new Unmeasurable(),
      open: () => new Fake(),
    })
    await embedder.embed([picture])
    const closed = isClosed ? embedder.close() : null
    fail(new Error('The network’s thread has ended'))
    await (closed ?? expect.poll(() => said).toEqual(logged))
    if (!isClosed) expect(await embedder.embed([picture])).toHaveLength(1)
    await embedder.close()
    expect(said).toEqual(logged)
    expect(memory.choiceFor(model)).toBeNull()
  })
})
