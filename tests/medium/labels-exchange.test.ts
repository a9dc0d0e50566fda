import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { LabelRecord } from '#engine/app/labels-export.ts'
import { VERDICT_IS_AS_NEW } from '#shared/contract/labels.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const HEAD = 'sha256,tmdb_id,imdb_id,path,genre,verdict,at'

/** Two posters; the second has an NFO with ids. */
async function library() {
  const folder = temporaryFolder()
  const engine = await testEngine()
  const [first = '', second = ''] = await drawPosters(folder, 2)
  const ids = '<movie><uniqueid type="tmdb">603</uniqueid><uniqueid type="imdb">tt0133093</uniqueid></movie>'
  writeOld(join(folder, second.replace('.jpg', '.nfo')), ids)
  await scan(engine, [folder])
  const file = join(temporaryFolder(), 'labels')
  const take = (text: string, format: 'csv' | 'json' = 'csv') => {
    writeFileSync(file, text)
    return engine.call('labels.import', { file, format })
  }
  const rows = (...lines: string[]) => take([HEAD, ...lines].join('\n'))
  const said = async (name: string) => (await posterAt(engine, name)).verdicts
  return { engine, folder, file, first, second, take, rows, said }
}

describe('a file of verdicts', () => {
  it('is matched by hash, then ids, then path; what does not fit is named by its line', async () => {
    const { engine, folder, first, second, rows, said } = await library()
    const sha256 = createHash('sha256')
      .update(await posterBytes(1))
      .digest('hex')
    const result = await rows(
      // The hash goes before ids that are another film's.
      `${sha256},603,,,Horror,yes,1000`,
      ',,tt0133093,,War,yes,1000',
      `not-a-hash,,,${join(folder, first)},Drama,no,1000`,
      ',999,tt9999999,/nowhere/x.jpg,Drama,yes,1000',
      ',603.5,,,Drama,yes,1000',
      ',603,,,"=HYPERLINK(""http://x"")",yes,1000',
      ',603,,,Drama,maybe,1000',
      ',603,,,Drama,yes,yesterday',
      'short',
    )
    expect(result.applied).toBe(3)
    expect(result.skipped).toEqual([
      { line: 5, reason: 'no such poster in this catalog' },
      { line: 6, reason: 'unreadable row: tmdb_id' },
      { line: 7, reason: 'unknown genre "=HYPERLINK(\\"http://x\\")"' },
      { line: 8, reason: 'unreadable row: verdict' },
      { line: 9, reason: 'unreadable row: at' },
      { line: 10, reason: 'unreadable row: genre' },
    ])
    expect(await said(first)).toEqual({ Horror: 'yes', Drama: 'no' })
    expect(await said(second)).toEqual({ War: 'yes' })
    await engine.call('labels.undo', {})
    expect((await listAll(engine)).map(({ verdicts }) => verdicts)).toEqual([{}, {}])
  })

  it('is taken as a spreadsheet saves it where the comma is the decimal sign', async () => {
    const { first, folder, take, said } = await library()
    const lines = [HEAD.replaceAll(',', ';'), `;;;"${join(folder, first)}";Horror;yes;1000`]
    expect(await take(`\uFEFF${lines.join('\r\n')}\r\n`)).toEqual({ applied: 1, skipped: [] })
    expect(await said(first)).toEqual({ Horror: 'yes' })
  })

  it('never overrides without a time or with the same one, and does with a later', async () => {
    const { second, rows, said } = await library()
    await rows(',603,,,War,yes,1000')
    for (const at of ['', '999', '1000']) {
      expect((await rows(`,603,,,War,no,${at}`)).skipped).toEqual([{ line: 2, reason: VERDICT_IS_AS_NEW }])
    }
    expect(await said(second)).toEqual({ War: 'yes' })
    expect(await rows(',603,,,War,no,1001')).toEqual({ applied: 1, skipped: [] })
    expect(await said(second)).toEqual({ War: 'no' })
  })

  it.each([
    ['csv', 'sha256\tgenre\tverdict\nx\tWar\tyes\n'],
    ['csv', '"genre,verdict\n'],
    ['csv', '\u0000\u0001\u0002,\n1,2\n'],
    ['json', '{"genre":"War"}'],
    ['json', '[{"genre":'],
  ] as const)('that is none is refused whole (%s: %j)', async (format, text) => {
    const { engine, take } = await library()
    await expect(take(text, format)).rejects.toMatchObject({ code: 'labels/bad-file' })
    expect((await engine.call('labels.state', {})).canUndo).toBeNull()
  })

  it('has no formulas where a spreadsheet looks for them, and comes back as it was', async () => {
    const { engine, file, second, said } = await library()
    const { id } = await posterAt(engine, second)
    await engine.call('poster.edit', { id, title: '=cmd|’ /C calc’!A0' })
    await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
    await engine.call('labels.export', { file, format: 'csv' })
    const [row] = parse(readFileSync(file), { columns: true }) as LabelRecord[]
    expect(row).toMatchObject({ title: "'=cmd|’ /C calc’!A0", tmdb_id: '603', source: 'explicit' })
    await engine.call('labels.undo', {})
    expect(await said(second)).toEqual({})
    expect(await engine.call('labels.import', { file, format: 'csv' })).toEqual({ applied: 1, skipped: [] })
    expect(await said(second)).toEqual({ War: 'yes' })
  })
})
