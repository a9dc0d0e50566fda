import type { ProbeAnswer, TrainingTask } from './probe-wire.ts'
import type { ProbeOptions } from './run-probe.ts'
import { runProbe } from './run-probe.ts'
import { findNativeAddon } from './native-library.ts'
import { NOT_INSTALLED } from './reasons.ts'
import type { TrainingBackendName } from './training-backend.ts'
import { TRAINING_BACKENDS } from './training-backend.ts'

/** One candidate, measured by a few steps of the training; or the reason why it is out. */
export interface MeasuredBackend {
  name: TrainingBackendName
  /** For a person; null where it did not even start. */
  description: string | null
  msPerImage: number | null
  reason: string | null
}

export interface ListedBackend {
  name: TrainingBackendName
  description: string | null
  available: boolean
  /** Why not. */
  reason: string | null
  /** Whether it computes what the CPU does; null where it does not start. */
  agrees: boolean | null
}

type Prober = typeof runProbe

/** Plain JavaScript is the one that is left when no other works, and is not worth measuring. */
const CANDIDATES = TRAINING_BACKENDS.filter((name) => name !== 'cpu')
/** A larger batch tells no more about the time of a picture, and takes longer. */
const LARGEST_BATCH = 16

/**
 * The backend that trains this fastest here, by a few measured steps of each in a process of its own. One that crashes,
 * disagrees with the CPU or takes too long is out.
 * @param threads all cores unless said
 */
export async function chooseBackend(
  { architecture, input, batch }: TrainingTask,
  { threads = null, probe = runProbe }: { threads?: number | null; probe?: Prober } = {},
): Promise<{ name: TrainingBackendName; measured: MeasuredBackend[] }> {
  const task = { architecture, input, batch: Math.min(batch, LARGEST_BATCH) }
  const measured: MeasuredBackend[] = []
  // One after the other: side by side they would slow each other down.
  for (const name of CANDIDATES) {
    const { description, msPerImage, reason } = await probeIfThere({ name, threads, task }, probe)
    measured.push({ name, description, msPerImage, reason })
  }
  const fastest = measured
    .filter((each) => each.msPerImage !== null)
    .toSorted((a, b) => (a.msPerImage ?? Infinity) - (b.msPerImage ?? Infinity))[0]
  return { name: fastest?.name ?? 'cpu', measured }
}

/** All backends, tried but not measured. Those whose try the signal ends have that as their reason. */
export async function availableBackends(options: ProbeOptions = {}): Promise<ListedBackend[]> {
  const probe: Prober = (request) => runProbe(request, options)
  return Promise.all(
    TRAINING_BACKENDS.map(async (name) => {
      const { description, apart, reason } = await probeIfThere({ name, threads: null, task: null }, probe)
      return {
        name,
        description,
        available: reason === null,
        reason,
        agrees: apart === null ? null : reason === null,
      }
    }),
  )
}

/** The one that `auto` would most likely come to, without trying any. */
export function likelyBackend(): TrainingBackendName {
  return findNativeAddon() === null ? 'wasm' : 'native'
}

function probeIfThere(request: Parameters<Prober>[0], probe: Prober): Promise<ProbeAnswer> {
  // No process needs to be started to see that nothing is installed.
  if (request.name !== 'native' || findNativeAddon() !== null) return probe(request)
  return Promise.resolve({ description: null, apart: null, msPerImage: null, reason: NOT_INSTALLED })
}
