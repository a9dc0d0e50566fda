import { cpSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import type { FileSystems } from '#engine/platform/file-systems.ts'
import type { ScanReport } from '#shared/contract/scan.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { canMount, removableDrive } from '../helpers/mounts.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** Scans, does something to the folder as soon as pictures are being read, and waits for the end. */
async function scanAnd(engine: Engine, folder: string, disturb: () => void): Promise<ScanReport> {
  let isDisturbed = false
  const forget = engine.on('job.changed', (job) => {
    if (isDisturbed || job.phase !== 'reading') return
    isDisturbed = true
    disturb()
  })
  const report = await scan(engine, [folder])
  forget()
  expect(isDisturbed).toBe(true)
  return report
}

/** What must be there whatever happens to the folder: posters, the verdict, thumbnails of what was read. */
async function expectNothingLost(engine: Engine, judged: string, count: number): Promise<void> {
  const items = await listAll(engine)
  expect(items).toHaveLength(count)
  expect(items.filter((item) => item.missing)).toEqual([])
  const poster = await posterAt(engine, judged)
  expect(poster.verdicts).toEqual({ War: 'yes' })
  expect(await engine.picture('thumb', poster.id)).not.toBeNull()
}

async function judgedLibrary(folder: string): Promise<{ engine: Engine; judged: string }> {
  const [judged = ''] = await drawPosters(folder, 12)
  const engine = await testEngine()
  await scan(engine, [folder])
  const { id } = await posterAt(engine, judged)
  await engine.call('labels.set', { posterId: id, genre: 'War', verdict: 'yes' })
  await drawPosters(folder, 150, 101)
  return { engine, judged }
}

describe('a folder that goes while it is scanned (17, 68)', () => {
  it('renamed: is offline, nothing is missing, and all is back under its name', async () => {
    const folder = join(temporaryFolder(), 'posters')
    const { engine, judged } = await judgedLibrary(folder)
    const report = await scanAnd(engine, folder, () => renameSync(folder, `${folder} elsewhere`))
    expect(report).toMatchObject({ missing: 0, roots: [{ state: 'offline' }] })
    await expectNothingLost(engine, judged, 162)
    renameSync(`${folder} elsewhere`, folder)
    expect(await scan(engine, [folder])).toMatchObject({
      missing: 0,
      quarantined: [],
      roots: [{ state: 'ok' }],
    })
    await expectNothingLost(engine, judged, 162)
    const pictures = (await listAll(engine)).map(({ id }) => engine.picture('thumb', id))
    expect((await Promise.all(pictures)).filter((picture) => picture === null)).toEqual([])
  })

  it('emptied: is frozen, nothing is missing, and all is back when the files are', async () => {
    const [folder, aside] = [temporaryFolder(), temporaryFolder()]
    const { engine, judged } = await judgedLibrary(folder)
    cpSync(folder, aside, { recursive: true, preserveTimestamps: true })
    const empty = () => {
      for (const name of readdirSync(folder)) rmSync(join(folder, name))
    }
    const report = await scanAnd(engine, folder, empty)
    expect(report).toMatchObject({ missing: 0, roots: [{ state: 'frozen' }] })
    await expectNothingLost(engine, judged, 162)
    // The next look finds it empty from the start.
    expect(await scan(engine, [])).toMatchObject({ missing: 0, roots: [{ state: 'frozen' }] })
    await expectNothingLost(engine, judged, 162)
    // Whoever says that they are gone is believed; the verdict stays, and all is back with the files.
    expect(await scan(engine, [], { acceptMissing: true })).toMatchObject({
      missing: 162,
      roots: [{ state: 'ok' }],
    })
    expect(await posterAt(engine, judged)).toMatchObject({ missing: true, verdicts: { War: 'yes' } })
    cpSync(aside, folder, { recursive: true, preserveTimestamps: true })
    expect(await scan(engine, [])).toMatchObject({ found: 162, missing: 0, roots: [{ state: 'ok' }] })
    await expectNothingLost(engine, judged, 162)
  })

  it.skipIf(!canMount)(
    'unmounted: is offline, nothing is missing, and all is back with the drive',
    async () => {
      const drive = removableDrive()
      const { engine, judged } = await judgedLibrary(drive.path)
      const report = await scanAnd(engine, drive.path, drive.unplug)
      expect(report).toMatchObject({ missing: 0, roots: [{ state: 'offline' }] })
      await expectNothingLost(engine, judged, 162)
      // Its mount point is an empty folder now.
      expect(await scan(engine, [])).toMatchObject({ missing: 0, roots: [{ state: 'frozen' }] })
      await expectNothingLost(engine, judged, 162)
      drive.plugIn()
      expect(await scan(engine, [])).toMatchObject({ found: 162, missing: 0, roots: [{ state: 'ok' }] })
      await expectNothingLost(engine, judged, 162)
    },
  )

  it('loses a few files: those are missing, the rest is read', async () => {
    const folder = temporaryFolder()
    const { engine, judged } = await judgedLibrary(folder)
    const late = readdirSync(folder).sort().slice(-3)
    const report = await scanAnd(engine, folder, () => {
      for (const name of late) rmSync(join(folder, name))
    })
    expect(report).toMatchObject({ missing: 3, roots: [{ state: 'ok' }] })
    const items = await listAll(engine)
    expect(items.filter((item) => item.missing)).toHaveLength(3)
    expect((await posterAt(engine, judged)).verdicts).toEqual({ War: 'yes' })
  })
})

describe('a drive (17)', () => {
  /** What the system says of drives; where they are mounted changes as a test says. */
  function drives(mounts: Record<string, string>): FileSystems & { mounts: Record<string, string> } {
    const system = {
      mounts,
      typeOf: () => null,
      volumeOf: async (path: string) => {
        const [id, mount] = Object.entries(system.mounts).find(([, at]) => path.startsWith(`${at}/`)) ?? []
        return id === undefined || mount === undefined ? null : { id, inside: path.slice(mount.length + 1) }
      },
      mountOf: async (id: string) => system.mounts[id] ?? null,
    }
    return system
  }

  it('that is connected at another place is named, and relocating finds everything there', async () => {
    const base = temporaryFolder()
    const [old, now] = [join(base, 'usb0'), join(base, 'usb1')]
    const names = await drawPosters(join(old, 'posters'), 12)
    const fileSystems = drives({ 'uuid:A': old })
    const engine = await testEngine({ fileSystems })
    await scan(engine, [join(old, 'posters')])
    renameSync(old, now)
    fileSystems.mounts['uuid:A'] = now
    const { roots } = await scan(engine, [])
    expect(roots).toMatchObject([{ state: 'offline' }])
    expect(roots[0]?.reason).toContain(join(now, 'posters'))
    const from = join(old, 'posters')
    const to = join(now, 'posters')
    expect(await engine.call('folders.relocate', { from, to })).toEqual({ matched: 12, unmatched: 0 })
    expect(await scan(engine, [])).toMatchObject({ found: 12, unchanged: 12, missing: 0 })
    expect((await posterAt(engine, names[0] ?? '')).files[0]?.path).toBe(join(to, names[0] ?? ''))
  })

  it('other than the known one at its place freezes the folder, however little is gone', async () => {
    const base = temporaryFolder()
    const mount = join(base, 'usb0')
    const names = await drawPosters(join(mount, 'posters'), 20)
    const fileSystems = drives({ 'uuid:A': mount })
    const engine = await testEngine({ fileSystems })
    await scan(engine, [join(mount, 'posters')])
    fileSystems.mounts = { 'uuid:B': mount }
    rmSync(join(mount, 'posters', names[0] ?? ''))
    expect(await scan(engine, [])).toMatchObject({ missing: 0, roots: [{ state: 'frozen' }] })
    expect(await scan(engine, [], { acceptMissing: true })).toMatchObject({
      missing: 1,
      roots: [{ state: 'ok' }],
    })
    // From now on this is its drive.
    rmSync(join(mount, 'posters', names[1] ?? ''))
    expect(await scan(engine, [])).toMatchObject({ missing: 2, roots: [{ state: 'ok' }] })
  })

  it('other than the known one that has everything is taken as it is: a larger one', async () => {
    const base = temporaryFolder()
    const mount = join(base, 'usb0')
    await drawPosters(join(mount, 'posters'), 5)
    const fileSystems = drives({ 'uuid:A': mount })
    const engine = await testEngine({ fileSystems })
    await scan(engine, [join(mount, 'posters')])
    fileSystems.mounts = { 'uuid:B': mount }
    expect(await scan(engine, [])).toMatchObject({ unchanged: 5, roots: [{ state: 'ok' }] })
  })
})

describe('a file replaced in place (16)', () => {
  it('keeps poster and verdicts, is predicted again and flagged', async () => {
    const folder = temporaryFolder()
    const [name = ''] = await drawPosters(folder, 2)
    const engine = await testEngine()
    await scan(engine, [folder])
    const before = await posterAt(engine, name)
    const thumbnail = await engine.picture('thumb', before.id)
    await engine.call('labels.set', { posterId: before.id, genre: 'War', verdict: 'yes' })
    writeOld(join(folder, name), await posterBytes(77), new Date('2021-01-01T00:00:00Z'))
    expect(await scan(engine, [])).toMatchObject({ changed: 1, unchanged: 1, predicted: 1 })
    const after = await posterAt(engine, name)
    expect(after).toMatchObject({ id: before.id, verdicts: { War: 'yes' } })
    expect(after.flags).toContain('replaced')
    const thumbnailNow = await engine.picture('thumb', before.id)
    expect(thumbnailNow?.bytes.length).toBeGreaterThan(0)
    expect(thumbnailNow?.etag).not.toBe(thumbnail?.etag)
    expect(after.genres.map((genre) => genre.probability)).not.toEqual(
      before.genres.map((genre) => genre.probability),
    )
  })
})

describe('links (8)', () => {
  it('that lead in circles end the walk, not the scan', async () => {
    const folder = temporaryFolder()
    await drawPosters(join(folder, 'a'), 2)
    symlinkSync(folder, join(folder, 'a', 'again'))
    symlinkSync(join(folder, 'a'), join(folder, 'b'))
    const engine = await testEngine()
    expect(await scan(engine, [folder])).toMatchObject({ found: 2, added: 2, quarantined: [] })
  })
})
