import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import type { LabelRecord } from '#engine/app/labels-export.ts'
import { posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** A catalog whose first poster has verdicts on one of the twenty and on one of the user's own. */
async function judged(ownName = 'Film noir') {
  const folder = temporaryFolder()
  const [name = ''] = await drawPosters(folder, 2)
  const { engine, posterId } = await catalogOf(folder, name)
  const { genres } = await engine.call('own.add', { name: ownName })
  const id = genres[0]?.id ?? 0
  await engine.call('labels.set', { posterId, genre: 'War', verdict: 'no' })
  await engine.call('own.set', { id, posterIds: [posterId], verdict: 'yes' })
  const file = join(temporaryFolder(), 'labels')
  return { folder, name, engine, posterId, id, file }
}

async function catalogOf(folder: string, name: string) {
  const engine = await testEngine()
  await scan(engine, [folder], { predict: false })
  return { engine, posterId: (await posterAt(engine, name)).id }
}

/** By name, what was said of a poster on genres of the user's own. */
async function ownSaid(engine: Engine, id: number) {
  const { own } = await engine.call('poster.get', { id })
  return Object.fromEntries(own.map(({ name, verdict }) => [name, verdict]))
}

describe('verdicts on genres of the user’s own in a file', () => {
  it('are written and read by name; a name that no genre has is left out', async () => {
    const { engine, posterId, file } = await judged()
    expect(await engine.call('labels.export', { file, format: 'json' })).toEqual({ written: 2 })
    const records = JSON.parse(readFileSync(file, 'utf8')) as LabelRecord[]
    expect(records.map(({ genre, verdict }) => [genre, verdict])).toEqual([
      ['War', 'no'],
      ['Film noir', 'yes'],
    ])

    const importOf = async (changed: Partial<LabelRecord>[]) => {
      writeFileSync(file, JSON.stringify(changed.map((record) => ({ ...records[1], ...record }))))
      return engine.call('labels.import', { file, format: 'json' })
    }
    const at = (records[1]?.at ?? 0) + 1000
    expect(await importOf([{}, { genre: 'Christmas' }])).toEqual({
      applied: 0,
      skipped: [
        { line: 1, reason: 'the verdict here is as new or newer' },
        { line: 2, reason: 'unknown genre "Christmas"' },
      ],
    })
    expect(await importOf([{ genre: 'film NOIR', verdict: 'no', at }])).toEqual({ applied: 1, skipped: [] })
    expect(await ownSaid(engine, posterId)).toEqual({ 'Film noir': 'no' })
    expect((await engine.call('own.list', {})).genres).toHaveLength(1)
    await engine.call('labels.undo', {})
    expect(await ownSaid(engine, posterId)).toEqual({ 'Film noir': 'yes' })
  })

  it.each(['csv', 'json'] as const)(
    'go to another catalog as %s, and their genres where asked',
    async (format) => {
      // Nothing that a spreadsheet or a line of CSV would take for its own.
      const ownName = '=SUM(1;2), "noir"'
      const { engine, folder, name, file } = await judged(ownName)
      await engine.call('labels.export', { file, format })
      const text = readFileSync(file, 'utf8')
      if (format === 'csv') expect(text).toContain(`"'=SUM(1;2), ""noir"""`)

      const there = await catalogOf(folder, name)
      const take = (addGenres: boolean) => there.engine.call('labels.import', { file, format, addGenres })
      expect(await take(false)).toMatchObject({
        applied: 1,
        skipped: [{ reason: `unknown genre ${JSON.stringify(ownName)}` }],
      })
      expect((await there.engine.call('own.list', {})).genres).toEqual([])
      expect(await take(true)).toMatchObject({ applied: 1 })
      expect(await ownSaid(there.engine, there.posterId)).toEqual({ [ownName]: 'yes' })
      await there.engine.call('labels.export', { file, format, force: true })
      // All but its source, which tells that it came from elsewhere.
      expect(readFileSync(file, 'utf8').replaceAll('imported', 'explicit')).toBe(text)

      await there.engine.call('labels.undo', {})
      expect(await ownSaid(there.engine, there.posterId)).toEqual({ [ownName]: null })
    },
  )

  it('make no genre for a poster that is not here, none without a name, and no tenth', async () => {
    const { engine, folder, name, posterId, file } = await judged('Noir 1')
    for (let at = 2; at <= 8; at++) await engine.call('own.add', { name: `Noir ${at}` })
    const path = join(folder, name)
    const take = (records: Partial<LabelRecord>[]) => {
      writeFileSync(file, JSON.stringify(records.map((record) => ({ verdict: 'yes', path, ...record }))))
      return engine.call('labels.import', { file, format: 'json', addGenres: true })
    }
    const { applied, skipped } = await take([
      { genre: 'Elsewhere', path: '/nowhere/x.jpg' },
      { genre: ' \u200b' },
      { genre: '👻'.repeat(41) },
      { genre: 'horror' },
      { genre: '👻'.repeat(40) },
      { genre: ` ${'👻'.repeat(40)} `, verdict: 'no' },
      { genre: 'Tenth' },
    ])
    expect(applied).toBe(2)
    expect(skipped.map(({ line, reason }) => [line, reason.slice(0, 30)])).toEqual([
      [1, 'no such poster in this catalog'],
      [2, 'a genre’s name has 1 to 40 cha'],
      [3, 'a genre’s name has 1 to 40 cha'],
      [6, 'the verdict here is as new or '],
      [7, 'Nine genres of your own are th'],
    ])
    const { genres } = await engine.call('own.list', {})
    expect(genres.map(({ name }) => name).at(-1)).toBe('👻'.repeat(40))
    expect(await ownSaid(engine, posterId)).toMatchObject({ ['👻'.repeat(40)]: 'yes' })
  })

  it('bring back a genre that was removed, with all that was said of it', async () => {
    const { engine, posterId, id, file } = await judged()
    await engine.call('labels.export', { file, format: 'csv' })
    await engine.call('own.remove', { id })
    const gone = join(temporaryFolder(), 'gone')
    expect(await engine.call('labels.export', { file: gone, format: 'csv' })).toEqual({ written: 1 })
    await engine.call('labels.import', { file, format: 'csv', addGenres: true })
    expect((await engine.call('own.list', {})).genres).toMatchObject([{ id, name: 'Film noir', yes: 1 }])
    expect(await ownSaid(engine, posterId)).toEqual({ 'Film noir': 'yes' })
  })
})
