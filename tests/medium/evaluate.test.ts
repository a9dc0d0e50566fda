import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { evaluate } from '#engine/app/evaluate.ts'
import { openModelTools } from '#engine/app/model-tools.ts'
import { sha256Hex } from '#engine/platform/hash.ts'
import type { EvaluateReport } from '#shared/contract/models.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { copyOfModel } from '../helpers/copied-model.ts'
import { onesheet } from '../helpers/onesheet.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'

const FILMS = 60
const OLD = 6
const GRAYSCALE = 4

/** Drawn posters: some old films, some in grayscale, most of one source, one of a source that nobody noted. */
async function drawDataset(folder: string): Promise<void> {
  const rows = ['file,title,year,genres,art,grayscale']
  for (let film = 0; film < FILMS; film++) {
    writeOld(join(folder, 'posters', `${film}.jpg`), await posterBytes(film + 1))
    const year = film < OLD ? 1940 + film : 1990 + (film % 10)
    const genres = film % 2 === 0 ? 'Drama|War' : 'Comedy'
    const art = film === 0 ? '' : film % 5 === 0 ? 'tmdb' : 'imdb'
    rows.push([`${film}.jpg`, `Film ${film}`, year, genres, art, film < GRAYSCALE ? 1 : 0].join(','))
  }
  writeFileSync(join(folder, 'metadata.csv'), `${rows.join('\n')}\n`)
}

/** The bundled model with every logit turned round: another model, and a worse one or a better one. */
function turnedStarter(folder: string): void {
  copyOfModel(folder, (manifest) => {
    const path = join(folder, 'head.bin')
    const head = new Float32Array(new Uint8Array(readFileSync(path)).buffer).map((value) => -value)
    const bytes = new Uint8Array(head.buffer)
    manifest.id = 'turned'
    manifest.files.head.sha256 = sha256Hex(bytes)
    writeFileSync(path, bytes)
  })
}

describe('a model that is measured on a dataset folder', () => {
  let folder = ''
  let found: EvaluateReport
  const at = (name: string) => join(folder, name)
  const ask = (given: { model?: string; compare?: string }) =>
    evaluate(
      openModelTools(),
      {
        dataset: at('dataset'),
        model: given.model ?? null,
        only: null,
        withTitle: false,
        compare: given.compare ?? null,
      },
      new AbortController().signal,
    )

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-evaluate-'))
    await drawDataset(at('dataset'))
    turnedStarter(at('turned'))
    found = await ask({ compare: at('turned') })
  }, 60_000)
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('has every film in one slice of each kind', () => {
    const sizes = Object.values(found.slices).map((slices) => slices?.map(({ name, films }) => [name, films]))
    expect(sizes).toEqual([
      [
        ['1940', OLD],
        ['1990', FILMS - OLD],
      ],
      [
        ['imdb', 48],
        ['tmdb', 11],
        [null, 1],
      ],
      [
        ['colour', FILMS - GRAYSCALE],
        ['grayscale', GRAYSCALE],
      ],
    ])
  })

  it('tells nothing of a decade of few films, and of another how many genres it averages', () => {
    const [old, recent] = found.slices.decade ?? []
    expect(old).toMatchObject({
      tooFew: true,
      headlines: { microMAP: { interval: null, isHeadlined: false } },
    })
    // Drama, War and Comedy have 27 films each.
    expect(recent).toMatchObject({ tooFew: false, genresAveraged: 3 })
    expect(recent?.headlines.macroMAP.nothing.value).toBeCloseTo(0.5, 9)
    expect(recent?.headlines.macroMAP.interval).toHaveLength(2)
  })

  it('is compared film by film with another, the other way round with the other sign', async () => {
    const turned = await ask({ model: at('turned'), compare: BUNDLED })
    expect([found.previousId, turned.previousId]).toEqual(['turned', BUNDLED])
    const [mine, other] = [found, turned].map(({ headlines }) => headlines[0]?.previous)
    expect(mine?.value).toBe(turned.macroMAP)
    expect(mine?.difference).toBeCloseTo((found.macroMAP ?? NaN) - (turned.macroMAP ?? NaN), 12)
    expect(other?.difference).toBeCloseTo(-(mine?.difference ?? NaN), 12)
    const [low = NaN, high = NaN] = mine?.interval ?? []
    expect((low + high) / 2).toBeCloseTo(mine?.difference ?? NaN, 12)
    expect(other?.interval?.[0]).toBeCloseTo(-high, 12)
    const ofSlice = found.slices.decade?.[1]?.headlines.macroMAP.previous
    expect(ofSlice?.interval).toHaveLength(2)
  }, 30_000)

  it('is not measured for nothing where the other model is not there', async () => {
    await expect(ask({ compare: 'no-such-model' })).rejects.toMatchObject({ code: 'model/unknown' })
  })

  it('is shown to people beside what needs no model, by slice too', async () => {
    const outcome = await onesheet(['evaluate', '--dataset', at('dataset'), '--compare', at('turned')], {
      dataFolder: at('data'),
    })
    expect(outcome.code).toBe(0)
    expect(outcome.stdout).toMatch(/Measure +Value +95 % +Predicting nothing +Genre prior +Before: turned/)
    expect(outcome.stdout).toMatch(/Calibration: mean error of a genre 0\.\d{4}, floor 0\.\d{4}; Brier skill/)
    expect(outcome.stdout).toMatch(/1940s +6 +too few to tell/)
    expect(outcome.stdout).toMatch(/1990s +54 +\(?0\.\d{3}/)
  }, 30_000)
})
