import type { EffectScope } from 'vue'
import { effectScope, nextTick, ref, shallowReactive, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PosterDetail } from '#shared/contract/poster.ts'
import type { ReviewItem } from '#shared/contract/review.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { useQuestion } from './useQuestion.ts'
import type { useReview } from './useReview.ts'

vi.mock('../../stores/labels.ts', () => ({ useLabelsStore: () => ({}) }))
vi.mock('../../stores/settings.ts', () => ({ useSettingsStore: () => ({ get: () => false }) }))
vi.mock('../keys/useKeys.ts', () => ({ useKeys: () => undefined }))

const audit = { id: 1, kind: 'audit', genre: null } as ReviewItem
const open = { id: 2, kind: 'open', genre: null } as ReviewItem
const posterOf = ({ id }: ReviewItem, yes: readonly Genre[]) =>
  ({ id, genres: yes.map((name) => ({ name, verdict: 'yes', effective: true })) }) as unknown as PosterDetail

describe('what is chosen in a question', () => {
  const item = shallowRef<ReviewItem | null>(null)
  const poster = shallowRef<PosterDetail | null>(null)
  const answered = shallowReactive(new Set<number>())
  const send = vi.fn(({ posterId }: { posterId: number }) => answered.add(posterId))
  let scope: EffectScope
  let question: ReturnType<typeof useQuestion>

  const show = async (next: ReviewItem, detail: PosterDetail) => {
    item.value = next
    poster.value = detail
    await nextTick()
  }
  const chosen = () => [...question.chosen.value]

  beforeEach(() => {
    answered.clear()
    const review = {
      item,
      isChoosing: ref(false),
      isAnswered: (id: number) => answered.has(id),
      send,
      goOn: () => Promise.resolve(),
    } as unknown as ReturnType<typeof useReview>
    scope = effectScope()
    question = scope.run(() =>
      useQuestion(
        review,
        () => poster.value,
        () => true,
      ),
    ) as typeof question
  })
  afterEach(() => scope.stop())

  it('stays when an audit is answered, and is that audit’s when one comes back to it', async () => {
    await show(audit, posterOf(audit, []))
    question.toggle('Drama')
    question.done()
    await nextTick()
    expect(chosen()).toEqual(['Drama'])
    await show(open, posterOf(open, ['War']))
    expect(chosen()).toEqual(['War'])
    await show(audit, posterOf(audit, ['Drama']))
    expect(chosen()).toEqual(['Drama'])
  })

  it('stays while the poster is told anew, and begins again when the answer is taken back', async () => {
    await show(audit, posterOf(audit, []))
    question.toggle('Drama')
    await show(audit, posterOf(audit, []))
    expect(chosen()).toEqual(['Drama'])
    question.done()
    await nextTick()
    answered.clear()
    await nextTick()
    expect(chosen()).toEqual([])
  })
})
