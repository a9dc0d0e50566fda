import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { applyFilters, parseFilters } from './filters.ts'
import { readTrainingSet } from './read.ts'
import { splitFilms } from './split.ts'

const METADATA = fileURLToPath(new URL('../../../../../shared/posters/metadata.csv', import.meta.url))

describe.skipIf(!existsSync(METADATA))('the real posters (only where ../shared/posters is)', () => {
  it('keep 12,263 films under the paper’s filters, 9,197 to learn from', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'posters'))
    symlinkSync(METADATA, join(folder, 'metadata.csv'))
    // The pictures are in archives; a reader of metadata only asks whether they are there.
    for (const [name] of readFileSync(METADATA, 'utf8').matchAll(/^ml\d+\.jpg/gmu)) {
      writeFileSync(join(folder, 'posters', name), '')
    }
    const set = readTrainingSet({ kind: 'folder', path: folder })
    expect(set).toMatchObject({ leftOut: {}, noted: {} })
    expect(set.films).toHaveLength(16_251)
    const { kept, filtered } = applyFilters(set.films, parseFilters('paper'))
    expect(filtered).toEqual({ 'no-date': 0, 'no-genre': 0, grayscale: 652, 'before=1980': 3336 })
    expect(kept).toHaveLength(12_263)
    const films = kept.map((index) => set.films[index] as (typeof set.films)[number])
    const { training, validation } = splitFilms(films, { validation: 0.25, seed: 1 })
    expect(training).toHaveLength(9197)
    for (const genre of GENRES) {
      const all = films.filter(({ genres }) => genres.includes(genre)).length
      const there = validation.filter((place) => films[place]?.genres.includes(genre)).length
      expect(Math.abs(there - all / 4), genre).toBeLessThanOrEqual(1)
    }
  })
})
