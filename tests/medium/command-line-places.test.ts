import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { PredictReport } from '#shared/contract/models.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { onesheet, scannedLibrary, startOnesheet } from '../helpers/onesheet.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { folderFilms, trainingFolder } from '../helpers/training-folder.ts'

/** What everyone mistypes one day: files and folders that are not there, and places that cannot be used. */
describe('a place where nothing can be written', () => {
  it.each([
    ['labels export', ['labels', 'export'], []],
    ['backup', ['backup'], []],
    ['doctor --save', ['doctor', '--save'], []],
    ['models export', ['models', 'export', BUNDLED], ['--force']],
  ])('is refused by name, and nothing is left there: %s', async (_, command, force) => {
    const { dataFolder, run } = await scannedLibrary(1)
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'folder'))
    writeFileSync(join(folder, 'file'), '')
    const refused = force.length > 0 ? ['file/x', 'folder'] : ['no/x', 'file/x']
    for (const place of refused) {
      const file = join(folder, place)
      const outcome = await run(...command, file, ...force)
      expect(outcome.code).toBe(1)
      const code = place === 'file/x' || place === 'folder' ? 'file/not-writable' : expect.any(String)
      expect(outcome.json()).toMatchObject({ error: { code } })
      expect(outcome.stderr).toBe('')
      const inWords = await onesheet([...command, file, ...force], { dataFolder })
      expect(inWords.stderr).toMatch(/^[^\n]+\.\n$/)
    }
    expect(readdirSync(folder)).toEqual(['file', 'folder'])
    expect(readdirSync(join(folder, 'folder'))).toEqual([])
  })

  it('is refused where a folder has the name of the export', async () => {
    const { run } = await scannedLibrary(1)
    const outcome = await run('labels', 'export', temporaryFolder(), '--force')
    expect(outcome.json()).toMatchObject({ error: { code: 'file/not-writable' } })
  })
})

describe('a file that is not there', () => {
  it('is told as such, and no bad list of verdicts', async () => {
    const { run } = await scannedLibrary(1)
    for (const file of [join(temporaryFolder(), 'no.csv'), temporaryFolder()]) {
      const outcome = await run('labels', 'import', file)
      expect(outcome.code).toBe(1)
      expect(outcome.json()).toMatchObject({ error: { code: 'file/not-found' } })
    }
  })

  it.skipIf(process.platform === 'win32')('is an item of a prediction, as what is no file', async () => {
    const folder = temporaryFolder()
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')])
    const outcome = await onesheet(['predict', 'no.jpg', '.', 'pipe.jpg', '--json'], { cwd: folder })
    expect(outcome.code).toBe(3)
    const { items } = outcome.json() as PredictReport
    expect(items.map(({ error }) => error?.code)).toEqual(Array(3).fill('file/not-found'))
  })
})

describe('very many files', () => {
  it('are predicted by one command', async () => {
    const folder = temporaryFolder()
    const [name = ''] = await drawPosters(folder, 1)
    const missing = Array.from({ length: 3_000 }, (_, index) => `${'long name '.repeat(4)}${index}.jpg`)
    const outcome = await onesheet(['predict', name, ...missing, '--json'], { cwd: folder })
    expect(outcome.code).toBe(3)
    const { items } = outcome.json() as PredictReport
    expect(items.filter(({ error }) => error === null)).toHaveLength(1)
    expect(items).toHaveLength(1 + missing.length)
  })
})

describe('a training stopped before its first checkpoint', () => {
  it('tells nobody to go on with it, and leaves a folder for the next', async () => {
    const dataset = await trainingFolder(folderFilms(40))
    const out = join(temporaryFolder(), 'model')
    const which = ['--arch', 'mobilenetv2', '--backend', 'wasm', '--batch', '4']
    const { child, ended } = startOnesheet(['train', '--dataset', dataset, '--out', out, ...which])
    await vi.waitFor(() => expect(existsSync(out)).toBe(true), { timeout: 20_000 })
    child.kill('SIGINT')
    const { code, stdout } = await ended
    expect([code, stdout]).toEqual([130, 'Stopped, before there was anything to go on from.\n'])
    expect(readdirSync(out)).toEqual([])
  })
})

describe('labels import', () => {
  it('names a file without the columns, an empty one too', async () => {
    const { run } = await scannedLibrary(1)
    const file = join(temporaryFolder(), 'empty.csv')
    for (const content of ['', 'garbage', '{}', 'a,b\n1,2\n']) {
      writeFileSync(file, content)
      for (const format of ['csv', 'json']) {
        const outcome = await run('labels', 'import', file, '--format', format)
        expect(outcome.json()).toMatchObject({
          error: { code: 'labels/bad-file', message: expect.stringContaining(file) as string },
        })
      }
    }
    writeFileSync(file, 'path,genre,verdict\n')
    expect((await run('labels', 'import', file)).json()).toEqual({ applied: 0, skipped: [] })
  })
})

describe('onesheet serve', () => {
  it('ends where the folder is not there, and gives no link', async () => {
    const outcome = await onesheet(['serve', join(temporaryFolder(), 'no'), '--json'])
    expect(outcome.code).toBe(1)
    expect(outcome.json()).toMatchObject({ error: { code: 'folder/not-found' } })
  })

  it('says so where the port is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const outcome = await onesheet(['serve', '--port', String(port), '--json'])
    server.close()
    expect(outcome.code).toBe(1)
    expect(outcome.json()).toMatchObject({ error: { code: 'web/port-taken' } })
    expect(outcome.stderr).toBe('')
  })
})
