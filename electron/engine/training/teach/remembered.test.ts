import { describe, expect, it } from 'vitest'
import { logitsOf } from '../../model/heads.ts'
import { sigmoid } from '../../model/title/title-fusion.ts'
import { drawnHead, LABELS, taughtCollection } from '../../../../tests/helpers/taught-collection.ts'
import { rememberedOf } from './remembered.ts'

const { replay } = taughtCollection({ seed: 1, posters: 0 })

describe('remembered films', () => {
  it('are drawn to what the first head said of them, whatever the one in use says', () => {
    const parent = { ...drawnHead, bias: drawnHead.bias.map((value) => value - 2) }
    const { embeddings, logits, targets } = rememberedOf(replay, parent)
    expect(embeddings).toHaveLength(300)
    const own = (film: number) => logitsOf(embeddings[film] ?? new Uint8Array(0), drawnHead)
    for (const film of [0, 299]) {
      for (let label = 0; label < LABELS; label++) {
        expect(targets[film * LABELS + label]).toBeCloseTo(sigmoid(own(film)[label] ?? NaN), 6)
        expect(logits[film * LABELS + label]).toBeCloseTo((own(film)[label] ?? NaN) - 2, 5)
      }
    }
  })

  it('weigh as much in all, however many there are, and may be none', () => {
    const { weight, embeddings } = rememberedOf(replay, drawnHead)
    expect(weight * embeddings.length).toBeCloseTo(50, 6)
    expect(rememberedOf(null, drawnHead)).toMatchObject({ embeddings: [], targets: new Float64Array(0) })
  })
})
