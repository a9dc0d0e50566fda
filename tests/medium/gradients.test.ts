import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { findNativeAddon } from '#engine/model/backends/native-library.ts'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import { trainingEnvironment } from '#engine/model/backends/training-environment.ts'
import { evaluateGradients, someGradientCases } from '../helpers/gradient-cases.ts'

/** Debian's chromium brings a graphics card made of software. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json'

const BACKENDS = [
  { name: 'wasm', every: 1, missing: null },
  {
    name: 'native',
    every: 1,
    missing: findNativeAddon() === null ? 'no TensorFlow library installed' : null,
  },
  { name: 'webgpu', every: 6, missing: existsSync(SWIFTSHADER) ? null : 'no SwiftShader of a chromium' },
]

/** What a process prints that computes on a backend; two of them may not share one. */
async function printedBy(script: string, ...parameters: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, '../helpers', script), ...parameters],
    { env: trainingEnvironment({ ...process.env, VK_ICD_FILENAMES: SWIFTSHADER }), maxBuffer: 64e6 },
  )
  return JSON.parse(stdout)
}

describe.each(BACKENDS)('gradients on $name', ({ name, every, missing }) => {
  it.skipIf(missing !== null)(
    `are those of plain JavaScript${missing === null ? '' : ` (${missing})`}`,
    // A card made of software takes its time, and has been seen to take its process with it, on a busy machine.
    name === 'webgpu' ? { retry: 2, timeout: 90_000 } : {},
    async () => {
      await startBackend('cpu')
      const { results, left } = (await printedBy('gradient-process.ts', name, String(every))) as {
        results: Record<string, number[][]>
        left: number
      }
      for (const each of someGradientCases(every)) {
        const there = results[each.name] ?? []
        const here = await evaluateGradients(each)
        here.forEach((values, at) => expect(farthest(values, there[at]), each.name).toBeLessThan(1e-4))
      }
      expect(left).toBe(0)
    },
  )
})

describe.skipIf(!existsSync(SWIFTSHADER))('a graphics card', () => {
  it('goes by its name, and tells the training once that it is taken away', { retry: 2 }, async () => {
    expect(await printedBy('lost-card-process.ts')).toEqual({
      name: expect.stringMatching(/^WebGPU \(swiftshader-device/) as string,
      told: [expect.stringMatching(/./)],
    })
  })
})

/** Of the largest. */
function farthest(values: number[], there: number[] | undefined): number {
  if (values.length !== there?.length) return NaN
  const largest = Math.max(1, ...values.map(Math.abs))
  return Math.max(...values.map((value, at) => Math.abs(value - (there[at] ?? NaN)))) / largest
}
