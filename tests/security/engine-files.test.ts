import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { checkEngineFiles, listEngineFiles } from '../../electron/main/engine-files.ts'
import { createEngineLink } from '../../electron/main/engine-link.ts'
import { runEngine } from '../../electron/main/run-engine.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

async function packaged() {
  const resources = temporaryFolder()
  for (const folder of ['engine/parts', 'node', 'models'])
    mkdirSync(join(resources, folder), { recursive: true })
  const engine = join(resources, 'engine', 'engine-child.mjs')
  writeFileSync(engine, 'engine')
  writeFileSync(join(resources, 'engine', 'parts', 'a.mjs'), 'part')
  writeFileSync(join(resources, 'node', 'node'), 'node')
  const list = join(resources, 'engine-files.json')
  writeFileSync(list, JSON.stringify(await listEngineFiles(resources)))
  return { resources, engine, list, check: () => checkEngineFiles(list, resources) }
}

describe('the packaged engine', () => {
  it('is started when every file is as it was packaged', async () => {
    const { check, resources } = await packaged()
    writeFileSync(join(resources, 'models', 'other'), 'models have checksums of their own')
    expect(await check()).toBeNull()
  })

  it('is not when a file was changed, be it by one byte of the same length', async () => {
    const { check, engine } = await packaged()
    writeFileSync(engine, 'enginE')
    expect(await check()).toBe('changed')
  })

  it('nor when one grew, is missing, is more, or is a link', async () => {
    const grown = await packaged()
    appendFileSync(grown.engine, ' ')
    expect(await grown.check()).toBe('changed')
    const missing = await packaged()
    rmSync(missing.engine)
    expect(await missing.check()).toBe('missing')
    const more = await packaged()
    writeFileSync(join(more.resources, 'engine', 'parts', 'b.mjs'), '')
    expect(await more.check()).toBe('extra')
    const linked = await packaged()
    renameSync(linked.engine, join(linked.resources, 'elsewhere.mjs'))
    symlinkSync('../elsewhere.mjs', join(linked.resources, 'engine', 'link.mjs'))
    expect(await linked.check()).toBe('extra')
  })

  it('nor when the list itself is gone or is none', async () => {
    const { check, list } = await packaged()
    writeFileSync(list, '{')
    expect(await check()).toBe('no-list')
    rmSync(list)
    expect(await check()).toBe('no-list')
  })

  it('and then every call of the window is answered with the reason', async () => {
    let started = 0
    const engine = runEngine({
      link: createEngineLink(),
      check: () => Promise.resolve('changed'),
      spawn: () => {
        started += 1
        const [input, output, beats] = [new PassThrough(), new PassThrough(), new PassThrough()]
        return { input, output, beats, kill: () => undefined, onceExited: () => undefined }
      },
    })
    await expect.poll(() => engine.isThere()).toBe(true)
    await expect(engine.served.handle('app.info', {})).rejects.toMatchObject({ code: 'app/engine-changed' })
    expect(started).toBe(0)
    await engine.stop(10)
  })
})
