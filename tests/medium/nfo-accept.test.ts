import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import type { BulkResult } from '#engine/app/say-to-many.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** Three posters: an NFO with genres, one with a single genre, none. */
async function library() {
  const [data, folder] = [temporaryFolder(), temporaryFolder()]
  const catalogPath = join(data, 'catalog.db')
  const engine = await testEngine({ catalogPath })
  const names = await drawPosters(folder, 3)
  const nfos = names.slice(0, 2).map((name) => join(folder, name.replace('.jpg', '.nfo')))
  writeOld(nfos[0] ?? '', '<movie><genre>Drama</genre><genre>Sci-Fi</genre><genre>Biography</genre></movie>')
  writeOld(nfos[1] ?? '', '<movie><genre>Western</genre></movie>')
  await scan(engine, [folder])
  return { engine, catalogPath, folder, nfos, poster: (at: number) => posterAt(engine, names[at] ?? '') }
}

/** Every word of a person, as text. */
function saidIn(path: string): string {
  const db = new Database(path, { readonly: true })
  const rows = db.prepare('SELECT * FROM verdict ORDER BY poster_id, genre').all()
  db.close()
  return JSON.stringify(rows)
}

async function accept(engine: Engine): Promise<JobInfo> {
  const { id } = await engine.call('nfo.accept', {})
  return engine.call('jobs.wait', { id })
}

const shown = async (engine: Engine) =>
  (await listAll(engine)).map(({ id, effective }) => ({ id, effective }))

describe('NFO files accepted as verdicts', () => {
  it('are one act that undo takes back, and change nothing that is shown', async () => {
    const { engine, catalogPath, poster } = await library()
    const third = (await poster(2)).id
    const before = { shown: await shown(engine), said: saidIn(catalogPath) }
    const counted = await engine.call('nfo.acceptable', {})
    expect(counted).toMatchObject({ films: 2, posters: 2, verdicts: { yes: 3 } })

    const job = await accept(engine)
    expect(job).toMatchObject({
      state: 'done',
      kind: 'accept-nfo',
      title: 'NFO accepted as verdicts on 2 posters',
    })
    expect(job.result).toEqual({ asked: 2, changed: 2, skipped: 0 } satisfies BulkResult)
    expect((await poster(0)).verdicts).toMatchObject({ Drama: 'yes', 'Science Fiction': 'yes' })
    expect((await poster(1)).verdicts).toMatchObject({ Western: 'yes' })
    expect((await engine.call('poster.get', { id: third })).history).toEqual([])
    const { history } = await engine.call('poster.get', { id: (await poster(0)).id })
    expect(new Set(history.map(({ source }) => source))).toEqual(new Set(['imported']))
    expect(await shown(engine)).toEqual(before.shown)
    expect((await listAll(engine)).map(({ status }) => status)).not.toContain('corrected')

    expect(await engine.call('nfo.acceptable', {})).toEqual({
      films: 0,
      posters: 0,
      verdicts: { yes: 0, no: 0 },
    })
    await expect(engine.call('nfo.accept', {})).rejects.toMatchObject({ code: 'nfo/nothing-to-accept' })
    expect((await engine.call('labels.undo', {})).summary).toBe('NFO accepted as verdicts on 2 posters')
    expect(saidIn(catalogPath)).toBe(before.said)
    expect(await shown(engine)).toEqual(before.shown)
  })

  it('stay when the file goes, and no genre that the model calls likely comes in', async () => {
    const { engine, folder, nfos, poster } = await library()
    await accept(engine)
    const before = await shown(engine)
    for (const path of nfos) rmSync(path)
    await scan(engine, [folder])
    expect((await poster(0)).files[0]?.nfoGenres).toEqual([])
    expect(await shown(engine)).toEqual(before)
  })

  it('leave alone what was said before, and posters that are hidden', async () => {
    const { engine, poster } = await library()
    const [first, second] = [await poster(0), await poster(1)]
    await engine.call('labels.set', { posterId: first.id, genre: 'Drama', verdict: 'no' })
    await engine.call('poster.mark', { posterIds: [second.id], hidden: true })
    expect(await engine.call('nfo.acceptable', {})).toMatchObject({ films: 1, verdicts: { yes: 1 } })
    await accept(engine)
    expect((await poster(0)).verdicts).toMatchObject({ Drama: 'no', 'Science Fiction': 'yes' })
    const { genres } = await engine.call('poster.get', { id: second.id })
    expect(genres.filter(({ verdict }) => verdict !== null)).toEqual([])
  })
})
