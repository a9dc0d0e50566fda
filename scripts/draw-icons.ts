/** Draws build/icon.png, from which the packager makes each system's icon, from the window's mark. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

const SIZE = 1024
const root = join(import.meta.dirname, '..')

mkdirSync(join(root, 'build'), { recursive: true })
await sharp(join(root, 'renderer', 'icon.svg'), { density: (72 * SIZE) / 32 })
  .resize(SIZE, SIZE)
  .png({ compressionLevel: 9 })
  .toFile(join(root, 'build', 'icon.png'))
