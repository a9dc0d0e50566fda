import type { EffectScope, ShallowRef } from 'vue'
import { effectScope, nextTick, reactive, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SimilarPoster } from '#shared/contract/library.ts'
import type { PosterDetail, WhyGenre } from '#shared/contract/poster.ts'
import { AppError } from '#shared/errors.ts'
import type { Why } from './useWhy.ts'
import { useWhy } from './useWhy.ts'

const engine = vi.hoisted(() => ({ call: vi.fn() }))
const window = vi.hoisted(() => ({
  connection: { state: 'online', epoch: 1, call: engine.call },
  route: { query: {} as Record<string, string> },
}))

vi.mock('../../stores/connection.ts', () => ({ useConnectionStore: () => window.connection }))
vi.mock('vue-router', () => ({ useRoute: () => window.route, useRouter: () => ({ replace: vi.fn() }) }))

const answer = { genre: 'Horror', level: 'likely' } as WhyGenre
const like = [{ id: 8 }] as SimilarPoster[]
const detail = (of: Partial<PosterDetail> = {}) =>
  ({ id: 7, revision: 1, pictureKey: 'a', model: 'm', genres: [], ...of }) as unknown as PosterDetail

describe('why a genre', () => {
  let scope: EffectScope
  let poster: ShallowRef<PosterDetail | null>
  let why: Why
  /** What the engine answers, or refuses with. */
  let answers: Record<string, () => unknown>

  const open = (shown: PosterDetail | null) => {
    poster = shallowRef(shown)
    scope = effectScope()
    why = scope.run(() => useWhy(() => poster.value)) as Why
  }
  const asked = () => engine.call.mock.calls.map(([name]) => name as string)
  const signalOf = (call: number) =>
    (engine.call.mock.calls[call]?.[2] as { signal: AbortSignal } | undefined)?.signal

  beforeEach(() => {
    window.connection = reactive({ state: 'online', epoch: 1, call: engine.call })
    window.route = reactive({ query: { why: 'Horror' } })
    answers = { 'poster.why': () => answer, 'library.similar': () => ({ posters: like }) }
    engine.call.mockReset()
    engine.call.mockImplementation(async (name: string) => answers[name]?.())
  })
  afterEach(() => scope.stop())

  it('is told with the posters like it of which the genre is known', async () => {
    open(detail())
    await vi.waitFor(() => expect(why.answer.value).toBe(answer))
    await vi.waitFor(() => expect(why.neighbours.value).toBe(like))
    expect(why.problem.value).toBeNull()
  })

  it('is not open on a poster that is not predicted, until it is', async () => {
    open(detail({ model: null }))
    expect(why.genre.value).toBeNull()
    poster.value = detail()
    await vi.waitFor(() => expect(why.answer.value).toBe(answer))
    expect(why.genre.value).toBe('Horror')
  })

  it('is not asked again where the poster is told anew and is the same', async () => {
    open(detail())
    await vi.waitFor(() => expect(why.neighbours.value).toBe(like))
    poster.value = detail()
    await nextTick()
    expect(asked()).toHaveLength(2)
    poster.value = detail({ revision: 2 })
    await nextTick()
    expect(asked()).toHaveLength(4)
    expect(why.answer.value).toBe(answer)
  })

  it('is asked again when the engine is there again', async () => {
    window.connection.state = 'offline'
    answers['poster.why'] = () => Promise.reject(new AppError('app/disconnected'))
    open(detail())
    await vi.waitFor(() => expect(why.neighbours.value).toBe(like))
    expect(why.problem.value).toBeNull()
    answers['poster.why'] = () => answer
    Object.assign(window.connection, { state: 'online', epoch: 2 })
    await vi.waitFor(() => expect(why.answer.value).toBe(answer))
  })

  it('is given up for another genre, and when the page is left', async () => {
    answers['poster.why'] = () => new Promise(() => undefined)
    open(detail())
    window.route.query = { why: 'War' }
    await nextTick()
    expect(signalOf(0)?.aborted).toBe(true)
    expect(signalOf(1)?.aborted).toBe(true)
    expect(signalOf(2)?.aborted).toBe(false)
    scope.stop()
    expect(signalOf(2)?.aborted).toBe(true)
  })

  it('stands beside what could not be looked up, which is tried again', async () => {
    answers['library.similar'] = () => Promise.reject(new AppError('cache/damaged'))
    open(detail())
    await vi.waitFor(() => expect(why.problem.value).not.toBeNull())
    expect(why.answer.value).toBe(answer)
    answers['library.similar'] = () => ({ posters: like })
    why.retry()
    await vi.waitFor(() => expect(why.neighbours.value).toBe(like))
    expect(why.problem.value).toBeNull()
  })
})
