import { describe, expect, it } from 'vitest'
import type { Said } from '../../../../tests/helpers/patched-nfo.ts'
import { movie, NASTY, patch, patched } from '../../../../tests/helpers/patched-nfo.ts'

describe('a genre of the person’s own', () => {
  it.each([
    ['', { tagYes: ['Film noir'] }, '<tag>Film noir</tag>'],
    ['<genre>Drama</genre>', { tagYes: ['Film noir'] }, '<genre>Drama</genre><tag>Film noir</tag>'],
    [
      '<genre>Drama</genre><set><tag>x</tag></set>',
      { tagYes: ['Film noir'], yes: ['War'] },
      '<genre>Drama</genre><genre>War</genre><set><tag>x</tag></set><tag>Film noir</tag>',
    ],
    [
      '<genres><genre>War</genre></genres>',
      { tagYes: ['A'] },
      '<genres><genre>War</genre></genres><tag>A</tag>',
    ],
    [
      '<Tag>dark</Tag><year>1941</year>',
      { tagYes: ['Film noir', 'R&B <3'] },
      '<Tag>dark</Tag><Tag>Film noir</Tag><Tag>R&#38;B &#60;3</Tag><year>1941</year>',
    ],
    ['<tag>dark</tag><tag>FILM NOIR</tag>', { tagNo: ['Film noir'] }, '<tag>dark</tag>'],
    // The last element of all is the one that goes, and others come in its place.
    [
      '<tag>Film noir</tag>',
      { tagNo: ['Film noir'], tagYes: ['Christmas'], yes: ['War'] },
      '<genre>War</genre><tag>Christmas</tag>',
    ],
    [
      '<genre>Drama</genre>',
      { tagYes: ['Christmas'], no: ['Drama'], yes: ['War'] },
      '<genre>War</genre><tag>Christmas</tag>',
    ],
  ] as [string, Said, string][])('in %s with %j makes it %s', (inner, said, expected) => {
    expect(patched(movie(inner), said).toString()).toBe(movie(expected))
  })

  it.each([
    ['it has that tag, in any spelling', '<tag>fílm NOIR</tag>', { tagYes: ['Film noir'] }],
    ['it has that tag as text of its own', '<tag><![CDATA[Film noir]]></tag>', { tagYes: ['Film noir'] }],
    ['it calls that a genre', '<genre>Film noir / Drama</genre>', { tagYes: ['Film noir'] }],
    ['it has a tag that only begins so', '<tag>Film noirs</tag>', { tagNo: ['Film noir'] }],
    ['the tag is that of another element', '<set><tag>Film noir</tag></set>', { tagNo: ['Film noir'] }],
    ['nothing was said of any', '<tag>Film noir</tag>', {}],
  ] as [string, string, Said][])('leaves the file as it is where %s', (_, inner, said) => {
    expect(patch(movie(inner), said)).toEqual({ kind: 'same' })
  })

  it('changes no other byte, and shows the tags that go and come', () => {
    const file = [...NASTY]
    file.splice(
      9,
      0,
      '\t<tag>1940s</tag>\r\n',
      '\t<tag uniqueid="7">film noir</tag>\r\n',
      '\t<tag>B &amp; W</tag>\r\n',
    )
    const result = patch(file.join(''), { tagYes: ['Weihnachten'], tagNo: ['Film noir'] })
    if (result.kind !== 'patched') throw new Error(JSON.stringify(result))
    const expected = file.toSpliced(10, 2, '\t<tag>B &amp; W</tag>\r\n', '\t<tag>Weihnachten</tag>\r\n')
    expect(Buffer.from(result.bytes).toString()).toBe(expected.join(''))
    expect(result.lines.filter(({ element }) => element === 'tag')).toEqual([
      { mark: 'gone', element: 'tag', text: 'film noir' },
      { mark: 'new', element: 'tag', text: 'Weihnachten' },
    ])
  })

  it('is not written where a tag holds elements; genres are', () => {
    const file = movie('<tag>x<b/></tag><genre>Drama</genre>')
    expect(patch(file, { tagYes: ['Film noir'] })).toEqual({ kind: 'refused', code: 'nfo/no-place' })
    expect(patched(file, { yes: ['War'] }).toString()).toContain('<genre>War</genre>')
  })

  it.each<[string, (text: string) => Buffer]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['ISO-8859-1', (text) => Buffer.from(text, 'latin1')],
  ])('is written in the encoding of the file: %s', (encoding, write) => {
    const xml = (tags: string) =>
      `<?xml version="1.0" encoding="${encoding}"?>\n<movie>\n  <title>Amélie</title>${tags}\n</movie>`
    const said = { tagYes: ['Für Kinder'] }
    expect(patched(write(xml('')), said)).toEqual(write(xml('\n  <tag>Für Kinder</tag>')))
  })
})
