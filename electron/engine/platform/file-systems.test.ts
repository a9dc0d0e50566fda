import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMounts, systemFileSystems } from './file-systems.ts'

const TABLE = [
  '22 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard',
  '41 22 8:17 / /media/My\\040Films rw,relatime shared:1 - vfat /dev/sdb1 rw',
  '42 41 8:33 /films /media/My\\040Films/more rw,relatime - ext4 /dev/sdc1 rw',
  '43 22 0:50 / /srv/posters rw - nfs4 nas.local:/export/posters rw,vers=4.2',
  '44 22 0:51 / /tmp rw - tmpfs none rw',
  '',
].join('\n')

describe('what is mounted', () => {
  const uuids = new Map([
    ['/dev/vda', 'aaaa'],
    ['/dev/sdb1', '1234-ABCD'],
    ['/dev/sdc1', 'cccc'],
  ])

  it('is known by the drive, or by a share’s server and name; what has no identity has none', () => {
    const byPath = new Map(readMounts(TABLE, uuids).map(({ path, volumeId }) => [path, volumeId]))
    expect(Object.fromEntries(byPath)).toEqual({
      '/': 'uuid:aaaa',
      '/media/My Films': 'uuid:1234-ABCD',
      '/media/My Films/more': 'uuid:cccc/films',
      '/srv/posters': 'nfs4:nas.local:/export/posters',
      '/tmp': null,
    })
  })

  it('stands in an order in which the innermost comes last', () => {
    const paths = readMounts(TABLE, uuids).map(({ path }) => path)
    expect(paths.indexOf('/media/My Films/more')).toBeGreaterThan(paths.indexOf('/media/My Films'))
    expect(paths[0]).toBe('/')
  })
})

describe('this system', () => {
  it('tells types and drives of folders that are there, and nothing of others', async () => {
    const type = systemFileSystems.typeOf(tmpdir())
    expect(process.platform === 'win32' ? type : typeof type).toBe(
      process.platform === 'win32' ? null : 'number',
    )
    expect(await systemFileSystems.volumeOf(join(tmpdir(), 'no such folder at all'))).toBeNull()
    expect(await systemFileSystems.mountOf('uuid:no-such-drive')).toBeNull()
  })
})
