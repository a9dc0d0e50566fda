import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { NOTES_KEPT } from './film.ts'
import { RowNotes } from './notes.ts'
import { readTable } from './table.ts'

function read(content: string | Uint8Array, limits?: { rows: number; badQuotes: number }) {
  const path = join(temporaryFolder(), 'table.csv')
  writeFileSync(path, content)
  const notes = new RowNotes()
  const { columns, rows } = readTable(path, notes, limits)
  return { columns: [...columns.keys()], rows: rows.map(({ line, fields }) => [line, ...fields]), notes }
}

/** UTF-16, little end first. */
function wide(text: string): Buffer {
  return Buffer.from(text, 'utf16le')
}

describe('readTable', () => {
  it.each([
    ['Unix', '\n'],
    ['Windows', '\r\n'],
    ['old Mac', '\r'],
  ])('reads %s line ends, blank lines and breaks in quotes, and says the right line', (_, end) => {
    const text = ['a,B ', '1,2', '', `"x${end}y",3`, '4,5'].join(end)
    expect(read(text)).toMatchObject({
      columns: ['a', 'b'],
      rows: [
        [2, '1', '2'],
        [4, `x${end}y`, '3'],
        [6, '4', '5'],
      ],
      notes: { noted: {} },
    })
  })

  it.each([
    ['a byte order mark', `\ufefffile,title\n1.jpg,Été\n`],
    ['UTF-16', wide('\ufefffile,title\n1.jpg,Été\n')],
    ['UTF-16 without a mark', wide('file,title\n1.jpg,Été\n')],
    ['UTF-16, big end first', wide('\ufefffile,title\n1.jpg,Été\n').swap16()],
    ['Windows-1252', Buffer.from('file,title\n1.jpg,Été\n', 'latin1')],
    ['semicolons', 'file;title\n1.jpg;Été\n'],
    ['tabs', 'file\ttitle\n1.jpg\tÉté\n'],
  ])('reads %s', (_, content) => {
    expect(read(content)).toMatchObject({ columns: ['file', 'title'], rows: [[2, '1.jpg', 'Été']] })
  })

  it('reads a line that is not UTF-8 as Windows-1252, and the others as what they are', () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\n1,Été\n2,'),
      Buffer.from('Été\n', 'latin1'),
      Buffer.from('3,東京\n'),
    ])
    expect(read(bytes)).toMatchObject({
      rows: [
        [2, '1', 'Été'],
        [3, '2', 'Été'],
        [4, '3', '東京'],
      ],
      notes: { notes: [{ line: 3, reason: 'not-utf8' }], leftOut: {} },
    })
  })

  it('loses no more than its own line to a quote that is never closed', () => {
    expect(read('a,b,c\n1,"open,x\n2,y,z\n3,"q ""q""",z\n')).toMatchObject({
      rows: [
        [2, '1', '"open', 'x'],
        [3, '2', 'y', 'z'],
        [4, '3', 'q "q"', 'z'],
      ],
      notes: { noted: { 'stray-quote': 1 }, leftOut: {} },
    })
    expect(read('a,b\n1,"open,with,more\n2,y\n')).toMatchObject({
      rows: [[3, '2', 'y']],
      notes: { leftOut: { 'broken-row': 1 }, notes: [{ line: 2, reason: 'broken-row' }] },
    })
  })

  it('takes quotes inside a field for letters', () => {
    expect(read('a,b\n1,The 5" Gun\n2,"He" said\n3,"x"\n')).toMatchObject({
      rows: [
        [2, '1', 'The 5" Gun'],
        [3, '2', '"He" said'],
        [4, '3', 'x'],
      ],
      notes: { noted: { 'stray-quote': 2 } },
    })
  })

  it('reads on after a field without end', () => {
    const { rows, notes } = read(`a,b\n1,"${'x'.repeat(300_000)}\n2,${'y'.repeat(300_000)}\n3,"z"\n4,\0\n`)
    expect(rows).toEqual([
      [4, '3', 'z'],
      [5, '4', '\0'],
    ])
    expect(notes.leftOut).toEqual({ 'broken-row': 2 })
  })

  it('counts every note and keeps the first of them', () => {
    const { notes } = read(`a,b\n${'1,"x" y\n'.repeat(1000)}`)
    expect(notes.noted).toEqual({ 'stray-quote': 1000 })
    expect(notes.notes).toHaveLength(NOTES_KEPT)
  })

  it.each([
    ['too many rows', 'a\n1\n2\n3\n4\n5\n6\n'],
    ['too many rows with bad quotes', 'a,b\n1,"x"y\n2,"x"y\n3,"x"y\n'],
  ])('gives up on %s', (_, content) => {
    expect(() => read(content, { rows: 5, badQuotes: 2 })).toThrow(
      expect.objectContaining({ code: 'dataset/bad-table' }),
    )
  })

  it.each([
    ['nothing', ''],
    ['blank lines', '\n\r\n'],
  ])('refuses a file that holds %s', (_, content) => {
    expect(() => read(content)).toThrow(expect.objectContaining({ code: 'dataset/bad-table' }))
  })

  it('refuses what is no file', () => {
    expect(() => readTable(temporaryFolder(), new RowNotes())).toThrow(
      expect.objectContaining({ code: 'dataset/bad-table' }),
    )
  })
})
