import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { HOME } from './command.ts'

const WIDTH_PX = 320
const HEIGHT_PX = 480
const TURNS = 10

/** Thumbnails of the drawn samples, each in ten hues: as many bytes as those of real posters. */
export async function drawThumbnails(): Promise<Buffer[]> {
  const folder = join(HOME, 'resources/samples')
  const files = readdirSync(folder).filter((name) => name.endsWith('.jpg'))
  const thumbnails: Buffer[] = []
  for (const file of files) {
    for (let turn = 0; turn < TURNS; turn++) {
      const picture = sharp(join(folder, file)).resize(WIDTH_PX, HEIGHT_PX, { fit: 'fill' })
      thumbnails.push(
        await picture
          .modulate({ hue: turn * (360 / TURNS) })
          .jpeg({ quality: 80 })
          .toBuffer(),
      )
    }
  }
  return thumbnails
}
