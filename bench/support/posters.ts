import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

const ENLARGED = { width: 1000, height: 1500 }
const ENLARGED_QUALITY = 85
const PER_FOLDER = 1_000

/**
 * Copies the first posters of a folder, a thousand to a subfolder, as they are or enlarged to what media managers
 * download. Where more are asked for than there are, they come again with a few bytes after the end of the picture:
 * other bytes, the same work.
 */
export async function layPosters(
  from: string,
  to: string,
  options: { count: number; enlarged: boolean },
): Promise<string[]> {
  const names = readdirSync(from)
    .filter((name) => name.endsWith('.jpg'))
    .sort()
  const laid: string[] = []
  for (let at = 0; at < options.count; at++) {
    const folder = join(to, String(Math.floor(at / PER_FOLDER)))
    if (at % PER_FOLDER === 0) mkdirSync(folder, { recursive: true })
    const source = join(from, names[at % names.length] ?? '')
    const round = Math.floor(at / names.length)
    const target = join(folder, `${String(at).padStart(6, '0')}.jpg`)
    if (options.enlarged) {
      const bytes = await sharp(source)
        .resize({ ...ENLARGED, fit: 'fill' })
        .jpeg({ quality: ENLARGED_QUALITY })
        .toBuffer()
      await writeFile(target, bytes)
    } else if (round > 0) {
      await writeFile(target, Buffer.concat([readFileSync(source), Buffer.from(`round ${round}`)]))
    } else copyFileSync(source, target)
    laid.push(target)
  }
  return laid
}
