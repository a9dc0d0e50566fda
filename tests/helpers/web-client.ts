import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '#engine/platform/log.ts'
import type { WebHost } from '../../electron/hosts/web.ts'
import { startWebHost } from '../../electron/hosts/web.ts'
import type { FakeEngine, FakeEngineOptions } from './fake-engine.ts'
import { createFakeEngine } from './fake-engine.ts'

export interface WebAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface RequestOptions {
  method?: string
  headers?: Record<string, string | string[]>
  body?: string
}

/** A host with a fake engine on a real loopback port, and a small window to serve. */
export interface WebSetup {
  host: WebHost
  engine: FakeEngine
  /** Origin of our own page. */
  origin: string
  logged: string[]
  /** Moves the host's clock on. */
  passTime(ms: number): void
  /** One request with exactly this target and these headers; nothing is normalised. */
  ask(target: string, options?: RequestOptions): Promise<WebAnswer>
  /** As our page does it: exchanges a link's token and gives the cookie for further requests. */
  signIn(link?: string): Promise<{ status: number; cookie: string; setCookie: string }>
  close(): Promise<void>
}

export async function setUpWebHost(engineOptions: FakeEngineOptions = {}): Promise<WebSetup> {
  const rendererDirectory = await mkdtemp(join(tmpdir(), 'onesheet-web-'))
  await writeFile(join(rendererDirectory, 'index.html'), '<!doctype html><title>Onesheet</title>')
  await mkdir(join(rendererDirectory, 'assets'))
  await writeFile(join(rendererDirectory, 'assets', 'main-1a2b.js'), 'export {}')
  const engine = createFakeEngine(engineOptions)
  const logged: string[] = []
  const note = (fields: object, message: string) => logged.push(`${message} ${describe(fields)}`)
  const log: Log = { info: note, warn: note, error: note }
  let nowMs = 1000
  const clock = { now: () => nowMs, monotonicMs: () => nowMs }
  const host = await startWebHost({ engine, rendererDirectory, log, clock })
  const origin = `http://127.0.0.1:${host.port}`
  const ask = (target: string, options?: RequestOptions) => send(host.port, target, options)

  return {
    host,
    engine,
    origin,
    logged,
    passTime: (ms) => {
      nowMs += ms
    },
    ask,
    signIn: async (link = host.freshLink()) => {
      const answer = await ask('/session', {
        method: 'POST',
        headers: { Origin: origin, 'Content-Type': 'application/json' },
        body: JSON.stringify({ token: tokenOf(link) }),
      })
      const setCookie = answer.headers['set-cookie']?.[0] ?? ''
      return { status: answer.status, cookie: setCookie.split(';')[0] ?? '', setCookie }
    },
    close: async () => {
      await host.close()
      await rm(rendererDirectory, { recursive: true })
    },
  }
}

export function tokenOf(link: string): string {
  return new URL(link).hash.replace('#token=', '')
}

/** Bytes on a plain socket, for what no HTTP client would send; the answer until the host hangs up. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'))
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => (answer += chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

function send(port: number, target: string, options: RequestOptions = {}): Promise<WebAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path: target,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const body = Buffer.concat(chunks).toString('utf8')
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
        })
      },
    )
    request.on('error', reject)
    request.end(options.body)
  })
}

function describe(fields: object): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(' ')
}
