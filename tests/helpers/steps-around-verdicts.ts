import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { restoreCatalog } from '#engine/app/restore.ts'
import { scan } from './engine.ts'
import { posterBytes, writeOld } from './pictures.ts'
import type { Step } from './verdicts-world.ts'

const NFO_GENRES = ['Horror', 'Comedy', 'Science Fiction', 'Krimi', 'no such genre']

/** What happens around a person's verdicts: to the files, the catalog and the model. None may change one. */
export const STEPS_AROUND: Record<string, Step> = {
  add: (world) => world.add(),
  scan: async (world) => scan(await world.open(), [world.root]),
  'scan, accepting': async (world) => scan(await world.open(), [world.root], { acceptMissing: true }),
  move: async (world) => {
    const found = world.some(true)
    if (found === null || found.file.now === null) return
    const to = join(
      world.root,
      world.pick(['', 'moved', 'b/c']),
      `Other ${Math.floor(world.random() * 1e6)}.jpg`,
    )
    mkdirSync(join(to, '..'), { recursive: true })
    renameSync(found.file.now, to)
    Object.assign(found.file, { now: to, last: to })
  },
  'take away': async (world) => {
    const found = world.some(true)
    if (found === null || found.file.now === null) return
    rmSync(found.file.now)
    found.file.now = null
  },
  'bring back': async (world) => {
    const found = world.some(false)
    if (found === null) return
    writeOld(found.file.last, await posterBytes(found.serial))
    found.file.now = found.file.last
  },
  'replace in place': async (world) => {
    const found = world.some(true)
    if (found === null || found.file.now === null) return
    const time = new Date(Date.UTC(2021, 0, 1) + Math.floor(world.random() * 1e9))
    writeOld(found.file.now, await posterBytes(1_000 + Math.floor(world.random() * 200)), time)
    world.files.delete(found.serial)
  },
  'change an NFO': async (world) => {
    const found = world.some(true)
    if (found === null || found.file.now === null) return
    const nfo = found.file.now.replace(/\.jpg$/, '.nfo')
    if (existsSync(nfo) && world.random() < 0.5) {
      rmSync(nfo)
      return
    }
    const genres = NFO_GENRES.filter(() => world.random() < 0.5).map((genre) => `<genre>${genre}</genre>`)
    writeFileSync(
      nfo,
      `<movie><title>Named ${found.serial}</title><year>1999</year>${genres.join('')}</movie>`,
    )
  },
  'folder away and back': async (world) => {
    renameSync(world.root, `${world.root} away`)
    const engine = await world.open()
    if ((await engine.call('folders.list', {})).roots.length > 0) await scan(engine, [])
    world.check()
    renameSync(`${world.root} away`, world.root)
  },
  'take the folder out': async (world) => {
    const engine = await world.open()
    const { roots } = await engine.call('folders.list', {})
    if (roots.length > 0) await engine.call('folders.remove', { path: world.root, mode: 'keep' })
  },
  'close and open': (world) => world.close(),
  'lose the cache': async (world) => {
    await world.close()
    rmSync(join(world.data, 'cache.db'), { force: true })
  },
  'switch the model': async (world) => {
    await world.close()
    world.switchModel()
  },
  teach: async (world) => {
    const engine = await world.open()
    const { id } = await engine.call('teach.start', {})
    expect(await engine.call('jobs.wait', { id })).toMatchObject({ state: 'done' })
  },
  'use another version': async (world) => {
    const engine = await world.open()
    const { models } = await engine.call('models.list', {})
    const { id } = await engine.call('models.use', { model: world.pick(models).id })
    expect(await engine.call('jobs.wait', { id })).toMatchObject({ state: 'done' })
  },
  'back up': async (world) => {
    const file = join(world.data, `copy-${world.backups.length}.db`)
    await (await world.open()).call('backup.create', { file })
    world.backups.push({ file, reference: structuredClone(world.reference) })
  },
  restore: async (world) => {
    if (world.backups.length === 0) return
    const { file, reference } = world.pick(world.backups)
    await world.close()
    await restoreCatalog(world.path, file, Date.now())
    world.reference = structuredClone(reference)
  },
}
