import { afterEach, describe, expect, it } from 'vitest'
import type { EstimatedGain } from '#shared/contract/review.ts'
import { setLanguage } from '../../i18n.ts'
import { gainWords } from './review-words.ts'

describe('the gain that is expected of a teaching', () => {
  afterEach(() => setLanguage('en'))
  const gain: EstimatedGain = { share: 0.031, low: -0.01, high: 0.06, verdicts: 85, basis: 'audit' }

  it('is told with its range and by which films it was told', async () => {
    expect(gainWords(gain)).toBe(
      'If the model learns from the 85 new verdicts, it may be about 3% less wrong. The last three teachings make it -1% to 6%, told by films that chance drew.',
    )
    await setLanguage('de')
    expect(gainWords({ ...gain, verdicts: 1, basis: 'picked' })).toBe(
      'Lernt das Modell aus dem 1 neuen Urteil, irrt es sich vielleicht um etwa 3\u00a0% weniger. Nach den letzten drei Malen sind es -1\u00a0% bis 6\u00a0%, geprüft an selbst ausgesuchten Filmen.',
    )
  })

  it('has no range from nothing to nothing', () => {
    expect(gainWords({ ...gain, share: 0.001, low: -0.001, high: 0.002 })).toBe(
      'If the model learns from the 85 new verdicts, it will hardly be less wrong.',
    )
  })

  it('is no figure where there is hardly any', () => {
    expect(gainWords({ ...gain, share: 0.004 })).toMatch(
      /^If the model learns from the 85 new verdicts, it will hardly be less wrong\. The last three/,
    )
  })
})
