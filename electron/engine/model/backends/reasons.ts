import { reasonOf } from './training-backend.ts'

/*
 * Why something does not compute here, in the words of shared/messages/en/engine.ts, which the window translates.
 */

export const DIFFERS = 'it does not agree with the CPU'
export const NOT_FASTER = 'it is not faster than the CPU'
export const NOT_FINITE = 'its numbers are not finite'
export const CONSTANT = 'it gives different pictures the same answer'
export const NOT_INSTALLED = 'not installed: onesheet backends install native'
export const NO_LAYERS = 'the model has no layers of TensorFlow.js'
export const NOT_BUILT = 'ONNX Runtime has no such part for this system'
export const NO_CARD = 'no graphics card with a driver for it was found'
export const ONLY_WITHOUT_RUNTIME = 'only for where ONNX Runtime does not load'
export const STOPPED = 'it was stopped'

/** @param how a signal, or `code 3` */
export const processEnded = (how: string) => `its process ended (${how})`

export const tookLongerThan = (limitMs: number) => `it took longer than ${limitMs / 1000} s`

/** The reason in what ONNX Runtime or a driver threw, in our words where it is one we have words for. */
export function reasonOfProvider(thrown: unknown): string {
  const said = reasonOf(thrown)
  if (said.includes('Failed to get a WebGPU adapter')) return NO_CARD
  return said.includes('backend not found') ? NOT_BUILT : said
}
