import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { seededRandom } from '#engine/platform/random.ts'
import type { MethodName } from '#shared/contract/contract.ts'
import { CONTRACT } from '#shared/contract/contract.ts'
import { PROTOCOL_VERSION } from '#shared/rpc/protocol.ts'
import { serveRpc } from '#shared/rpc/serve.ts'
import { decodeFrame, encodeFrame } from '#shared/util/frames.ts'
import { listAll, posterAt, scan } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { createTransportPair } from '../helpers/transport-pair.ts'

/*
 * Whoever reaches the engine's connection calls every method it has, with whatever parameters can be put into a
 * message. Each call must be answered, with a refusal that has a code of ours, and must leave alone what a person said
 * and every folder it was not asked to write in.
 */

const METHODS = Object.keys(CONTRACT) as MethodName[]
const LONG = 'x'.repeat(200_000)

function deep(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = [value]
  return value
}

/** Values for a place where the contract expects something else, more often than not. */
const HOSTILE: unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  2 ** 53,
  -(2 ** 60),
  1e308,
  '',
  '1',
  'NaN',
  '__proto__',
  "'; DROP TABLE verdict; --",
  '\0',
  '\ud800',
  '../../../etc/passwd',
  LONG,
  [],
  [null],
  Array.from({ length: 5_000 }, (_, at) => at),
  {},
  { length: 5 },
  { then: 1 },
  JSON.parse('{"__proto__":{"posterId":1}}'),
  { constructor: { prototype: 1 } },
  { toString: null, valueOf: null },
  deep(1_000),
]

/** Names of parameters, learnt from the contract itself. */
function keysOf(method: MethodName): string[] {
  const { shape } = CONTRACT[method].params as unknown as { shape?: Record<string, unknown> }
  return Object.keys(shape ?? {})
}

function* paramsFor(method: MethodName, random: () => number): Generator<unknown> {
  yield* HOSTILE
  const keys = keysOf(method)
  const pick = () => HOSTILE[Math.floor(random() * HOSTILE.length)]
  for (let round = 0; round < 40; round++) {
    const params: Record<string, unknown> = {}
    for (const key of keys) if (random() < 0.9) params[key] = pick()
    if (random() < 0.2) params['extra'] = pick()
    yield params
  }
}

interface Answer {
  kind: string
  id: number
  error?: { code: string; message: string }
}

type Session = Awaited<ReturnType<typeof hostileSession>>
let session: Session

beforeAll(async () => {
  session = await hostileSession()
})

afterAll(async () => {
  session.serving.close()
  await session.engine.close()
  rmSync(session.place, { recursive: true })
})

async function hostileSession() {
  const place = mkdtempSync(join(tmpdir(), 'onesheet-hostile-'))
  const data = join(place, 'data')
  const posters = join(place, 'posters')
  const names = await drawPosters(posters, 3)
  const engine = await openEngine({ catalogPath: join(data, 'catalog.db') })
  await scan(engine, [posters])
  const { id } = await posterAt(engine, names[0] ?? '')
  await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
  const [intruder, served] = createTransportPair()
  const internal: string[] = []
  const serving = serveRpc(served, engine, {
    onInternalError: (thrown, method) => internal.push(`${method}: ${String(thrown)}`),
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  intruder.onFrame((bytes) => {
    const answer = decodeFrame(bytes).header as Answer
    waiting.get(answer.id)?.(answer)
  })
  intruder.send(encodeFrame({ kind: 'hello', protocol: PROTOCOL_VERSION }))
  let lastId = 0
  const call = (method: string, params: unknown) =>
    new Promise<Answer>((resolve) => {
      const callId = ++lastId
      waiting.set(callId, resolve)
      intruder.send(encodeFrame({ kind: 'call', id: callId, method, params }))
    })
  return { place, data, posters, engine, serving, call, internal }
}

function verdictsIn(data: string): unknown {
  const db = new Database(join(data, 'catalog.db'), { readonly: true })
  const rows = db.prepare('SELECT * FROM verdict ORDER BY poster_id, genre').all()
  db.close()
  return rows
}

// Backends are tried in processes of their own, each of which takes seconds to come up.
vi.setConfig({ testTimeout: 90_000 })

describe('every method of the contract', () => {
  it.each(METHODS)('%s answers whatever it is given, and changes no verdict', async (method) => {
    const { data, posters, engine, call, internal } = session
    internal.length = 0
    const verdicts = verdictsIn(data)
    const folder = readdirSync(posters)
    const random = seededRandom(METHODS.indexOf(method) + 1)
    // A good call of these is not hostile, and it changes what they are there to change.
    const isGood = (params: unknown) =>
      ['labels.undo', 'labels.redo'].includes(method) && CONTRACT[method].params.safeParse(params).success
    for (const params of paramsFor(method, random)) {
      if (isGood(params)) continue
      const answer = await call(method, params)
      expect(['result', 'error']).toContain(answer.kind)
      if (answer.kind !== 'error') continue
      expect([answer.error?.code, internal]).not.toEqual(['internal', internal])
      expect(answer.error?.message.length).toBeGreaterThan(10)
    }
    expect(internal).toEqual([])
    expect(await call('app.info', {})).toMatchObject({ kind: 'result' })
    expect(verdictsIn(data)).toEqual(verdicts)
    expect(readdirSync(posters)).toEqual(folder)
    expect((await listAll(engine)).length).toBeGreaterThan(0)
    expect(existsSync('x')).toBe(false)
  })

  it('nothing else is a method, whatever a prototype has', async () => {
    const { call } = session
    for (const method of [
      '',
      'constructor',
      '__proto__',
      'toString',
      'app',
      'app.',
      'APP.INFO',
      'app.info ',
      LONG,
    ]) {
      expect((await call(method, {})).kind).toBe('error')
    }
  })
})
