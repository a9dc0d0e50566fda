import type { EffectScope } from 'vue'
import { effectScope, reactive } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ReviewItem } from '#shared/contract/review.ts'
import { AppError } from '#shared/errors.ts'
import { useReview } from './useReview.ts'

const engine = vi.hoisted(() => ({
  call: vi.fn(),
  changed: (_: { ids: number[] | null }): void => undefined,
}))
const window = vi.hoisted(() => ({ connection: { state: 'online' } }))
const notices = vi.hoisted(() => ({ say: vi.fn(), warn: vi.fn() }))

vi.mock('../../stores/connection.ts', () => ({ useConnectionStore: () => window.connection }))
vi.mock('../../stores/notices.ts', () => ({
  useNoticesStore: () => notices,
  sentenceOf: ({ message }: Error) => message,
}))
vi.mock('../../stores/labels.ts', () => ({
  useLabelsStore: () => ({
    inTurn: (act: () => Promise<void>) => act(),
    keep: () => undefined,
    undoIt: () => null,
  }),
}))

const lately = { answered: 0, changed: 0 }
const itemOf = (id: number) => ({ id, kind: 'uncertain', genre: 'Drama', title: null }) as ReviewItem

describe('the review', () => {
  let scope: EffectScope
  let review: ReturnType<typeof useReview>
  /** The pages that the engine has left, and what it knows as answered. */
  let pages: ReviewItem[][]
  let answers: Record<string, () => unknown>

  const open = () => {
    scope = effectScope()
    review = scope.run(useReview) as typeof review
  }
  const isAt = (id: number | null) => vi.waitFor(() => expect(review.item.value?.id ?? null).toBe(id))

  beforeEach(() => {
    vi.clearAllMocks()
    window.connection = reactive({
      state: 'online',
      call: engine.call,
      on: (_: string, listener: typeof engine.changed) => {
        engine.changed = listener
        return () => undefined
      },
      whenOnline: (run: () => void) => run(),
    })
    pages = []
    answers = {
      'review.page': () => ({ items: pages.shift() ?? [], lately, estimatedGain: null }),
      'review.state': () => ({ answered: [], lately }),
      'review.answer': () => ({}),
    }
    engine.call.mockImplementation(async (name: string) => answers[name]?.())
  })
  afterEach(() => scope.stop())

  it('that had nothing to ask asks about what a scan adds', async () => {
    open()
    await vi.waitFor(() => expect(review.isLoaded.value).toBe(true))
    pages = [[itemOf(1)]]
    engine.changed({ ids: [1] })
    await isAt(1)
  })

  it('that is through asks about what a scan adds', async () => {
    pages = [[itemOf(1)]]
    open()
    await isAt(1)
    answers['review.state'] = () => ({ answered: [1], lately })
    review.send({ posterId: 1, kind: 'uncertain', genre: 'Drama' })
    await review.goOn()
    await isAt(null)
    pages = [[itemOf(2)]]
    engine.changed({ ids: [2] })
    await isAt(2)
  })

  it('shows a question again whose answer was taken back, and chooses no page beside it', async () => {
    pages = [[itemOf(1)], [], [itemOf(1)]]
    open()
    await isAt(1)
    review.send({ posterId: 1, kind: 'uncertain', genre: 'Drama' })
    await review.goOn()
    engine.changed({ ids: [1] })
    await isAt(1)
    expect(pages).toHaveLength(1)
  })

  it('does not move from a question when posters are added', async () => {
    pages = [[itemOf(1)], [itemOf(2)]]
    open()
    await isAt(1)
    engine.changed({ ids: [2] })
    engine.changed({ ids: null })
    await vi.waitFor(() => expect(engine.call).toHaveBeenCalledWith('review.state', { posterIds: [1] }))
    await isAt(1)
    expect(pages).toHaveLength(1)
  })

  it('says what went wrong, and nothing where the engine is away', async () => {
    pages = [[itemOf(1)]]
    const refusal = new AppError('catalog/damaged')
    open()
    await isAt(1)
    answers['review.state'] = () => Promise.reject(refusal)
    engine.changed({ ids: [1] })
    await vi.waitFor(() => expect(notices.warn).toHaveBeenCalledExactlyOnceWith(refusal))
    answers['review.state'] = () => {
      window.connection.state = 'offline'
      return Promise.reject(new AppError('app/disconnected'))
    }
    engine.changed({ ids: [1] })
    await vi.waitFor(() => expect(window.connection.state).toBe('offline'))
    expect(notices.warn).toHaveBeenCalledOnce()
  })
})
