import * as tf from '@tensorflow/tfjs-core'

interface TapeNode {
  saved: tf.Tensor[]
  gradient?: (dys: (tf.Tensor | null)[]) => unknown
}

/** What TensorFlow.js 4.22 does inside; it has no hook for this. */
interface TapeEngine {
  state: { activeTape: TapeNode[]; gradientDepth: number }
  addTapeNode(...given: unknown[]): void
  gradients(f: unknown, xs: unknown, dy?: tf.Tensor | null, ...rest: unknown[]): unknown
}

let isLean = false

/**
 * Frees what a backward pass has done with as it goes: TensorFlow.js keeps every gradient on the way and everything
 * saved from the forward pass until its end, which doubles the peak. A step of the tape is done with when the next one
 * begins. Gradients of gradients are left as they are. Once per process, for every backend.
 */
export function useLeanGradients(): void {
  if (isLean) return
  isLean = true
  const engine = tf.engine() as unknown as TapeEngine
  const [addTapeNode, gradients] = [engine.addTapeNode, engine.gradients]
  let done: (tf.Tensor | null)[] = []
  let given: tf.Tensor | null = null

  engine.addTapeNode = function (...args) {
    addTapeNode.apply(this, args)
    const node = this.state.activeTape.at(-1)
    const gradient = node?.gradient
    if (node === undefined || gradient === undefined) return
    node.gradient = (dys) => {
      if (this.state.gradientDepth > 0) return gradient(dys)
      for (const tensor of done) if (tensor !== given) tensor?.dispose()
      done = [...dys, ...node.saved]
      return gradient(dys)
    }
  }
  engine.gradients = function (f, xs, dy, ...rest) {
    const before = [done, given] as const
    done = []
    given = dy ?? null
    try {
      return gradients.call(this, f, xs, dy, ...rest)
    } finally {
      ;[done, given] = before
    }
  }
}
