/** A process whose graphics card is taken away while it computes: prints its name and what was told, as JSON. */
import * as tf from '@tensorflow/tfjs-core'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { startBackend } from '#engine/model/backends/start-backend.ts'

const told: string[] = []
let name = ''
const isTold = new Promise<void>((resolve) => {
  void startBackend('webgpu', {
    onLost(reason) {
      told.push(reason)
      resolve()
    },
  }).then(async (backend) => {
    name = backend.describe()
    await tf.matMul(tf.ones([8, 8]), tf.ones([8, 8])).data()
    ;(tf.backend() as WebGPUBackend).device.destroy()
  })
})
await isTold
process.stdout.write(JSON.stringify({ name, told }))
// What waits for the card would wait for ever.
process.exit()
