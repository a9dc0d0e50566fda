/**
 * A process that tries one backend, so that a driver which crashes takes nothing with it. It is asked by a message and
 * answers by one.
 */
import { buildNetwork } from '../architectures/architecture.ts'
import { fixedStep, measureStep } from './probe-step.ts'
import type { ProbeAnswer, ProbeRequest } from './probe-wire.ts'
import { DIFFERS } from './reasons.ts'
import { startBackend } from './start-backend.ts'
import { reasonOf } from './training-backend.ts'

/** Of the largest number of a step: what the kernels' orders of summation come to, and far below a wrong kernel. */
const TOLERANCE = 1e-3
const LABELS = 20

process.once('message', (request: ProbeRequest) => {
  void probe(request)
    .catch((error: unknown): ProbeAnswer => ({
      description: null,
      apart: null,
      msPerImage: null,
      reason: reasonOf(error),
    }))
    .then((answer) => process.send?.(answer, () => process.exit()))
})

async function probe({ name, threads, task }: ProbeRequest): Promise<ProbeAnswer> {
  await startBackend('cpu')
  const expected = await fixedStep()
  const lost: string[] = []
  const backend = await startBackend(name, {
    ...(threads === null ? {} : { threads }),
    onLost: (why) => lost.push(why),
  })
  const answer = { description: backend.describe(), apart: farthest(await fixedStep(), expected) }
  if (!(answer.apart <= TOLERANCE)) return { ...answer, msPerImage: null, reason: DIFFERS }
  if (task === null) return { ...answer, msPerImage: null, reason: null }
  if (backend.isSoftware)
    return { ...answer, msPerImage: null, reason: 'that graphics card is made of software' }
  const { architecture, input, batch } = task
  const network = buildNetwork(architecture, { input, labels: LABELS, seed: 1 })
  const msPerImage = await measureStep(network, batch)
  const [reason] = lost
  return reason === undefined
    ? { ...answer, msPerImage, reason: null }
    : { ...answer, msPerImage: null, reason }
}

/** Largest difference, as a part of the largest number. */
function farthest(values: number[], expected: number[]): number {
  if (values.length !== expected.length) return Infinity
  const largest = Math.max(...expected.map(Math.abs))
  return Math.max(...values.map((value, at) => Math.abs(value - (expected[at] ?? NaN)))) / largest
}
