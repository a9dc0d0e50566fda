import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { availableBackends, chooseBackend } from './choose-backend.ts'
import { NATIVE_VARIABLE, nativeLayout } from './native-library.ts'
import type { ProbeAnswer, ProbeRequest } from './probe-wire.ts'
import { runProbe } from './run-probe.ts'

const TASK = { architecture: 'custom-cnn', input: { height: 24, width: 24 }, batch: 32 } as const

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onesheet-probe-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

beforeEach(() => {
  vi.unstubAllEnvs()
  vi.stubEnv(NATIVE_VARIABLE, join(folder, 'nothing'))
})

/** What each backend answers; those not named do not start. */
function answering(times: Record<string, number>) {
  return async ({ name }: ProbeRequest): Promise<ProbeAnswer> => {
    const msPerImage = times[name]
    if (msPerImage === undefined)
      return { description: null, apart: null, msPerImage: null, reason: 'its process ended (SIGSEGV)' }
    return { description: name, apart: 0, msPerImage, reason: null }
  }
}

describe('the backend of auto', () => {
  it('is the fastest measured', async () => {
    const { name, measured } = await chooseBackend(TASK, { probe: answering({ webgpu: 3, wasm: 9 }) })
    expect(name).toBe('webgpu')
    expect(measured.find((each) => each.name === 'wasm')?.msPerImage).toBe(9)
  })

  it('is another one when the process of the best dies', async () => {
    const { name, measured } = await chooseBackend(TASK, { probe: answering({ wasm: 9 }) })
    expect(name).toBe('wasm')
    expect(measured.find((each) => each.name === 'webgpu')?.reason).toContain('SIGSEGV')
  })

  it('is plain JavaScript where no other works', async () => {
    expect((await chooseBackend(TASK, { probe: answering({}) })).name).toBe('cpu')
  })

  it('says that a native one can be installed, without starting a process', async () => {
    const asked: string[] = []
    const { measured } = await chooseBackend(TASK, {
      async probe({ name }) {
        asked.push(name)
        return answering({ wasm: 9 })({ name, threads: null, task: null })
      },
    })
    expect(asked).not.toContain('native')
    expect(measured[0]?.reason).toContain('backends install native')
  })
})

describe('a probe', () => {
  const script = (text: string): string => {
    const file = join(folder, `${text.length}.mjs`)
    writeFileSync(file, text)
    return file
  }
  const request = { name: 'wasm', threads: 1, task: null } as const

  it('compares wasm with plain JavaScript in a process of its own', async () => {
    const { apart, reason, description } = await runProbe(request)
    expect(reason).toBeNull()
    expect(apart).toBeLessThan(1e-4)
    expect(description).toContain('WebAssembly')
  })

  it('measures a step of the very training', async () => {
    const task = { architecture: 'mobilenetv2', input: { height: 32, width: 32 }, batch: 4 } as const
    const { msPerImage, reason } = await runProbe({ ...request, task })
    expect(reason).toBeNull()
    expect(msPerImage).toBeGreaterThan(0)
  })

  it('outlives a driver that takes its process down', async () => {
    const crashing = script(`process.on('message', () => process.kill(process.pid, 'SIGKILL'))`)
    expect(await runProbe(request, { script: crashing })).toMatchObject({
      msPerImage: null,
      reason: 'its process ended (SIGKILL)',
    })
  })

  it('gives up one that does not answer', async () => {
    const silent = script(`process.on('message', () => {}); setInterval(() => {}, 1000)`)
    expect((await runProbe(request, { script: silent, limitMs: 50 })).reason).toContain('took longer')
  })

  it('says why a library cannot be loaded', async () => {
    const broken = join(folder, 'broken')
    const { addon } = nativeLayout(broken)
    mkdirSync(join(addon, '..'), { recursive: true })
    writeFileSync(addon, 'no library')
    vi.stubEnv(NATIVE_VARIABLE, broken)
    const native = (await availableBackends()).find((each) => each.name === 'native')
    expect(native).toMatchObject({ available: false, agrees: null })
    expect(native?.reason).toBeTruthy()
  })
})
