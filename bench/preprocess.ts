/**
 * What one picture costs, in milliseconds of one core, step by step: median over rounds.
 *
 *     node bench/preprocess.ts [FOLDER OF JPEGS]        without one: the drawn samples
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cpus } from 'node:os'
import type { Pixels } from '#engine/images/preprocess.ts'
import { decodePicture, THUMBNAIL_SIDE } from '#engine/images/decode.ts'
import { paletteOf } from '#engine/images/palette.ts'
import { preprocess } from '#engine/images/preprocess.ts'
import { resamplePlain } from '#engine/images/resample-plain.ts'
import { cubicWeights } from '#engine/images/resample-weights.ts'
import { average } from '#engine/images/resample.ts'
import { contrastOf, differenceHash, isGrayscale } from '#engine/images/sample.ts'
import sharp from 'sharp'

const INPUT = { width: 160, height: 240 }
const SAMPLE = { width: 27, height: 40 }
const PICTURES = 60
const ROUNDS = 7

sharp.concurrency(1)
sharp.cache(false)

const folder = process.argv[2] ?? join(import.meta.dirname, '../resources/samples')
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.jpg'))
  .slice(0, PICTURES)
  .map((name) => readFileSync(join(folder, name)))

const coreMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function measure(name: string, step: (index: number) => unknown): Promise<void> {
  const rounds: number[] = []
  // The first round warms up and does not count.
  for (let round = 0; round <= ROUNDS; round++) {
    const before = coreMs()
    for (let index = 0; index < files.length; index++) await step(index)
    if (round > 0) rounds.push((coreMs() - before) / files.length)
  }
  rounds.sort((left, right) => left - right)
  console.log(`${name.padEnd(40)} ${(rounds[ROUNDS >> 1] ?? 0).toFixed(3)} ms`)
}

async function measureSize(label: string, bytes: readonly Buffer[]): Promise<void> {
  console.log(`\n${label}: ${bytes.length} JPEGs`)
  const pixels: Pixels[] = []
  for (const file of bytes) {
    const { data, info } = await sharp(file)
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    pixels.push({ data, width: info.width, height: info.height })
  }
  const samples = pixels.map((picture) => average(picture, SAMPLE.width, SAMPLE.height))
  const file = (index: number): Buffer => bytes[index] ?? Buffer.alloc(0)
  const picture = (index: number): Pixels => pixels[index] ?? { width: 1, height: 1, data: new Uint8Array(3) }
  const sample = (index: number): Uint8Array => samples[index] ?? new Uint8Array(3)

  await measure('SHA-256', (index) => createHash('sha256').update(file(index)).digest('hex'))
  await measure('model input', (index) => preprocess(picture(index), INPUT))
  await measure('model input by the plain loops', (index) => {
    const { data, width, height } = picture(index)
    return resamplePlain(
      data,
      cubicWeights([width, INPUT.width]),
      cubicWeights([height, INPUT.height]),
      width,
    )
  })
  await measure('sample of 27 × 40', (index) => average(picture(index), SAMPLE.width, SAMPLE.height))
  await measure('palette', (index) => paletteOf(sample(index)))
  await measure('hash and flags', (index) => {
    contrastOf(sample(index))
    isGrayscale(sample(index))
    return differenceHash({ ...SAMPLE, data: sample(index) })
  })
  await measure('everything, thumbnail too', (index) =>
    decodePicture(file(index), { input: INPUT, wantTensor: true, wantThumbnail: true }),
  )
}

async function resized(width: number, height: number, quality: number): Promise<Buffer[]> {
  const out: Buffer[] = []
  for (const file of files)
    out.push(await sharp(file).resize(width, height, { fit: 'fill' }).jpeg({ quality }).toBuffer())
  return out
}

console.log(`${cpus()[0]?.model ?? 'processor'}, Node ${process.version}`)
await measureSize('As they are', files)
await measureSize('182 × 268', await resized(182, 268, 85))
await measureSize('1000 × 1500', await resized(1000, 1500, 90))
