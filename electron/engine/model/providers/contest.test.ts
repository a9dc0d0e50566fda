import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Embedder } from '../embed.ts'
import { contest, Contestant } from './contest.ts'
import type { Entrant } from './entrants.ts'
import { contestantsWithin } from './entrants.ts'
import { CPU, cpuSettings, PROCESS_SETTINGS, usualSetting } from './provider.ts'

const BUDGET_MS = 1_500
const pictures = [new Uint8Array(3)]
const { signal } = new AbortController()

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

/** Takes so long for each picture, whatever else is under way. */
function takes(msPerPicture: number): Embedder {
  return {
    embed(tensors) {
      vi.advanceTimersByTime(tensors.length * msPerPicture)
      return Promise.resolve([])
    },
    close: () => Promise.resolve(),
  }
}

const two = (msPerPicture: number) =>
  [usualSetting(1), { ...usualSetting(1), batchSize: 16 }].map(
    (setting) => new Contestant(CPU, setting, takes(msPerPicture)),
  )

describe('a contest', () => {
  it('has three rounds however long they take', async () => {
    const contestants = two(1_000)
    await contest(contestants, pictures, { budgetMs: BUDGET_MS, signal })
    expect(contestants.map(({ times }) => times)).toEqual([
      [1_000, 1_000, 1_000],
      [1_000, 1_000, 1_000],
    ])
  })

  it('does not take for a failure what was closed beneath it', async () => {
    const ending = new AbortController()
    let batches = 0
    const closing: Embedder = {
      ...takes(1),
      embed() {
        if (++batches < 3) return Promise.resolve([])
        ending.abort(new Error('The embedder is closed'))
        return Promise.reject(new Error('The provider is closed'))
      },
    }
    const contestants = [new Contestant(CPU, usualSetting(1), closing)]
    await expect(contest(contestants, pictures, { budgetMs: 0, signal: ending.signal })).rejects.toThrow(
      'The embedder is closed',
    )
    expect(contestants[0]?.failure).toBeNull()
  })

  it('ends between two contestants once its time is over', async () => {
    // 8 × 16 ms and 16 × 16 ms: a round takes 384 ms, and the fourth begins after 1,152 ms.
    const contestants = two(16)
    await contest(contestants, pictures, { budgetMs: 1_200, signal })
    expect(contestants.map(({ times }) => times.length)).toEqual([4, 3])
    expect(contestants[0]?.timesFasterThan(contestants[1] as Contestant)).toBe(1)
  })
})

describe('what is timed within a budget', () => {
  const entrants = (cores: number, cpuMs: number, cardMs: number): Entrant[] => [
    ...cpuSettings(cores).map((setting) => ({
      name: CPU,
      setting,
      embedder: takes(cpuMs),
      expectedMs: cpuMs,
    })),
    ...PROCESS_SETTINGS.map((setting) => ({
      name: 'onnxruntime-webgpu' as const,
      setting,
      embedder: takes(cardMs),
      expectedMs: cardMs,
    })),
  ]
  const settingsOf = (contestants: readonly Contestant[]) => contestants.map(({ setting }) => setting)

  it('is every setting as it is where that is quick', () => {
    const contestants = contestantsWithin(BUDGET_MS, entrants(2, 2, 1))
    expect(settingsOf(contestants)).toEqual([...cpuSettings(2), ...PROCESS_SETTINGS])
    for (const { timed, setting } of contestants) expect(timed).toEqual(setting)
  })

  it.each([
    { cores: 1, cpuMs: 50, cardMs: 10 },
    { cores: 2, cpuMs: 10, cardMs: 10 },
    { cores: 4, cpuMs: 15, cardMs: 30 },
    { cores: 16, cpuMs: 12, cardMs: 2 },
  ])('is as many pictures as three rounds have time for: %o', async ({ cores, cpuMs, cardMs }) => {
    const contestants = contestantsWithin(BUDGET_MS, entrants(cores, cpuMs, cardMs))
    const began = performance.now()
    await contest(contestants, pictures, { budgetMs: 0, signal })
    expect(performance.now() - began).toBeLessThanOrEqual(BUDGET_MS)
    expect(contestants.every(({ times }) => times.length === 3)).toBe(true)
  })

  it('is one picture for each network where a single one takes long, of settings that then are the same the first', () => {
    const contestants = contestantsWithin(BUDGET_MS, entrants(2, 500, 500))
    expect(settingsOf(contestants)).toEqual([cpuSettings(2)[0], cpuSettings(2)[3], PROCESS_SETTINGS[0]])
    for (const { timed } of contestants) expect(timed.batchSize).toBe(1)
  })
})
