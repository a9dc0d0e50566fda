import type { ErrorBody } from '../errors.ts'
import type { PackedField } from './packed.ts'

/** What a client says. */
export type ClientMessage =
  | { kind: 'hello'; protocol: number }
  | { kind: 'call'; id: number; method: string; params: unknown }
  | { kind: 'cancel'; id: number }

/** What an engine says. An error without an id answers a message that could not be told apart. */
export type ServerMessage =
  | { kind: 'hello'; protocol: number }
  | { kind: 'result'; id: number; value: unknown; packed: PackedField | null }
  | { kind: 'error'; id: number | null; error: ErrorBody }
  | { kind: 'event'; name: string; payload: unknown }
