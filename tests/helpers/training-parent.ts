/**
 * A process that trains, to be killed: `node training-parent.ts REQUEST` with a TrainRequest as JSON prints the number
 * of every epoch that is over.
 */
import type { TrainRequest } from '#engine/training/trainer/train.ts'
import { train } from '#engine/training/trainer/train.ts'

const request = JSON.parse(process.argv[2] ?? '') as TrainRequest
await train(request, {
  signal: new AbortController().signal,
  onEpoch: ({ epoch }) => process.stdout.write(`${epoch}\n`),
})
