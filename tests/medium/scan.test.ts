import { mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { hashTree } from '../helpers/media-tree.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { pictureModels } from '../helpers/titled-models.ts'

describe('scanning a folder', () => {
  it('registers, reads and predicts every poster, and leaves the folder as it was', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 30)
    const before = await hashTree(folder)
    const engine = await testEngine()
    const report = await scan(engine, [folder])
    expect(report).toMatchObject({
      found: 30,
      added: 30,
      changed: 0,
      moved: 0,
      unchanged: 0,
      missing: 0,
      predicted: 30,
    })
    expect(report.quarantined).toEqual([])
    expect(report.model).toBe(BUNDLED)
    expect(await hashTree(folder)).toBe(before)
    const posters = await listAll(engine)
    expect(posters).toHaveLength(30)
    expect(posters.map((poster) => poster.title)).toContain('Film 007')
    for (const poster of posters) {
      expect(poster.genres).toHaveLength(20)
      const probabilities = poster.genres.map((genre) => genre.probability)
      expect(probabilities).toEqual(probabilities.toSorted((left, right) => right - left))
    }
  })

  it('finds everything unchanged the second time, and reads nothing again', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 12)
    const engine = await testEngine()
    await scan(engine, [folder])
    const report = await scan(engine, [])
    expect(report).toMatchObject({ found: 12, added: 0, unchanged: 12, predicted: 0 })
  })

  it('follows files that moved to another folder, with their verdicts', async () => {
    const folder = temporaryFolder()
    const names = await drawPosters(folder, 20)
    const engine = await testEngine()
    await scan(engine, [folder])
    const before = await posterAt(engine, names[0] ?? '')
    await engine.call('labels.set', { posterId: before.id, genre: 'Western', verdict: 'yes' })
    mkdirSync(join(folder, 'sorted'))
    for (const name of names.slice(0, 10)) renameSync(join(folder, name), join(folder, 'sorted', name))
    const report = await scan(engine, [folder])
    expect(report).toMatchObject({ found: 20, moved: 10, unchanged: 10, added: 0, missing: 0, predicted: 0 })
    const after = await posterAt(engine, `sorted/${names[0]}`)
    expect(after.id).toBe(before.id)
    expect(after.verdicts).toEqual({ Western: 'yes' })
  })

  it('follows a file that was renamed and a file that moved to another root', async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()]
    const [name = ''] = await drawPosters(first, 12)
    await drawPosters(second, 3, 100)
    const engine = await testEngine()
    await scan(engine, [first, second])
    const before = await posterAt(engine, name)
    renameSync(join(first, name), join(second, 'Another Name (1999).jpg'))
    const report = await scan(engine, [])
    expect(report).toMatchObject({ found: 15, moved: 1, unchanged: 14, missing: 0 })
    const after = await posterAt(engine, 'Another Name (1999).jpg')
    expect(after.id).toBe(before.id)
    expect(after.title).toBe('Another Name')
  })

  it('calls a file that is gone missing, keeps its verdicts, and finds it again', async () => {
    const folder = temporaryFolder()
    const names = await drawPosters(folder, 12)
    const engine = await testEngine()
    await scan(engine, [folder])
    const { id } = await posterAt(engine, names[3] ?? '')
    await engine.call('labels.set', { posterId: id, genre: 'Drama', verdict: 'no' })
    const path = join(folder, names[3] ?? '')
    const aside = join(temporaryFolder(), 'aside.jpg')
    renameSync(path, aside)
    expect(await scan(engine, [folder])).toMatchObject({ found: 11, unchanged: 11, missing: 1 })
    expect(await listAll(engine, { status: 'missing' })).toMatchObject([
      { id, missing: true, verdicts: { Drama: 'no' } },
    ])
    renameSync(aside, path)
    expect(await scan(engine, [folder])).toMatchObject({ found: 12, missing: 0 })
    expect(await posterAt(engine, names[3] ?? '')).toMatchObject({
      id,
      missing: false,
      verdicts: { Drama: 'no' },
    })
  })

  it('freezes a folder that is suddenly empty, and one that lost more than a fifth', async () => {
    const folder = temporaryFolder()
    const names = await drawPosters(folder, 20)
    const engine = await testEngine()
    await scan(engine, [folder])
    for (const name of names.slice(0, 5)) rmSync(join(folder, name))
    const lost = await scan(engine, [folder])
    expect(lost.roots).toMatchObject([{ state: 'frozen' }])
    expect((await listAll(engine)).every((poster) => !poster.missing)).toBe(true)
    const accepted = await scan(engine, [folder], { acceptMissing: true })
    expect(accepted).toMatchObject({ missing: 5, roots: [{ state: 'ok' }] })
    for (const name of names.slice(5)) rmSync(join(folder, name))
    expect((await scan(engine, [folder])).roots).toMatchObject([{ state: 'frozen' }])
    rmSync(folder, { recursive: true })
    expect((await scan(engine, [])).roots).toMatchObject([{ state: 'offline' }])
    expect((await listAll(engine)).filter((poster) => !poster.missing)).toHaveLength(15)
  })

  it('predicts a replaced picture again, keeps its verdicts and flags it', async () => {
    const folder = temporaryFolder()
    const names = await drawPosters(folder, 12)
    const engine = await testEngine()
    await scan(engine, [folder])
    const before = await posterAt(engine, names[1] ?? '')
    await engine.call('labels.set', { posterId: before.id, genre: 'Horror', verdict: 'yes' })
    writeOld(join(folder, names[1] ?? ''), await posterBytes(500), new Date('2021-01-01'))
    expect(await scan(engine, [folder])).toMatchObject({ changed: 1, unchanged: 11, predicted: 1 })
    const after = await posterAt(engine, names[1] ?? '')
    expect(after).toMatchObject({ id: before.id, verdicts: { Horror: 'yes' } })
    expect(after.flags).toContain('replaced')
    expect(after.genres[0]?.probability).not.toBe(before.genres[0]?.probability)
  })

  it('calls a file whose time alone changed unchanged', async () => {
    const folder = temporaryFolder()
    const [name = ''] = await drawPosters(folder, 3)
    const engine = await testEngine()
    await scan(engine, [folder])
    utimesSync(join(folder, name), new Date('2022-01-01'), new Date('2022-01-01'))
    expect(await scan(engine, [folder])).toMatchObject({ found: 3, changed: 0, unchanged: 3, predicted: 0 })
  })

  it('makes one poster of equal files of one film, and predicts it once', async () => {
    const folder = temporaryFolder()
    const bytes = await posterBytes(1)
    writeOld(join(folder, 'a', 'Same Film (1999).jpg'), bytes)
    writeOld(join(folder, 'b', 'Same Film (1999).jpg'), bytes)
    const engine = await testEngine()
    expect(await scan(engine, [folder])).toMatchObject({ found: 2, added: 2, predicted: 1 })
    const [poster] = await listAll(engine)
    expect(poster?.files).toHaveLength(2)
  })

  it('keeps equal files of two films apart, flags both and gives the picture one answer', async () => {
    const folder = temporaryFolder()
    const bytes = await posterBytes(1)
    writeOld(join(folder, 'One Film (1999).jpg'), bytes)
    writeOld(join(folder, 'Other Film (2005).jpg'), bytes)
    const engine = await testEngine({ modelsFolder: pictureModels() })
    await scan(engine, [folder])
    const [one, other] = await listAll(engine)
    expect(one?.flags).toContain('shared')
    expect(other?.flags).toContain('shared')
    expect(one?.genres).toEqual(other?.genres)
  })

  it('leaves the predictions for later when asked, and makes them at the next scan', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 5)
    const engine = await testEngine()
    expect(await scan(engine, [folder], { predict: false })).toMatchObject({
      added: 5,
      predicted: 0,
      model: null,
    })
    expect(await scan(engine, [])).toMatchObject({ unchanged: 5, predicted: 5 })
  })

  it('stops when it is cancelled and goes on where it stopped', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 120)
    const engine = await testEngine()
    const started = await engine.call('scan.start', { folders: [folder] })
    await new Promise<void>((resolve) => {
      const forget = engine.on('job.changed', (job) => {
        if (job.phase !== 'reading' || job.done === 0) return
        forget()
        resolve()
      })
    })
    const stopped = await engine.call('jobs.cancel', { id: started.id })
    expect(stopped).toMatchObject({ state: 'cancelled', result: { cancelled: true } })
    const first = (stopped.result as { predicted: number }).predicted
    expect(first).toBeLessThan(120)
    const resumed = await engine.call('jobs.resume', { id: started.id })
    const ended = await engine.call('jobs.wait', { id: resumed.id })
    expect(ended.state).toBe('done')
    expect((ended.result as { predicted: number }).predicted).toBe(120 - first)
    expect((await listAll(engine)).filter((poster) => poster.genres.length === 20)).toHaveLength(120)
  })

  it('refuses a folder that is not there before it makes a job of it', async () => {
    const engine = await testEngine()
    await expect(engine.call('scan.start', { folders: ['/no/such/folder'] })).rejects.toMatchObject({
      code: 'folder/not-found',
    })
    expect((await engine.call('jobs.list', {})).jobs).toEqual([])
  })

  it('shows the first posters of a new catalog while it still looks for the rest, and counts each once', async () => {
    const folder = temporaryFolder()
    for (const part of [0, 1, 2]) await drawPosters(join(folder, `part ${part}`), 110, part * 110)
    const engine = await testEngine()
    let phase: string | null = null
    const phasesOfChanges: (string | null)[] = []
    engine.on('job.changed', (job) => (phase = job.phase))
    engine.on('catalog.changed', () => phasesOfChanges.push(phase))
    const first = await scan(engine, [folder])
    expect(phasesOfChanges[0]).toBe('looking')
    expect(first).toMatchObject({ found: 330, added: 330, unchanged: 0, predicted: 330, missing: 0 })
    expect(await scan(engine, [])).toMatchObject({ found: 330, added: 0, unchanged: 330 })
  })
})
