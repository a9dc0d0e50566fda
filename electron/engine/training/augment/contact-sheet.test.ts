import sharp from 'sharp'
import { expect, it } from 'vitest'
import { fakePictures, numberFiles } from '../../../../tests/helpers/fake-pictures.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { openPixelCache } from '../pixels/pixel-cache.ts'
import { contactSheet } from './contact-sheet.ts'
import { NO_AUGMENT, PAPER_AUGMENT } from './spec.ts'

it('shows each picture above what augmentation makes of it', async () => {
  const films = numberFiles(temporaryFolder(), 3)
  const options = {
    folder: temporaryFolder(),
    signal: new AbortController().signal,
    pictures: fakePictures().open,
  }
  const cache = await openPixelCache(films, { height: 60, width: 40 }, options)
  const samples = [2, 0].map((film) => ({ film, copy: 0 }))
  const sheet = await contactSheet(cache, samples, { augment: PAPER_AUGMENT, seed: 1, rows: 3 })
  // Enlarged twice, with white between: two columns of 80 and four rows of 120.
  expect(await sharp(sheet).metadata()).toMatchObject({ format: 'jpeg', width: 172, height: 504 })
  const plain = await contactSheet(cache, samples, { augment: NO_AUGMENT, seed: 1, rows: 3 })
  expect(plain.equals(sheet)).toBe(false)
  cache.close()
})
