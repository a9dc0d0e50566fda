import { afterEach, describe, expect, it } from 'vitest'
import { TAUGHT, TEACHING, versionsTo } from '../../../tests/helpers/teaching-script.ts'
import { setLanguage } from '../../i18n.ts'
import { answersOf, judgedWords, numberOf, outcomeWords, reasonWords } from './teach-words.ts'

describe('the words of a teaching', () => {
  afterEach(() => setLanguage('en'))

  it('call models by their place in line, the next one too', () => {
    expect(numberOf('starter-2', versionsTo(3))).toBe(2)
    expect(numberOf('starter-4', versionsTo(3))).toBe(4)
  })

  it('say what came of it', () => {
    expect(outcomeWords(TEACHING)).toBe('Better: use it?')
    expect(outcomeWords({ ...TEACHING, outcome: 'unproven', reason: 'not-proven' })).toBe(
      'Probably better: look before you use it',
    )
    expect(outcomeWords({ ...TEACHING, outcome: 'worse', reason: 'no-gain' })).toBe('No change needed')
    expect(outcomeWords({ ...TEACHING, outcome: 'worse', reason: 'forgets' })).toBe(
      'Not better: nothing changes',
    )
    expect(outcomeWords({ ...TEACHING, outcome: 'not-enough', reason: 'few-judges' })).toBe('Not enough yet')
  })

  it('say of which genres there is nearly enough', () => {
    const unlearned = { tier: 'unchanged', apBefore: null, apAfter: null, tooFew: true } as const
    const genres = (['War', 'Drama', 'Crime'] as const).map((genre, at) => {
      return { ...unlearned, genre, yes: 2 + at, no: 4 }
    })
    expect(reasonWords({ ...TEACHING, outcome: 'not-enough', reason: 'few-examples', genres })).toMatch(
      /five that are of it and five that are not\..*Nearest to it: Crime \(4 yes, 4 no\), Drama \(3 yes, 4 no\), War \(2 yes, 4 no\)\.$/,
    )
    expect(
      reasonWords({ ...TEACHING, outcome: 'not-enough', reason: 'few-examples', genres: [] }),
    ).not.toContain('Nearest')
  })

  it('tell in three figures whether it is better, what it changes and what it kept', async () => {
    expect(answersOf(TAUGHT, 'offered').map(({ figure, title }) => `${figure} ${title}`)).toEqual([
      '+31 agrees with 31 more of your corrections',
      '58 posters would change',
      '−0.2 kept the old skill: yes',
    ])
    expect(answersOf(TAUGHT, 'used')[1]?.title).toBe('posters changed')
    await setLanguage('de')
    expect(answersOf(TAUGHT, 'offered')[2]).toMatchObject({
      figure: '−0,2',
      detail: 'Punkte an 1.600 dafür aufgehobenen Filmen; höchstens 0,5 dürfen verloren gehen',
    })
  })

  it('do not call kept what was lost, may be lost, or cannot be told', () => {
    const kept = (lossPoints: number, upperPoints: number) =>
      answersOf({ ...TAUGHT, forgetting: { lossPoints, upperPoints, films: 800 } }, 'refused')[2]
    expect(kept(0.7, 1.2)?.title).toBe('kept the old skill: no')
    expect(kept(0.4, 1.9)).toMatchObject({
      title: 'kept the old skill: not certain',
      detail: 'points on 800 films kept for this, perhaps −1.9; more than 1.5 is too much',
    })
    expect(kept(-0.04, 0.6)).toMatchObject({ figure: '0.0', title: 'kept the old skill: yes' })
    expect(answersOf({ ...TAUGHT, forgetting: null }, 'offered')[2]).toMatchObject({
      figure: '–',
      title: 'kept the old skill: cannot be told',
    })
  })

  it('praise nothing that was refused', () => {
    expect(answersOf(TAUGHT, 'offered')[0]?.isGood).toBe(true)
    expect(answersOf(TAUGHT, 'refused')[0]?.isGood).toBe(false)
  })

  it('say who judged, and never that it is certain', () => {
    expect(judgedWords(TEACHING, 60)).toBe(
      'Told by 40 films you picked; from 60 answers to the review’s draws on, those tell. Chance that it is better: 97%. Attempt 1 since the model was last changed by teaching. Learned in 2.1 s.',
    )
    const sure = { ...TEACHING, taught: { ...TAUGHT, chanceBetter: 0.99999 } }
    expect(judgedWords(sure, 60)).toContain('better: 99.9%.')
    expect(judgedWords({ ...TEACHING, taught: null }, 60)).toBe('')
  })
})
