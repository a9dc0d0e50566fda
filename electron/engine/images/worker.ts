import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { decodeFrame, encodeFrame, FrameReader } from '#shared/util/frames.ts'
import sharp from 'sharp'
import type { DecodedPicture, RefusedPicture } from './decode.ts'
import { decodePicture } from './decode.ts'
import { GIVEN_UP } from './given-up.ts'
import type { Ban, WorkerAnswer, WorkerBans, WorkerRequest } from './wire.ts'

/*
 * The picture worker: a process of its own, because a decoder may hang or crash on a hostile file. Requests come in
 * frames on descriptor 3, answers go out on descriptor 4. It ends when its parent does.
 */

const LARGEST_FRAME_BYTES = 1024 * 1024
const READ_TRIES = 3
const READ_PAUSE_MS = 200

// One thread a picture, several pictures at once: that keeps both cores busy without oversubscribing them.
sharp.concurrency(1)
sharp.cache(false)

const input = new Socket({ fd: 3, readable: true, writable: false })
const output = new Socket({ fd: 4, readable: false, writable: true })
const reader = new FrameReader(LARGEST_FRAME_BYTES)
const banned = new Map<string, Ban['code']>()

/** For tests only: `crash:TEXT` or `hang:TEXT` for files whose path holds the text. */
const fault = /^(crash|hang):(.+)$/.exec(process.env['ONESHEET_TEST_PICTURE_FAULT'] ?? '')

input.on('data', (chunk: Buffer) => {
  for (const frame of reader.push(chunk)) {
    const message = decodeFrame(frame).header as WorkerRequest | WorkerBans
    if ('bans' in message) for (const { sha256, code } of message.bans) banned.set(sha256, code)
    else void answer(message)
  }
})
input.on('close', leave)
output.on('error', leave)
// The parent knows by this that the worker came up, whatever happens to its first file.
output.write(encodeFrame(null))

/** Without waiting for the decoder's threads, which an ordinary exit would join: one of them may hang. */
function leave(): void {
  process.kill(process.pid, 'SIGKILL')
}

async function answer(request: WorkerRequest): Promise<void> {
  const path = Buffer.from(request.path, 'base64')
  if (fault !== null && path.includes(fault[2] ?? '')) {
    if (fault[1] === 'crash') leave()
    // As a decoder's thread would, it keeps the process from ending by itself.
    setInterval(() => undefined, READ_PAUSE_MS)
    return
  }
  const { result, modifiedMs } = await read(path, request)
  const [header, body] = pack(request.key, modifiedMs, result)
  output.write(encodeFrame(header, body))
}

async function read(path: Buffer, request: WorkerRequest) {
  for (let attempt = 1; ; attempt++) {
    try {
      const [bytes, stats] = await Promise.all([readFile(path), stat(path)])
      const ban = banOf(bytes)
      return { result: ban ?? (await decodePicture(bytes, request)), modifiedMs: stats.mtimeMs }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      if (code === 'ENOENT' || code === 'ENOTDIR') {
        return { result: refusal('file/gone', 'The file went away while it was read.'), modifiedMs: null }
      }
      // A virus scanner or a copy in progress lets go after a moment.
      if (attempt < READ_TRIES) await delay(READ_PAUSE_MS)
      else {
        const message = `The file could not be read (${code}). Check its permissions, then scan again.`
        return { result: refusal('file/unreadable', message), modifiedMs: null }
      }
    }
  }
}

/** Hashed only where there are bans at all: the decoder hashes again. */
function banOf(bytes: Uint8Array): RefusedPicture | null {
  if (banned.size === 0) return null
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const code = banned.get(sha256)
  return code === undefined ? null : { ok: false, sha256, code, message: GIVEN_UP[code] }
}

function refusal(code: RefusedPicture['code'], message: string): RefusedPicture {
  return { ok: false, sha256: null, code, message }
}

function pack(
  key: number,
  modifiedMs: number | null,
  result: DecodedPicture | RefusedPicture,
): [WorkerAnswer, Uint8Array] {
  if (!result.ok) return [{ key, modifiedMs, ...result }, new Uint8Array(0)]
  const { thumbnail, tensor, ...facts } = result
  const body = Buffer.concat([thumbnail?.bytes ?? new Uint8Array(0), tensor ?? new Uint8Array(0)])
  const header: WorkerAnswer = {
    key,
    modifiedMs,
    ...facts,
    thumbnail:
      thumbnail === null
        ? null
        : {
            mediaType: thumbnail.mediaType,
            width: thumbnail.width,
            height: thumbnail.height,
            sizeBytes: thumbnail.bytes.length,
          },
    tensorBytes: tensor?.length ?? 0,
  }
  return [header, body]
}
