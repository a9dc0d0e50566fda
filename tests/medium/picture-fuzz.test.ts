import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PictureRequest } from '#engine/images/pictures.ts'
import { createPictures } from '#engine/images/pictures.ts'
import { complaintsAbout, fuzzCase, outcomeOf } from '../../bench/support/fuzz-cases.ts'
import { drawnSources } from '../../bench/support/picture-formats.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const INPUT = { width: 32, height: 48 }
const SEED = 4
const COUNT = 200

/*
 * What a failing disk or a sender of ill will does to picture files of every format. The same mutations as `onesheet
 * bench fuzz --seed 4`, which can repeat one alone with `--only INDEX`.
 */
describe('damaged pictures of every format', () => {
  it(`are decoded, flagged or set aside, each once, and cost no other file (${COUNT} of seed ${SEED})`, async () => {
    const folder = temporaryFolder()
    const sources = await drawnSources(1)
    const cases = Array.from({ length: COUNT }, (_, index) => fuzzCase(sources, SEED, index))
    for (const { index, bytes } of cases) writeFileSync(join(folder, String(index)), bytes)
    const [intact] = sources
    writeFileSync(join(folder, String(COUNT)), intact?.bytes ?? '')
    const pictures = createPictures({ input: INPUT })
    onTestFinished(() => pictures.close())
    const requests = Array.from({ length: COUNT + 1 }, (_, key): PictureRequest => {
      return { key, path: Buffer.from(join(folder, String(key))), wantTensor: true, wantThumbnail: true }
    })
    const outcomes = new Map<number, string>()
    const amiss: string[] = []
    for await (const result of pictures.process(requests, { signal: new AbortController().signal })) {
      const name = cases[result.key]?.name ?? 'the intact picture'
      if (outcomes.has(result.key)) amiss.push(`${name}: a second result`)
      outcomes.set(result.key, outcomeOf(result))
      amiss.push(...complaintsAbout(result, INPUT).map((complaint) => `${name}: ${complaint}`))
    }
    expect(amiss).toEqual([])
    expect([...outcomes.keys()].sort((left, right) => left - right)).toEqual(requests.map(({ key }) => key))
    expect(outcomes.get(COUNT)).toBe('decoded')
    // Mutations that do nothing would pass all that.
    const kinds = new Set(outcomes.values())
    for (const kind of ['decoded', 'damaged', 'picture/undecodable']) expect([...kinds]).toContain(kind)
  })
})
