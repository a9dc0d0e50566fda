import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { LabelRecord } from '#engine/app/labels-export.ts'
import { posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

it('exports and imports verdicts on genres of the user’s own by name, and makes none', async () => {
  const [folder, data] = [temporaryFolder(), temporaryFolder()]
  const [name = ''] = await drawPosters(folder, 2)
  const engine = await testEngine()
  await scan(engine, [folder], { predict: false })
  const { id: posterId } = await posterAt(engine, name)
  const { genres } = await engine.call('own.add', { name: 'Film noir' })
  const id = genres[0]?.id ?? 0
  await engine.call('labels.set', { posterId, genre: 'War', verdict: 'no' })
  await engine.call('own.set', { id, posterIds: [posterId], verdict: 'yes' })
  const file = join(data, 'labels.json')
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
  expect(await engine.call('own.verdicts', { posterIds: [posterId] })).toMatchObject([
    { verdicts: { [id]: 'no' } },
  ])
  expect((await engine.call('own.list', {})).genres).toHaveLength(1)
  await engine.call('labels.undo', {})
  expect(await engine.call('own.verdicts', { posterIds: [posterId] })).toMatchObject([
    { verdicts: { [id]: 'yes' } },
  ])
})
