/**
 * Draws the sample posters that ship with Onesheet, and checks that the shipped model recognises them.
 *
 *     node scripts/draw-samples.ts            draw all into resources/samples/, write samples.json
 *     node scripts/draw-samples.ts --only Kites --out FOLDER
 *     node scripts/draw-samples.ts --check [--model DIR]
 *
 * Each poster is an SVG of ours (scripts/samples/) rendered by sharp, with seeded film grain on top, so the same
 * machine draws the same bytes. Type depends on the fonts installed: the committed pictures were drawn with Bebas Neue,
 * League Spartan, Dancing Script, EB Garamond (Debian: fonts-bebas-neue fonts-league-spartan
 * fonts-dancingscript fonts-ebgaramond) and Liberation; without them the generic families stand in and the pictures
 * differ. What ships is the committed JPEGs, which is why --check reads those.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { currentModelFolder, openJudge } from './samples/judge.ts'
import { HEIGHT, seededRandom, WIDTH } from './samples/paint.ts'
import type { Sample } from './samples/paint.ts'
import { SAMPLES } from './samples/all.ts'

const LEAST_TOP_THREE_RATE = 0.8
const LEAST_FIRST_RATE = 0.6
const MOST_BYTES = 90 * 1024

const root = join(import.meta.dirname, '..')

/** The posters' entry in samples.json. */
interface Entry {
  file: string
  title: string
  year: number
  genre: string
}

/** Renders one sample to JPEG bytes, grain included. */
async function render(sample: Sample): Promise<Buffer> {
  const random = seededRandom(sample.title)
  const inside = sample.draw(random)
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" ` +
    `viewBox="0 0 ${WIDTH} ${HEIGHT}">${inside}</svg>`
  const pixels = await sharp(Buffer.from(svg)).flatten({ background: '#000' }).removeAlpha().raw().toBuffer()
  for (let offset = 0; offset < pixels.length; offset += 3) {
    // Four uniforms added come close enough to a normal of standard deviation 0.577.
    const noise =
      ((random(-0.5, 0.5) + random(-0.5, 0.5) + random(-0.5, 0.5) + random(-0.5, 0.5)) / 0.577) * sample.grain
    for (let channel = offset; channel < offset + 3; channel++) {
      pixels[channel] = Math.max(0, Math.min(255, Math.round((pixels[channel] ?? 0) + noise)))
    }
  }
  for (let quality = 82; ; quality -= 4) {
    const jpeg = await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer()
    if (jpeg.length <= MOST_BYTES || quality < 60) return jpeg
  }
}

async function drawAll(folder: string, only: string | undefined): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const entries: Entry[] = []
  for (const sample of SAMPLES) {
    const file = `${sample.title} (${sample.year}).jpg`
    entries.push({ file, title: sample.title, year: sample.year, genre: sample.genre })
    if (only !== undefined && !only.split(',').includes(sample.title)) continue
    const jpeg = await render(sample)
    writeFileSync(join(folder, file), jpeg)
    console.log(`${file}  ${Math.round(jpeg.length / 1024)} kB`)
  }
  writeFileSync(join(folder, 'samples.json'), `${JSON.stringify(entries, null, 2)}\n`)
}

/** Prints what the model says of every committed sample; answers whether both rates reach their bars. */
async function check(folder: string, modelFolder: string): Promise<boolean> {
  const judge = await openJudge(modelFolder)
  const entries = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8')) as Entry[]
  let firstCount = 0
  let topThreeCount = 0
  for (const entry of entries) {
    const guesses = await judge(join(folder, entry.file))
    const place = guesses.findIndex((guess) => guess.genre === entry.genre)
    if (place === 0) firstCount++
    if (place < 3) topThreeCount++
    const mark = place === 0 ? 'first' : place < 3 ? 'top 3' : `  ${place + 1}.`
    const words = guesses.slice(0, 3).map((guess) => `${guess.genre} ${guess.probability.toFixed(2)}`)
    console.log(`${mark.padEnd(6)} ${entry.title.padEnd(24)} ${entry.genre.padEnd(16)} ${words.join(', ')}`)
  }
  const topThreeRate = topThreeCount / entries.length
  const firstRate = firstCount / entries.length
  const percent = (rate: number): string => `${Math.round(rate * 100)} %`
  console.log(
    `${entries.length} samples: in the top 3 ${percent(topThreeRate)} (at least ${percent(LEAST_TOP_THREE_RATE)}), ` +
      `first ${percent(firstRate)} (at least ${percent(LEAST_FIRST_RATE)})`,
  )
  return topThreeRate >= LEAST_TOP_THREE_RATE && firstRate >= LEAST_FIRST_RATE
}

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    model: { type: 'string' },
    out: { type: 'string', default: join(root, 'resources', 'samples') },
    only: { type: 'string' },
  },
})

try {
  if (values.check) {
    const modelFolder = values.model ?? currentModelFolder(join(root, 'resources', 'models'))
    if (!(await check(values.out, modelFolder))) process.exitCode = 1
  } else {
    await drawAll(values.out, values.only)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
