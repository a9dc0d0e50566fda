import * as tf from '@tensorflow/tfjs-core'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { useTrainingOps } from '../layers/training-ops.ts'
import { activate } from './activate.ts'
import type { NativeBinding, NativeKernelBackend } from './native-binding.ts'
import { findNativeAddon, nativeFolder } from './native-library.ts'
import { TFJS_NODE_PACKAGE } from './native-sources.ts'
import { nativeOps, registerNativeOps } from './native-ops.ts'
import type { StartOptions, TrainingBackend } from './training-backend.ts'
import { unavailable } from './training-backend.ts'

/** What tfjs-node registers its kernels under. */
const REGISTERED = 'tensorflow'

let loaded: NativeKernelBackend | null = null

/**
 * TensorFlow itself, on its own CPU kernels or a CUDA card. The addon and library come from `backends install native`;
 * the npm package brings only the JavaScript between.
 * @throws AppError `backend/unavailable`
 */
export async function startNative({
  threads = availableParallelism(),
}: StartOptions): Promise<TrainingBackend> {
  loaded ??= load(threads)
  await activate('native', REGISTERED)
  useTrainingOps(nativeOps)
  const { binding, isUsingGpuDevice } = loaded
  const device = isUsingGpuDevice
    ? 'graphics card'
    : `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
  return { name: 'native', describe: () => `TensorFlow ${binding.TF_Version} (${device})` }
}

function load(threads: number): NativeKernelBackend {
  const addon = findNativeAddon()
  if (addon === null) throw unavailable('native', `nothing is installed in ${nativeFolder()}`)
  // Read by the library while it is loaded, and never again.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3'
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads)
  process.env['TF_NUM_INTEROP_THREADS'] = '1'
  // Off by itself on processors without instructions for networks; a step takes half as long again without it.
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '1'
  const require = createRequire(import.meta.url)
  try {
    shimUtil(require)
    takeOurCore(require)
    const binding = require(addon) as NativeBinding
    // Its index.js would look for the addon in node_modules; these two are all that it does besides.
    require(`${TFJS_NODE_PACKAGE}/dist/register_all_kernels.js`)
    const { NodeJSKernelBackend } = require(`${TFJS_NODE_PACKAGE}/dist/nodejs_kernel_backend.js`) as {
      NodeJSKernelBackend: new (binding: NativeBinding, packageName: string) => NativeKernelBackend
    }
    const backend = new NodeJSKernelBackend(binding, TFJS_NODE_PACKAGE)
    tf.registerBackend(REGISTERED, () => backend)
    registerNativeOps(backend)
    return backend
  } catch (error) {
    throw unavailable('native', error)
  }
}

/** tfjs-node 4.22 calls two functions of node:util, one that Node 23 took away and one that it warns of. */
function shimUtil(require: NodeJS.Require): void {
  const util = require('node:util') as Record<string, unknown>
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined
  util['isArray'] = Array.isArray
}

/**
 * tfjs-node asks for `@tensorflow/tfjs`, the bundle of everything with a core of its own inside. The core that is
 * loaded already is all it uses, and saves a second.
 */
function takeOurCore(require: NodeJS.Require): void {
  const seenFrom = createRequire(require.resolve(`${TFJS_NODE_PACKAGE}/package.json`))
  const bundle = seenFrom.resolve('@tensorflow/tfjs')
  const core = seenFrom.resolve('@tensorflow/tfjs-core')
  require(core)
  require.cache[bundle] ??= require.cache[core]
}
