import { describe, expect, it } from 'vitest'
import { parsePosterAddress } from '../../electron/main/poster-address.ts'
import { CLIMBING_ADDRESSES } from '../helpers/climbing-addresses.ts'

/*
 * A page in the window, or a title that became part of one, asks the desktop for `poster://…` of its own making. The
 * same table is tried on the web host in tests/security/requests.test.ts.
 */
describe('poster: addresses', () => {
  it('lead to a picture by its id, under a key or not', () => {
    expect(parsePosterAddress('poster://thumb/12')).toEqual({ size: 'thumb', posterId: 12, key: null })
    expect(parsePosterAddress('poster://picture/7?k=ab-1')).toEqual({
      size: 'picture',
      posterId: 7,
      key: 'ab-1',
    })
  })

  it.each(CLIMBING_ADDRESSES)('%s is refused in every place', (address) => {
    const places = [
      `poster:/${address}`,
      `poster://thumb${address}`,
      `poster://thumb/1${address}`,
      `poster:${address}`,
    ]
    for (const place of places) expect([place, parsePosterAddress(place)]).toEqual([place, null])
  })

  it.each([
    'poster://thumb/0',
    'poster://thumb/01',
    'poster://thumb/-1',
    'poster://thumb/1e3',
    'poster://thumb/1/',
    'poster://thumb/1#x',
    'poster://thumb/1?k=',
    'poster://thumb/1?k=a&path=/etc/passwd',
    'poster://thumb/1\0',
    'poster://thumb/1\n',
    'poster://user@thumb/1',
    'poster://thumb:80/1',
    'POSTER://thumb/1',
    'file:///etc/passwd',
    'poster://Thumb/1',
    '',
  ])('%j is none', (url) => {
    expect(parsePosterAddress(url)).toBeNull()
  })
})
