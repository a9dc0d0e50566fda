import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { STATUS_CODES } from 'node:http'
import type { ErrorBody, ErrorCode } from '#shared/errors.ts'
import { AppError, toErrorBody } from '#shared/errors.ts'
import { pageHeaders } from '#shared/util/page-policy.ts'
import type { HostName } from './guard.ts'

/** The headers of every answer: nothing may be loaded from, sent to or framed by any other place. */
export function strictHeaders({ host }: HostName): OutgoingHttpHeaders {
  const places = { pictures: "'self' blob: data:", engine: `'self' ws://${host}` }
  return { ...pageHeaders(places), 'Cache-Control': 'no-store' }
}

export interface Answer {
  status: number
  headers?: OutgoingHttpHeaders
  body?: Uint8Array | string
}

/** Writes an answer; the body of a HEAD request is counted and left out. */
export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  name: HostName,
  answer: Answer,
): void {
  const body = answer.body ?? ''
  const hasBody = answer.status !== 204 && answer.status !== 304
  response.writeHead(answer.status, {
    ...strictHeaders(name),
    ...(hasBody ? { 'Content-Length': Buffer.byteLength(body) } : {}),
    ...answer.headers,
  })
  if (hasBody && request.method !== 'HEAD') response.end(body)
  else response.end()
}

/** A refusal with its sentence and nothing about our insides. */
export function refusal(status: number, code: ErrorCode): Answer {
  return errorAnswer(status, toErrorBody(new AppError(code)))
}

export function errorAnswer(status: number, { code, message }: ErrorBody): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ code, message }),
  }
}

/** Ends a connection that is not, or not yet, a request and response: a refused upgrade, broken HTTP. */
export function refuseConnection(socket: Duplex, status: number): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  socket.once('finish', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}
