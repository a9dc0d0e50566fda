import sharp from 'sharp'
import type { TrainingReport } from '#shared/domain/report.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import { contactSheet } from '../augment/contact-sheet.ts'
import { augmentText, parseAugment } from '../augment/spec.ts'
import type { ReportPictures } from '../report/html/report-html.ts'
import type { Trained } from './run-training.ts'

/** Pictures on the contact sheet, one column each. */
const SHOWN = 8

/** The pictures of a report as the network sees them; they stay on the machine with it. */
export async function reportPictures(
  options: TrainOptions,
  { data }: Trained,
  report: TrainingReport,
): Promise<ReportPictures> {
  const places = new Map(data.validation.map(({ film }) => [data.films[film]?.file, film]))
  const listed = [...report.films.best, ...report.films.worst]
  const addresses = new Map<string, string>()
  for (const { file } of listed) {
    const film = places.get(file)
    if (film !== undefined)
      addresses.set(file, dataAddress(await asJpeg(data.cache.read([film]), data.cache.input)))
  }
  return { pictures: ({ file }) => addresses.get(file) ?? null, contactSheet: await sheet(options, data) }
}

async function sheet(options: TrainOptions, { cache, training }: Trained['data']): Promise<string | null> {
  const augment = parseAugment(options.augment)
  if (augmentText(augment) === 'none' && !options.balance) return null
  // Of the copies, where there are any: they are what was made.
  const copies = training.filter(({ copy }) => copy > 0)
  const samples = (copies.length > 0 ? copies : training).slice(0, SHOWN)
  return dataAddress(await contactSheet(cache, samples, { augment, seed: options.seed }))
}

function asJpeg(pixels: Uint8Array, { width, height }: { width: number; height: number }): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer()
}

function dataAddress(jpeg: Buffer): string {
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`
}
