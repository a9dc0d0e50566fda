import sharp from 'sharp'
import type { Sample } from '../pixels/batches.ts'
import type { PixelCache } from '../pixels/pixel-cache.ts'
import { createRenderer } from '../pixels/render-batch.ts'
import type { AugmentSpec } from './spec.ts'
import { PAPER_AUGMENT } from './spec.ts'

/** A picture of the sheet is enlarged by a whole factor to about this height, in pixels. */
const CELL_HEIGHT = 120
const GAP = 4

/**
 * What augmentation makes of a few pictures, as a JPEG: each sample a column, above it as it is, below as some epochs
 * would see it. A sample that is a fixed copy has the copy below, augmented further.
 * @param options.rows of augmented pictures, 5 if not given
 */
export async function contactSheet(
  cache: PixelCache,
  samples: readonly Sample[],
  options: { augment: AugmentSpec; copies?: AugmentSpec; seed: number; rows?: number },
): Promise<Buffer> {
  const { augment, copies = PAPER_AUGMENT, seed, rows = 5 } = options
  const { input, firstByte, bytesPerPicture: size } = cache
  const films = Int32Array.from(samples, ({ film }) => film)
  const render = createRenderer(cache.path, { firstByte, size, input, augment, copies, seed })
  const wanted = Int32Array.from(samples, ({ copy }) => copy)
  const lines = [cache.read(films)]
  try {
    for (let epoch = 0; epoch < rows; epoch++)
      lines.push((await render.batch({ epoch, step: 0, films, copies: wanted })).pixels)
  } finally {
    render.close()
  }
  const factor = Math.max(1, Math.round(CELL_HEIGHT / input.height))
  const [width, height] = [input.width * factor, input.height * factor]
  const cells = lines.flatMap((pixels, row) =>
    samples.map(async (_, column) => ({
      input: await sharp(pixels.subarray(column * size, (column + 1) * size), {
        raw: { width: input.width, height: input.height, channels: 3 },
      })
        .resize(width, height, { kernel: 'nearest' })
        .png({ compressionLevel: 1 })
        .toBuffer(),
      left: GAP + column * (width + GAP),
      // The first row stands a little apart.
      top: GAP + row * (height + GAP) + (row === 0 ? 0 : GAP),
    })),
  )
  const create = {
    width: GAP + Math.max(1, samples.length) * (width + GAP),
    height: 2 * GAP + lines.length * (height + GAP),
    channels: 3 as const,
    background: '#ffffff',
  }
  return sharp({ create })
    .composite(await Promise.all(cells))
    .jpeg({ quality: 85 })
    .toBuffer()
}
