import { z } from 'zod'
import { AppError } from '../errors.ts'
import { decodeFrame } from '../util/frames.ts'
import type { ClientMessage } from './messages.ts'

const callId = z.int().positive().max(Number.MAX_SAFE_INTEGER)

const clientMessage: z.ZodType<ClientMessage> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hello'), protocol: z.int() }),
  z.strictObject({ kind: z.literal('call'), id: callId, method: z.string().max(100), params: z.unknown() }),
  z.strictObject({ kind: z.literal('cancel'), id: callId }),
])

export type Request = { message: ClientMessage } | { refusal: AppError; id: number | null }

/** What a client sent, or why it is refused and, where that can be told, which call the refusal answers. */
export function readRequest(bytes: Uint8Array, maxMessageBytes: number): Request {
  if (bytes.byteLength > maxMessageBytes) return { refusal: new AppError('app/too-large'), id: null }
  let header: unknown
  try {
    header = decodeFrame(bytes).header
  } catch (error) {
    return { refusal: error instanceof AppError ? error : new AppError('app/invalid'), id: null }
  }
  const parsed = clientMessage.safeParse(header)
  if (parsed.success) return { message: parsed.data }
  const id = z.object({ id: callId }).safeParse(header)
  return { refusal: new AppError('app/invalid', 'Message'), id: id.success ? id.data.id : null }
}
