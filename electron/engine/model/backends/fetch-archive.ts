import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { AppError } from '#shared/errors.ts'
import { isDiskFull } from '../../platform/disk-full.ts'
import { reasonOf } from './training-backend.ts'

/**
 * Downloads a file.
 * @param report bytes so far and, where the server says so, in all
 * @throws AppError `backend/download`, `catalog/disk-full`, `app/cancelled`
 */
export async function fetchFile(
  url: string,
  file: string,
  { signal, report }: { signal: AbortSignal; report(done: number, total: number | null): void },
): Promise<void> {
  try {
    const response = await fetch(url, { signal })
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`)
    const total = Number(response.headers.get('content-length')) || null
    let done = 0
    const counter = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        done += chunk.length
        report(done, total)
        next(null, chunk)
      },
    })
    // A browser's types call it by another name.
    const body = Readable.fromWeb(response.body as ReadableStream)
    await pipeline(body, counter, createWriteStream(file), { signal })
    if (total !== null && done !== total) throw new Error('the connection broke off')
  } catch (error) {
    if (signal.aborted) throw new AppError('app/cancelled')
    if (isDiskFull(error)) throw new AppError('catalog/disk-full')
    // fetch itself only says that it failed.
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    throw new AppError('backend/download', `${url} (${reasonOf(cause)})`)
  }
}

/**
 * Unpacks an archive with the system's tar, which on Windows and macOS reads zip as well.
 * @param leading folders to leave off the names inside
 * @throws AppError `backend/download`, `app/cancelled`
 */
export async function unpack(
  archive: string,
  into: string,
  { leading = 0, signal }: { leading?: number; signal: AbortSignal },
): Promise<void> {
  mkdirSync(into, { recursive: true })
  const { code, output } = await runTool(
    'tar',
    ['-xf', archive, '-C', into, `--strip-components=${leading}`],
    {
      signal,
    },
  )
  if (code !== 0) throw new AppError('backend/download', `${archive} (${lastLine(output)})`)
}

/** Runs a program to its end. Its output is only read where it failed. */
export function runTool(
  command: string,
  args: string[],
  { signal, cwd }: { signal: AbortSignal; cwd?: string },
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      ...(cwd === undefined ? {} : { cwd }),
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => parts.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => parts.push(chunk))
    const output = () => Buffer.concat(parts).toString()
    child.once('error', (error) => {
      if (signal.aborted) reject(new AppError('app/cancelled'))
      else resolve({ code: null, output: error.message })
    })
    child.once('close', (code) => resolve({ code, output: output() }))
  })
}

/** What a program said last, which is mostly why it failed. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? ''
}
