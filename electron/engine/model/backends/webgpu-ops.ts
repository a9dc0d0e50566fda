import * as tf from '@tensorflow/tfjs-core'
import { registerOwnOps } from './own-ops.ts'
import type { WebgpuKernel } from './webgpu-shader.ts'
import { runElementwise } from './webgpu-shader.ts'
import { columnSums, rowSums } from './webgpu-sums.ts'

/*
 * Our operations on a graphics card. Composed, each normalisation is some fifty calls and hands the card pictures full
 * of ones that the processor has written, for the gradient of a mean: that was three quarters of a step.
 */

/** Registers the operations with their gradients. Once per process. */
export function registerWebgpuOps(): void {
  registerOwnOps<WebgpuKernel>('webgpu', { normalize, normalizeGradient, rectify, rectifyGradient })
}

/** x̂, the normalised input, of what is at `index`. */
const NORMALIZED = '(x[index] - mean[channel]) * inverseSqrt(variance[channel] + uniforms.epsilon)'

/** x̂ · gamma + beta, over all axes but the last; variance biased. */
function normalize({ backend, inputs, attrs }: WebgpuKernel): tf.TensorInfo[] {
  const { x, gamma, beta } = inputs as Record<'x' | 'gamma' | 'beta', tf.Tensor>
  const channels = gamma.size
  const rows = x.size / channels
  const whole = { rows, columns: channels, outputShape: [channels], divisor: rows }
  const mean = rowSums(backend, x, whole)
  // Not from the squares' mean: with a mean far from zero their difference has no digits left.
  const variance = columnSums(backend, {
    ...whole,
    name: 'spreads',
    inputs: { x, mean },
    term: 'let apart = x[row * uniforms.columns + column] - mean[column]; return apart * apart;',
  })
  const values = runElementwise(backend, {
    name: 'normalize',
    inputs: { x, mean, variance, gamma, beta },
    outputShape: x.shape,
    numbers: { epsilon: Number(attrs['epsilon']) },
    value: `${NORMALIZED} * gamma[channel] + beta[channel]`,
  })
  return [values, mean, variance]
}

/** dx = gamma · σ · (dy − mean(dy) − x̂ · mean(dy · x̂)), with σ = 1 / √(variance + ε). */
function normalizeGradient({ backend, inputs, attrs }: WebgpuKernel): tf.TensorInfo[] {
  const { dy, x, gamma, mean, variance } = inputs as Record<
    'dy' | 'x' | 'gamma' | 'mean' | 'variance',
    tf.Tensor
  >
  const channels = gamma.size
  const rows = x.size / channels
  const epsilon = Number(attrs['epsilon'])
  const whole = { rows, columns: channels, outputShape: [channels] }
  const dBeta = rowSums(backend, dy, whole)
  const dGamma = columnSums(backend, {
    ...whole,
    name: 'slopes',
    inputs: { dy, x, mean, variance },
    numbers: { epsilon },
    term: `let index = row * uniforms.columns + column; let channel = column; return dy[index] * ${NORMALIZED};`,
  })
  const dx = runElementwise(backend, {
    name: 'normalize-gradient',
    inputs: { dy, x, mean, variance, gamma, dBeta, dGamma },
    outputShape: x.shape,
    numbers: { epsilon, rows },
    value: `gamma[channel] * inverseSqrt(variance[channel] + uniforms.epsilon) *
      (dy[index] - (dBeta[channel] + ${NORMALIZED} * dGamma[channel]) / uniforms.rows)`,
  })
  return [dx, dGamma, dBeta]
}

function rectify({ inputs, attrs }: WebgpuKernel): tf.TensorInfo {
  const { x } = inputs as { x: tf.Tensor }
  return attrs['ceiling'] === Infinity ? tf.relu(x) : tf.relu6(x)
}

function rectifyGradient({ backend, inputs, attrs }: WebgpuKernel): tf.TensorInfo {
  const { dy, y } = inputs as { dy: tf.Tensor; y: tf.Tensor }
  const hasCeiling = Number.isFinite(attrs['ceiling'])
  return runElementwise(backend, {
    name: hasCeiling ? 'rectify-between' : 'rectify-above',
    inputs: { dy, y },
    outputShape: y.shape,
    numbers: hasCeiling ? { ceiling: Number(attrs['ceiling']) } : {},
    value: `select(0.0, dy[index], y[index] > 0.0${hasCeiling ? ' && y[index] < uniforms.ceiling' : ''})`,
  })
}
