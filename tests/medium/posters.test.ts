import { existsSync, realpathSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { ScanReport } from '#shared/contract/scan.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { listAll, scan, testEngine } from '../helpers/engine.ts'
import { onesheet } from '../helpers/onesheet.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** Real posters with what goes wrong in real collections. They belong to their owners and are not in the repository. */
const DEFECTS = fileURLToPath(new URL('../../../shared/posters/defects', import.meta.url))

describe.skipIf(!existsSync(DEFECTS))('defects of real collections (only where ../shared/posters is)', () => {
  it('sets only the empty file aside', async () => {
    const engine = await testEngine()
    const report = await scan(engine, [DEFECTS])
    expect(report.quarantined).toMatchObject([
      { path: join(realpathSync(DEFECTS), 'zero-byte.jpg'), code: 'file/empty', new: true },
    ])
    expect(report.found).toBe(report.added + 1)
    const posters = await listAll(engine)
    expect(posters).toHaveLength(25)
    expect(posters.filter((poster) => poster.status === 'quarantined')).toHaveLength(1)
    expect(posters.filter((poster) => poster.genres.length === GENRES.length)).toHaveLength(24)
    const namesOf = (flag: string) =>
      posters
        .filter((poster) => poster.flags.includes(flag))
        .map((poster) => basename(poster.files[0]?.path ?? ''))
    expect(namesOf('low-information')).toEqual([
      'nearly-uniform-2.jpg',
      'nearly-uniform-3.jpg',
      'nearly-uniform.jpg',
      'placeholder-black.jpg',
      'placeholder.png',
    ])
    expect(namesOf('padded')).toEqual(
      expect.arrayContaining(['square-350x350.jpg', 'very-tall-200x381.jpg', 'very-tall-500x952.jpg']),
    )
    const pairs = posters.filter((poster) => poster.files.length === 2)
    expect(pairs.map((poster) => poster.files.map((file) => basename(file.path)))).toEqual([
      ['same-bytes-a.jpg', 'same-bytes-b.jpg'],
      ['shared-art-a.jpg', 'shared-art-b.jpg'],
    ])
  })

  it('ends the command with 3, and with 0 when nothing is new', async () => {
    const dataFolder = temporaryFolder()
    const outcome = await onesheet(['scan', DEFECTS, '--json'], { dataFolder })
    expect(outcome.code).toBe(3)
    expect((outcome.json() as ScanReport).quarantined).toHaveLength(1)
    expect((await onesheet(['scan', '--json'], { dataFolder })).code).toBe(0)
  })
})
