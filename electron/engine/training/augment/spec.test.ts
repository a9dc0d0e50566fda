import { describe, expect, it } from 'vitest'
import { augmentText, NO_AUGMENT, PAPER_AUGMENT, parseAugment } from './spec.ts'

describe('parseAugment', () => {
  it('reads names with their parameters, and without the usual ones', () => {
    expect(parseAugment('zoom=0.1, rotation ,flip,jpeg=40')).toEqual({
      ...NO_AUGMENT,
      zoom: 0.1,
      rotation: 20,
      flip: true,
      jpeg: 40,
    })
  })

  it('knows the paper’s three, and that nothing is meant', () => {
    expect(parseAugment('paper')).toEqual(PAPER_AUGMENT)
    expect(parseAugment('paper,rotation=5,flip')).toEqual({ ...PAPER_AUGMENT, rotation: 5, flip: true })
    expect(parseAugment('none')).toEqual(NO_AUGMENT)
    expect(parseAugment('')).toEqual(NO_AUGMENT)
    expect(parseAugment('zoom=0')).toEqual(NO_AUGMENT)
  })

  it.each([
    'shear',
    'zoom=much',
    'zoom=1',
    'zoom=',
    'rotation=-3',
    'flip=1',
    'jpeg=0',
    'mixup=0',
    'zoom=0.1=2',
  ])('refuses %s, naming it', (text) => {
    expect(() => parseAugment(`flip,${text}`)).toThrow(
      expect.objectContaining({
        code: 'train/augment',
        message: expect.stringContaining(text) as string,
      }) as Error,
    )
  })

  it('is written as it is read', () => {
    for (const text of ['zoom=0.1,flip', 'none', 'crop=0.3,blur=2,mixup=0.4,cutmix=1']) {
      expect(augmentText(parseAugment(text))).toBe(text)
    }
  })
})
