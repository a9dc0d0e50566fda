import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPixelCache } from '#engine/training/pixels/pixel-cache.ts'
import { expect, it } from 'vitest'
import { fakePictures, numberFiles } from '../helpers/fake-pictures.ts'
import { canMount, smallDisk } from '../helpers/mounts.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const INPUT = { height: 64, width: 64 }
const signal = new AbortController().signal

it.runIf(canMount)(
  'a disk that fills up while pictures are decoded is told as such, and gets its room back',
  async () => {
    const films = numberFiles(temporaryFolder(), 12)
    const { path: folder } = smallDisk(256)
    const filler = join(folder, 'filler')
    const filling = fakePictures((count) => {
      if (count === 2) {
        try {
          writeFileSync(filler, new Uint8Array(1_000_000))
        } catch {
          // It is as large as it could be.
        }
      }
    })
    await expect(
      openPixelCache(films, INPUT, { folder, signal, pictures: filling.open }),
    ).rejects.toMatchObject({
      code: 'catalog/disk-full',
    })
    expect(readdirSync(folder).sort()).toEqual(['filler', 'pixels.lock'])
    rmSync(filler)
    const cache = await openPixelCache(films, INPUT, { folder, signal, pictures: fakePictures().open })
    expect(cache.problems).toEqual([])
    cache.close()
  },
)
