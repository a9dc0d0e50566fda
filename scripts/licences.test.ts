import { describe, expect, it } from 'vitest'
import { LICENCES } from '../renderer/features/about/licences.ts'
import { shippedLicences } from './licences.ts'

/** Licences that allow what we do with the parts, as the lock file names them. */
const PERMISSIVE =
  /^\(?(?:MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|OFL-1\.1|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|LGPL-3\.0-or-later)\b/

describe('the list of licences', () => {
  it('is that of the lock file: else run node scripts/write-licences.ts', () => {
    expect(LICENCES).toEqual(shippedLicences())
  })

  it('holds what the window and the engine are made of', () => {
    const names = LICENCES.map(([name]) => name)
    for (const name of ['electron', 'vue', 'reka-ui', '@floating-ui/vue', 'sharp', 'better-sqlite3', 'zod']) {
      expect(names).toContain(name)
    }
    expect(names).not.toContain('vitest')
  })

  it('names a licence for each, and one that allows it', () => {
    expect(LICENCES.filter(([, , licence]) => !PERMISSIVE.test(licence))).toEqual([])
  })
})
