import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ListPage } from '#shared/contract/library.ts'
import { useChosenCpu } from '../helpers/chosen-cpu.ts'
import { onesheet } from '../helpers/onesheet.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { spoilTable } from '../helpers/spoil.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** A data folder and a folder of three posters, scanned; the first is judged. */
async function judged() {
  const [dataFolder, place] = [temporaryFolder(), temporaryFolder()]
  const posters = join(place, 'posters')
  const names = await drawPosters(posters, 3)
  const run = (...parameters: string[]) => onesheet([...parameters, '--json'], { dataFolder, cwd: place })
  const items = async () => ((await run('list', '--status', 'all', '--all')).json() as ListPage).items
  await run('scan', posters)
  await run('label', join(posters, names[0] ?? ''), '--yes', 'War')
  return { dataFolder, place, posters, names, run, items }
}

describe('onesheet relocate', () => {
  it('makes a folder known where it is now, with its verdicts', async () => {
    const { place, posters, run, items } = await judged()
    renameSync(posters, join(place, 'films'))
    const outcome = await run('relocate', 'posters', 'films')
    expect(outcome).toMatchObject({ code: 0 })
    expect(outcome.json()).toEqual({ matched: 3, unmatched: 0 })
    const [first] = await items()
    expect(first?.files[0]?.path).toContain(join(place, 'films'))
    expect(first).toMatchObject({ missing: false, verdicts: { War: 'yes' } })
  })

  it('refuses a place where none of the posters are', async () => {
    const { place, posters, run } = await judged()
    mkdirSync(join(place, 'other'))
    const outcome = await run('relocate', posters, 'other')
    expect(outcome.code).toBe(1)
    expect(outcome.json()).toMatchObject({ error: { code: 'folder/nothing-matches' } })
    expect(await run('relocate', posters)).toMatchObject({ code: 2 })
  })
})

describe('onesheet forget', () => {
  it('takes missing posters, and nothing without being told what', async () => {
    const { dataFolder, posters, names, run, items } = await judged()
    rmSync(join(posters, names[0] ?? ''))
    await run('scan')
    expect(await run('forget')).toMatchObject({ code: 2 })
    expect(await items()).toHaveLength(3)
    const outcome = await run('forget', '--missing')
    expect(outcome.json()).toEqual({ forgotten: 1 })
    expect(await items()).toHaveLength(2)
    const kept = readdirSync(join(dataFolder, 'backups')).filter((name) => name.includes('before-forgetting'))
    expect(kept).toHaveLength(1)
    // It can be taken back.
    expect(await run('restore', join(dataFolder, 'backups', kept[0] ?? ''))).toMatchObject({ code: 0 })
    expect((await items())[0]?.verdicts).toEqual({ War: 'yes' })
  })
})

describe('onesheet restore', () => {
  it('puts a backup in the place of a damaged catalog, as the message about it said', async () => {
    const { dataFolder, run, items } = await judged()
    useChosenCpu(dataFolder)
    const path = join(dataFolder, 'catalog.db')
    spoilTable(path, 'film')
    const refused = await run('undo')
    expect(refused.code).toBe(1)
    const { error } = refused.json() as { error: { code: string; message: string } }
    expect(error.code).toBe('catalog/damaged')
    expect((await onesheet(['undo'], { dataFolder })).stderr).toContain('onesheet restore')
    // The wall can be looked at all the same.
    expect(await items()).toHaveLength(3)
    const backup = /its last good backup is (\S+)\)/.exec(error.message)?.[1] ?? ''
    expect(existsSync(backup)).toBe(true)
    const restored = await run('restore', backup)
    expect(restored.code).toBe(0)
    expect(restored.json()).toEqual({
      bytes: expect.any(Number) as number,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
    expect((await run('doctor')).json()).toMatchObject({ problems: [], catalog: { integrity: 'ok' } })
    expect(await items()).toHaveLength(3)
  })

  it('refuses a file that is no catalog, and leaves the present one', async () => {
    const { posters, names, run, items } = await judged()
    const outcome = await run('restore', join(posters, names[0] ?? ''))
    expect(outcome.code).toBe(1)
    expect(outcome.json()).toMatchObject({ error: { code: 'backup/not-good' } })
    expect((await items())[0]?.verdicts).toEqual({ War: 'yes' })
  })
})
