import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { seededRandom } from '#engine/platform/random.ts'
import { resources } from '#engine/platform/resources.ts'
import { GENRES } from '#shared/domain/genres.ts'

/** Parts of a sample that are kept, as shares of its width and height: other pictures to the difference hash. */
const CUTS = [
  [0, 0, 1],
  [0, 0, 0.72],
  [0.28, 0, 0.72],
  [0, 0.28, 0.72],
  [0.28, 0.28, 0.72],
  [0.14, 0.05, 0.6],
  [0.2, 0.36, 0.6],
  [0.05, 0.2, 0.55],
  [0.42, 0.18, 0.55],
  [0.2, 0, 0.5],
  [0.1, 0.45, 0.5],
  [0.45, 0.42, 0.5],
] as const
const FIRST = [
  'The Last',
  'Return to',
  'Beyond',
  'A Night in',
  'The Silent',
  'Under',
  'Letters from',
  'The Other',
]
const SECOND = [
  'Harbour',
  'Orchard',
  'Meridian',
  'Pines',
  'County',
  'Kites',
  'Moons',
  'River',
  'Signal',
  'Well',
]
const WIDTH_PX = 360
const HEIGHT_PX = 540
const FIRST_YEAR = 1936
const YEARS = 88

export interface DrawnCollection {
  folder: string
  posters: number
}

/**
 * A folder of posters for films that do not exist: the drawn samples as they are, and cuts of them in other hues under
 * other titles; every ninth has an NFO. The same for the same count.
 * @param posters up to 240 different pictures
 */
export async function drawCollection(folder: string, posters = 240): Promise<DrawnCollection> {
  const samples = resources.samplesFolder()
  if (samples === null) throw new Error('The drawn samples are not there.')
  const files = readdirSync(samples).filter((name) => name.endsWith('.jpg'))
  const random = seededRandom(posters)
  mkdirSync(folder, { recursive: true })
  const wanted = Math.min(posters, files.length * CUTS.length)
  for (let index = 0; index < wanted; index++) {
    const file = files[index % files.length] ?? ''
    const cut = Math.floor(index / files.length)
    const name = cut === 0 ? file.slice(0, -'.jpg'.length) : drawnName(index, random)
    const bytes = await drawCut(join(samples, file), CUTS[cut] ?? CUTS[0], cut === 0 ? 0 : random() * 360)
    writeFileSync(join(folder, `${name}.jpg`), bytes)
    if (index % 9 === 4) writeFileSync(join(folder, `${name}.nfo`), nfoOf(name, index))
  }
  return { folder, posters: wanted }
}

function drawnName(index: number, random: () => number): string {
  const first = FIRST[index % FIRST.length] ?? ''
  const second = SECOND[Math.floor(index / FIRST.length) % SECOND.length] ?? ''
  const part = Math.floor(index / (FIRST.length * SECOND.length))
  const number = part === 0 ? '' : ` ${part + 1}`
  return `${first} ${second}${number} (${FIRST_YEAR + Math.floor(Math.sqrt(random()) * YEARS)})`
}

async function drawCut(file: string, cut: readonly [number, number, number], hue: number): Promise<Buffer> {
  const { width, height } = await sharp(file).metadata()
  const [left, top, share] = cut
  return sharp(file)
    .extract({
      left: Math.floor(left * width),
      top: Math.floor(top * height),
      width: Math.floor(share * width),
      height: Math.floor(share * height),
    })
    .resize(WIDTH_PX, HEIGHT_PX, { fit: 'fill' })
    .modulate({ hue: Math.round(hue) })
    .jpeg({ quality: 82 })
    .toBuffer()
}

function nfoOf(name: string, index: number): string {
  const [, title = name, year = ''] = /^(.*) \((\d{4})\)$/.exec(name) ?? []
  const genres = [GENRES[(index * 7) % GENRES.length], GENRES[(index * 3 + 1) % GENRES.length]]
  const lines = genres.map((genre) => `  <genre>${genre}</genre>`).join('\n')
  return `<movie>\n  <title>${title}</title>\n  <year>${year}</year>\n${lines}\n</movie>\n`
}
