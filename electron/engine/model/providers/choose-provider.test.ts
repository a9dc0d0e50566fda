import { describe, expect, it } from 'vitest'
import type { Embedder } from '../embed.ts'
import type { MeasuredProvider } from './choose-provider.ts'
import { chooseProvider } from './choose-provider.ts'
import { contest, Contestant } from './contest.ts'
import type { ProviderName } from './provider.ts'
import { CPU, cpuSettings, PROCESS_SETTINGS, usualSetting } from './provider.ts'

const none: Embedder = { embed: () => Promise.resolve([]), close: () => Promise.resolve() }
const usual = usualSetting(2)
const [card] = PROCESS_SETTINGS as [typeof usual]

/** One that took so many milliseconds a picture in each round. */
function ran(name: ProviderName, times: number[], setting = name === CPU ? usual : card): Contestant {
  const contestant = new Contestant(name, setting, none)
  contestant.times.push(...times)
  return contestant
}

const tried = (name: ProviderName, reason: string | null = null): MeasuredProvider => ({
  name,
  agrees: reason === null ? true : null,
  msPerImage: null,
  reason,
})

describe('the choice of what computes', () => {
  it('is the CPU at its usual setting where there is nothing else', () => {
    const choice = chooseProvider([ran(CPU, [4, 4, 5])], [tried('tensorflow', 'not installed')])
    expect(choice).toEqual({
      name: CPU,
      setting: usual,
      cpu: usual,
      measured: [
        { name: CPU, agrees: true, msPerImage: 4, reason: null },
        { name: 'tensorflow', agrees: null, msPerImage: null, reason: 'not installed' },
      ],
    })
  })

  it('is another provider where it is clearly faster, and the CPU stays for the rest', () => {
    const choice = chooseProvider(
      [ran(CPU, [4, 4, 4]), ran('onnxruntime-webgpu', [1, 1.2, 1]), ran('tensorflow', [2, 2, 2])],
      [tried('onnxruntime-webgpu'), tried('tensorflow')],
    )
    expect(choice).toMatchObject({ name: 'onnxruntime-webgpu', setting: card, cpu: usual })
    expect(choice.measured).toMatchObject([
      { name: CPU, reason: null },
      { name: 'onnxruntime-webgpu', msPerImage: 1, reason: null },
      { name: 'tensorflow', msPerImage: 2, reason: 'it is not faster than the CPU' },
    ])
  })

  it('is no other for less than a tenth or for one lucky round', () => {
    const against = (times: number[]) =>
      chooseProvider(
        [
          ran(
            CPU,
            times.map(() => 4),
          ),
          ran('tensorflow', times),
        ],
        [tried('tensorflow')],
      ).name
    expect(against([3.7, 3.7, 3.7])).toBe(CPU)
    expect(against([1, 4, 4, 4])).toBe(CPU)
    expect(against([3, 3, 3])).toBe('tensorflow')
  })

  it('is another setting of the CPU where that is clearly faster', () => {
    const larger = { ...usual, batchSize: 16 }
    const choice = chooseProvider([ran(CPU, [4, 4, 4]), ran(CPU, [3, 3, 3], larger)], [])
    expect(choice).toMatchObject({ name: CPU, setting: larger, cpu: larger })
  })

  it('leaves out one that fails while it is timed', async () => {
    const failing: Embedder = { ...none, embed: () => Promise.reject(new Error('device lost')) }
    const contestants = [new Contestant(CPU, usual, none), new Contestant('tensorflow', card, failing)]
    await contest(contestants, [new Uint8Array(3)], {
      budgetMs: 5,
      signal: new AbortController().signal,
    })
    const choice = chooseProvider(contestants, [{ ...tried('tensorflow'), msPerImage: 2 }])
    expect(choice.name).toBe(CPU)
    expect(choice.measured[1]).toEqual({
      name: 'tensorflow',
      agrees: null,
      msPerImage: null,
      reason: 'device lost',
    })
  })
})

describe('the settings of the CPU that are measured', () => {
  it('begin with the usual one and never ask for more threads than there are cores', () => {
    for (const cores of [1, 2, 4, 8, 16, 64]) {
      const settings = cpuSettings(cores)
      expect(settings[0]).toEqual({ batchSize: 8, batchesAtOnce: Math.min(4, cores), threads: 1 })
      for (const { batchesAtOnce, threads } of settings)
        expect(batchesAtOnce * threads).toBeLessThanOrEqual(cores)
      expect(new Set(settings.map((setting) => JSON.stringify(setting))).size).toBe(settings.length)
    }
  })
})
