import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import { AppError } from '#shared/errors.ts'
import type { LoadedModel } from './registry.ts'
import { loadRuntime } from './runtime.ts'

/** Computes embeddings of model inputs. */
export interface Embedder {
  /**
   * @param tensors uint8 RGB, height × width × 3 each
   * @returns one float32 vector each
   * @throws AppError `model/damaged` when the network answers with anything but finite numbers
   */
  embed(tensors: readonly Uint8Array[]): Promise<Float32Array[]>
  close(): Promise<void>
}

/**
 * ONNX Runtime, on the processor unless told otherwise; it computes on the thread that calls it. It is loaded here, on
 * first use: listing a catalog should not wait for it.
 */
export async function createEmbedder(
  model: Pick<LoadedModel, 'manifest' | 'trunkBytes'>,
  options: { threads: number; provider?: 'cpu' | 'webgpu' },
): Promise<Embedder> {
  const { InferenceSession, Tensor } = await loadRuntime()
  const session = await InferenceSession.create(model.trunkBytes, {
    executionProviders: [options.provider ?? 'cpu'],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // A thread that spins for work takes the core that the decoder needs.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
  const { input, outputs } = model.manifest
  const pixels = input.height * input.width * 3
  return {
    async embed(tensors) {
      const batch = new Uint8Array(tensors.length * pixels)
      tensors.forEach((tensor, index) => {
        if (tensor.length !== pixels)
          throw new RangeError(`a model input has ${pixels} bytes, not ${tensor.length}`)
        batch.set(tensor, index * pixels)
      })
      const feed = new Tensor('uint8', batch, [tensors.length, input.height, input.width, 3])
      const answer = await run(session, { [input.name]: feed }, outputs.embedding)
      return tensors.map((_, index) =>
        answer.slice(index * outputs.dimensions, (index + 1) * outputs.dimensions),
      )
    },
    close: () => session.release(),
  }
}

async function run(
  session: InferenceSession,
  feeds: Record<string, OrtTensor>,
  output: string,
): Promise<Float32Array> {
  const results = await session.run(feeds, [output])
  const data = results[output]?.data
  if (!(data instanceof Float32Array) || !data.every((value) => Number.isFinite(value))) {
    throw new AppError('model/damaged', 'The network gave no usable answer')
  }
  return data
}
