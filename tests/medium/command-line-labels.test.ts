import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LabelResult, UndoResult } from '#shared/contract/labels.ts'
import type { ListPage } from '#shared/contract/library.ts'
import { keysOf, onesheet, scannedLibrary } from '../helpers/onesheet.ts'
import { writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

describe('verdicts on the command line', () => {
  it('are given by id or path, taken back and done again', async () => {
    const { folder, names, run, items } = await scannedLibrary(2)
    const [first, second] = await items()
    const byId = await run('label', String(first?.id), '--yes', 'horror', '--no', 'Comedy')
    expect(byId.code).toBe(0)
    const labelled = byId.json() as LabelResult
    expect(keysOf(labelled)).toEqual(['id', 'revision', 'verdicts'])
    expect(labelled).toMatchObject({ id: first?.id, verdicts: { Horror: 'yes', Comedy: 'no' } })
    expect((await run('label', join(folder, names[1] ?? ''), '--yes', 'War')).json()).toMatchObject({
      id: second?.id,
      verdicts: { War: 'yes' },
    })
    expect((await run('label', names[1] ?? '', '--clear', 'War')).json()).toMatchObject({ verdicts: {} })

    const undone = (await run('undo', '2')).json() as UndoResult
    expect(keysOf(undone)).toEqual(['undone'])
    expect(undone.undone.map(keysOf)).toEqual(Array(2).fill(['at', 'from', 'genre', 'id', 'to']))
    expect(undone.undone).toMatchObject([
      { id: second?.id, genre: 'War', from: null, to: 'yes' },
      { id: second?.id, genre: 'War', from: 'yes', to: null },
    ])
    expect((await run('redo')).json()).toMatchObject({ undone: [{ genre: 'War', from: null, to: 'yes' }] })
    expect((await items()).map((item) => item.verdicts)).toEqual([
      { Horror: 'yes', Comedy: 'no' },
      { War: 'yes' },
    ])
  })

  it('travel in a file to another catalog of the same pictures', async () => {
    const { folder, run, items } = await scannedLibrary(3)
    const [first] = await items()
    await run('label', String(first?.id), '--yes', 'Horror', '--no', 'Comedy')
    const elsewhere = temporaryFolder()
    for (const name of ['verdicts.csv', 'verdicts.json']) {
      const file = join(elsewhere, name)
      expect((await run('labels', 'export', file)).json()).toEqual({ written: 2 })
      const again = await run('labels', 'export', file)
      expect(again.code).toBe(1)
      expect(again.json()).toMatchObject({ error: { code: 'backup/exists' } })
      expect((await run('labels', 'export', file, '--force')).code).toBe(0)

      const other = temporaryFolder()
      const there = (...parameters: string[]) => onesheet([...parameters, '--json'], { dataFolder: other })
      await there('scan', folder)
      const imported = await there('labels', 'import', file)
      expect(imported.code).toBe(0)
      expect(imported.json()).toEqual({ applied: 2, skipped: [] })
      const page = (await there('list', '--query', 'Film 001')).json() as ListPage
      expect(page.items[0]?.verdicts).toEqual({ Horror: 'yes', Comedy: 'no' })
      const twice = await there('labels', 'import', file)
      expect(twice.code).toBe(0)
      expect(twice.json()).toMatchObject({ applied: 0 })
    }
    expect(readFileSync(join(elsewhere, 'verdicts.csv'), 'utf8').split('\n')[0]).toBe(
      'sha256,tmdb_id,imdb_id,path,title,year,genre,verdict,at,source',
    )
  })

  it('names the rows of a file that could not be taken, and ends with 3', async () => {
    const { run } = await scannedLibrary(1)
    const file = join(temporaryFolder(), 'odd.csv')
    writeFileSync(file, 'path,genre,verdict\n/nowhere/x.jpg,Horror,yes\n')
    const outcome = await run('labels', 'import', file)
    expect(outcome.code).toBe(3)
    expect(outcome.json()).toEqual({
      applied: 0,
      skipped: [{ line: 2, reason: expect.any(String) as string }],
    })
    writeFileSync(file, 'a,b\n1,2\n')
    const bad = await run('labels', 'import', file)
    expect(bad.code).toBe(1)
    expect(bad.json()).toMatchObject({ error: { code: 'labels/bad-file' } })
  })

  it('are refused for a poster that is not there', async () => {
    const { run } = await scannedLibrary(1)
    for (const poster of ['4711', '0', '/nowhere/x.jpg']) {
      const outcome = await run('label', poster, '--yes', 'War')
      expect(outcome.code).toBe(1)
      expect(outcome.json()).toMatchObject({ error: { code: 'poster/not-found' } })
    }
  })
})

describe('genres of the user’s own on the command line', () => {
  /** A library whose first poster is Film noir. */
  async function withFilmNoir() {
    const library = await scannedLibrary(3)
    const file = join(temporaryFolder(), 'own.csv')
    writeFileSync(file, `path,genre,verdict\n${join(library.folder, library.names[0] ?? '')},Film noir,yes\n`)
    return { ...library, file }
  }

  it('come with a file where that is asked for', async () => {
    const { dataFolder, run, items, file } = await withFilmNoir()
    const refused = await onesheet(['labels', 'import', file], { dataFolder })
    expect(refused.code).toBe(3)
    expect(refused.stdout).toContain('unknown genre "Film noir"')
    expect(refused.stdout).toContain('With --add-genres, names that no genre has become genres of your own.')
    expect((await run('labels', 'import', file, '--add-genres')).json()).toEqual({ applied: 1, skipped: [] })
    expect((await items()).map(({ verdicts }) => verdicts)).toEqual([{ 'Film noir': 'yes' }, {}, {}])
  })

  it('are said by their names, in one act with the twenty', async () => {
    const { dataFolder, run, items, file } = await withFilmNoir()
    await run('labels', 'import', file, '--add-genres')
    const [, second] = await items()
    const said = await run('label', String(second?.id), '--no', 'FILM NOIR', '--yes', 'war')
    expect(said.json()).toMatchObject({ id: second?.id, verdicts: { War: 'yes', 'Film noir': 'no' } })
    const cleared = await onesheet(['label', String(second?.id), '--clear', 'Film noir'], { dataFolder })
    expect(cleared.stdout).toBe(`Poster ${second?.id}: War: yes.\n`)
    const undone = (await run('undo', '2')).json() as UndoResult
    expect(undone.undone.map(({ genre }) => genre)).toEqual(['Film noir', 'War', 'Film noir'])
  })

  it('are listed by their names', async () => {
    const { dataFolder, run, items, file } = await withFilmNoir()
    await run('labels', 'import', file, '--add-genres')
    const [first, second] = await items()
    await run('label', String(second?.id), '--yes', 'War')
    const found = async (...parameters: string[]) =>
      ((await run('list', ...parameters)).json() as ListPage).items.map(({ id }) => id)
    expect(await found('--genre', 'War', '--genre', 'film noir')).toEqual([])
    expect(await found('--genre', 'War', '--genre', 'Film noir', '--any')).toEqual([first?.id, second?.id])
    expect(await found('--without', 'Film noir')).not.toContain(first?.id)
    const page = (await run('list', '--genre', 'Film noir')).json() as ListPage
    expect(page.items.map(({ id, verdicts }) => [id, verdicts])).toEqual([
      [first?.id, { 'Film noir': 'yes' }],
    ])
    expect(page.items[0]?.effective.at(-1)).toBe('Film noir')
    const table = await onesheet(['list', '--format', 'csv', '--genre', 'Film noir'], { dataFolder })
    expect(table.stdout.split('\n')[1]).toMatch(/[,|]Film noir,/)
  })

  it('are offered where a name is none', async () => {
    const { dataFolder, run, items, file } = await withFilmNoir()
    await run('labels', 'import', file, '--add-genres')
    const before = await items()
    for (const [command, option] of [
      [['label', String(before[1]?.id)], '--yes <genre>'],
      [['list'], '--without <name>'],
    ] as const) {
      const outcome = await onesheet([...command, option.split(' ')[0] ?? '', 'Film noire'], { dataFolder })
      expect(outcome.code).toBe(2)
      expect(outcome.stdout).toBe('')
      expect(outcome.stderr).toMatch(
        /^Option '--\w+ <\w+>' argument 'Film noire' is invalid\. The genres are Action, .*Western, and your own Film noir\.\nUsage: onesheet [^\n]+\n$/,
      )
    }
    expect(await items()).toEqual(before)
  })
})

describe('folders on the command line', () => {
  it('are listed and removed, with their verdicts kept or forgotten', async () => {
    const { folder, run, items } = await scannedLibrary(2)
    const roots = (await run('folders')).json() as { roots: unknown[] }
    expect(keysOf(roots)).toEqual(['roots'])
    expect(roots).toMatchObject({ roots: [{ path: folder, posters: 2, files: 2, state: 'ok' }] })
    const [first] = await items()
    await run('label', String(first?.id), '--yes', 'War')
    expect((await run('folders', 'remove', folder, '--keep')).json()).toEqual({ roots: [] })
    expect((await items()).map((item) => [item.missing, item.verdicts])).toContainEqual([
      true,
      { War: 'yes' },
    ])
    const all = await run('scan')
    expect(all).toMatchObject({ code: 0 })
    expect(all.json()).toMatchObject({ found: 0 })
    expect((await run('scan', folder)).code).toBe(0)
    expect((await items()).map((item) => item.verdicts)).toContainEqual({ War: 'yes' })
    // Commands run in it.
    expect((await run('folders', 'remove', '.', '--forget')).json()).toEqual({ roots: [] })
    expect(await items()).toEqual([])
    const unknown = await run('folders', 'remove', folder, '--keep')
    expect(unknown.code).toBe(1)
    expect(unknown.json()).toMatchObject({ error: { code: 'folder/unknown' } })
  })
})

describe('NFO files on the command line', () => {
  it('are shown as they would be, then written, and those that cannot be end with 3', async () => {
    const { dataFolder, folder, names, run, items } = await scannedLibrary(2)
    const files = names.map((name) => join(folder, name.replace('.jpg', '.nfo')))
    for (const file of files) writeOld(file, '<movie><genre>Drama</genre></movie>')
    await run('scan')
    for (const { id } of await items()) await run('label', String(id), '--yes', 'War', '--no', 'Drama')
    writeOld(files[1] ?? '', '<movie><genre>Drama</genre><genre>Crime</genre></movie>')
    const refused = [{ path: files[1], code: 'nfo/changed', message: expect.any(String) as string }]

    const shown = await run('labels', 'write-nfo', '--dry-run')
    expect(shown.code).toBe(3)
    const lines = [
      { mark: 'gone', element: 'genre', text: 'Drama' },
      { mark: 'new', element: 'genre', text: 'War' },
    ]
    const copiesFolder = join(dataFolder, 'nfo-copies')
    expect(shown.json()).toEqual({ files: 2, changes: [{ path: files[0], lines }], refused, copiesFolder })
    const inWords = await onesheet(['labels', 'write-nfo', '--dry-run'], { dataFolder })
    expect(inWords.stdout).toContain(`${files[0] ?? ''}\n- <genre>Drama</genre>\n+ <genre>War</genre>\n`)

    const written = await run('labels', 'write-nfo')
    expect(written.code).toBe(3)
    expect(keysOf(written.json())).toEqual(['copiesFolder', 'refused', 'written'])
    expect(written.json()).toMatchObject({ written: 1, refused })
    expect(readFileSync(files[0] ?? '', 'utf8')).toBe('<movie><genre>War</genre></movie>')
    await run('scan')
    expect((await run('labels', 'write-nfo')).code).toBe(0)
  })
})
