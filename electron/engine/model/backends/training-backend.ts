import { AppError } from '#shared/errors.ts'

/** What a network can be trained on, the fastest kind first. */
export const TRAINING_BACKENDS = ['native', 'webgpu', 'wasm', 'cpu'] as const
export type TrainingBackendName = (typeof TRAINING_BACKENDS)[number]

export interface TrainingBackend {
  name: TrainingBackendName
  /** For a person: what it is and how many threads it has. */
  describe(): string
  /** A graphics card that the processor pretends to be: right, and slower than the processor itself. */
  isSoftware?: boolean
}

export interface StartOptions {
  /** Threads within an operation; all cores unless said. A graphics card has its own. */
  threads?: number
  /** Called once when the graphics card was taken away; what its tensors held is gone. */
  onLost?: (reason: string) => void
}

/** The refusal that names the backend and why it cannot be used here. */
export function unavailable(name: TrainingBackendName, reason: unknown): AppError {
  const said = reasonOf(reason)
  return new AppError('backend/unavailable', `${name} (${said})`, { reason: said })
}

/** The first line of whatever was thrown; of our own refusal the reason alone. */
export function reasonOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown
  if (thrown instanceof AppError && typeof thrown.details?.['reason'] === 'string')
    return thrown.details['reason']
  const message = (thrown as { message?: unknown } | null)?.message
  const line = String(message ?? thrown).split('\n')[0] ?? ''
  return line.trim() === '' ? 'unknown reason' : line.trim()
}
