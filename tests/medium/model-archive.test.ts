import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { exportModel } from '#engine/app/model-export.ts'
import type { CatalogModelTools } from '#engine/app/model-tools.ts'
import { openModelTools } from '#engine/app/model-tools.ts'
import { predictFiles } from '#engine/app/models.ts'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import { loadLayers } from '#engine/model/export/layer-files.ts'
import { writeModelFolder } from '#engine/model/export/model-folder.ts'
import { measureParity, MOST_DIFFERENCE } from '#engine/model/export/onnx-parity.ts'
import type { ModelManifest } from '#engine/model/manifest.ts'
import { sha256Hex } from '#engine/platform/hash.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { drawnModels } from '../helpers/drawn-world.ts'
import { listAll, scan } from '../helpers/engine.ts'
import { noisePictures } from '../helpers/learned-weights.ts'
import { canMount, smallDisk } from '../helpers/mounts.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { SMALL_INPUT, smallModel } from '../helpers/small-model.ts'
import { addTaughtVersion } from '../helpers/taught-version.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { pictureModels, titledModels } from '../helpers/titled-models.ts'

/** A catalog with a version that was taught, and the models with it. */
async function taughtCatalog(modelsFolder: string): Promise<{ path: string; version: string }> {
  const path = join(temporaryFolder(), 'catalog.db')
  await (await openEngine({ catalogPath: path, modelsFolder })).close()
  const { registry } = openModelTools(modelsFolder)
  return { path, version: addTaughtVersion(path, registry.load(registry.current().id), 0.7) }
}

/** Exports a model, unpacks it elsewhere and says where its folder is. */
async function unpacked(tools: CatalogModelTools, model: string): Promise<string> {
  const file = join(temporaryFolder(), 'model.zip')
  await exportModel(tools, { model, file, force: false })
  const into = temporaryFolder()
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(file)))) {
    mkdirSync(dirname(join(into, name)), { recursive: true })
    writeFileSync(join(into, name), bytes)
  }
  return join(into, model)
}

/** Names of all files below a folder. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort()
}

const manifestIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as ModelManifest

describe('a taught version in an archive', () => {
  it('predicts as the catalog does, and says at the same levels', async () => {
    const modelsFolder = pictureModels()
    const posters = temporaryFolder()
    const names = await drawPosters(posters, 3)
    const { path, version } = await taughtCatalog(modelsFolder)
    const engine = await openEngine({ catalogPath: path, modelsFolder })
    await scan(engine, [posters])
    const { id } = await engine.call('models.use', { model: version })
    await engine.call('jobs.wait', { id })
    const known = await listAll(engine)
    await engine.close()

    const tools = openModelTools(modelsFolder, path)
    const elsewhere = { ...openModelTools(), providers: tools.providers }
    const files = known.map((item) => item.files[0]?.path ?? '')
    const model = await unpacked(tools, version)
    const params = { files, model, title: null, year: null }
    const { items, model: used } = await predictFiles(elsewhere, params, new AbortController().signal)
    expect(used).toBe(version)
    for (const [at, { genres }] of items.entries()) {
      const inCatalog = known[at]?.genres ?? []
      expect(genres.map(({ name, level }) => [name, level])).toEqual(
        inCatalog.map(({ name, level }) => [name, level]),
      )
      genres.forEach(({ probability }, place) => {
        expect(Math.abs(probability - (inCatalog[place]?.probability ?? NaN))).toBeLessThanOrEqual(1e-4)
      })
    }
    for (const file of filesBelow(model)) {
      const bytes = readFileSync(join(model, file))
      for (const told of [...names, posters, ...known.map(({ title }) => title ?? posters)]) {
        expect(bytes.includes(told), `${told} in ${file}`).toBe(false)
      }
    }
  })

  it('has layers that say the same as its network', async () => {
    await startBackend('wasm')
    const modelsFolder = temporaryFolder()
    await writeModelFolder(smallModel(join(modelsFolder, 'mine-1')))
    writeFileSync(join(modelsFolder, 'manifest.json'), '{"current":"mine-1","models":["mine-1"]}')
    const { path, version } = await taughtCatalog(modelsFolder)
    const folder = await unpacked(openModelTools(modelsFolder, path), version)
    const pictures = noisePictures(4, SMALL_INPUT)
    const taught = loadLayers(join(folder, 'layers'))
    const parity = await measureParity(taught, readFileSync(join(folder, 'model.onnx')), pictures)
    expect(parity.probabilities).toBeLessThanOrEqual(MOST_DIFFERENCE)
    const bundled = loadLayers(join(modelsFolder, 'mine-1', 'layers'))
    const apart = await measureParity(bundled, readFileSync(join(folder, 'model.onnx')), pictures)
    expect(apart.probabilities).toBeGreaterThan(0.05)
  })

  it('reads titles where its trunk’s model does, and brings no films for teaching', async () => {
    const modelsFolder = titledModels()
    const { path, version } = await taughtCatalog(modelsFolder)
    const tools = openModelTools(modelsFolder, path)
    const folder = await unpacked(tools, version)
    expect(tools.registry.load(folder).title).not.toBeNull()
    const { titleModel, files } = manifestIn(folder)
    expect(titleModel).toEqual(tools.registry.manifestOf(BUNDLED).titleModel)
    expect(Object.keys(files).sort()).toEqual(['head', 'trunk'])
  })

  it('has a card of its own before its trunk’s, and checksums of all files', async () => {
    const modelsFolder = pictureModels()
    const { path, version } = await taughtCatalog(modelsFolder)
    const tools = openModelTools(modelsFolder, path)
    const folder = await unpacked(tools, version)
    const card = readFileSync(join(folder, 'CARD.md'), 'utf8')
    expect(card).toContain(`taught: ${version}`)
    expect(card).toContain('**Taught** on 1970-01-01 from 1 verdict of one collection')
    expect(card).toContain(`**Parent**: *${BUNDLED}*`)
    expect(card).toContain('No title, id, path or picture')
    const own = readFileSync(join(modelsFolder, BUNDLED, 'CARD.md'), 'utf8')
    expect(card.endsWith(own)).toBe(true)
    expect(manifestIn(folder)).toMatchObject({ id: version, parent: BUNDLED, measures: {} })
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n')
    const names = sums.map((line) => {
      const [sum, name = ''] = line.split('  ')
      expect(sha256Hex(readFileSync(join(folder, name)))).toBe(sum)
      return name
    })
    expect([...names, 'SHA256SUMS'].sort()).toEqual(filesBelow(folder))
    for (const name of ['CARD.md', 'NOTICE', 'labels.txt', 'model.json', 'model.onnx', 'head.bin']) {
      expect(names).toContain(name)
    }
  })
})

describe('an archive', () => {
  it('of a model that came with Onesheet has its files as they are, and is the same every time', async () => {
    const modelsFolder = drawnModels()
    const tools = openModelTools(modelsFolder)
    const folder = await unpacked(tools, BUNDLED)
    const own = join(modelsFolder, BUNDLED)
    for (const name of filesBelow(own).filter((each) => !each.startsWith('report.'))) {
      expect(readFileSync(join(folder, name)).equals(readFileSync(join(own, name))), name).toBe(true)
    }
    expect(tools.registry.replay(folder)?.judging.embeddings).toHaveLength(600)
    const [first, second] = [join(temporaryFolder(), 'a.zip'), join(temporaryFolder(), 'b.zip')]
    const export1 = await exportModel(tools, { model: BUNDLED, file: first, force: false })
    expect(await exportModel(tools, { model: BUNDLED, file: second, force: false })).toEqual(export1)
    expect(sha256Hex(readFileSync(first))).toBe(export1.sha256)
  })

  it('is written over no file unless that is said, and not at all for want of a model, a folder or room', async () => {
    const tools = openModelTools()
    const folder = temporaryFolder()
    const file = join(folder, 'model.zip')
    writeFileSync(file, 'mine')
    const attempt = (changes: Partial<Parameters<typeof exportModel>[1]>) =>
      exportModel(tools, { model: BUNDLED, file, force: false, ...changes })
    await expect(attempt({})).rejects.toMatchObject({ code: 'backup/exists' })
    await expect(attempt({ model: `${BUNDLED}.9` })).rejects.toMatchObject({ code: 'model/unknown' })
    await expect(attempt({ file: join(folder, 'no', 'model.zip') })).rejects.toMatchObject({
      code: 'folder/not-found',
    })
    expect(readFileSync(file, 'utf8')).toBe('mine')
    await attempt({ force: true })
    expect(readFileSync(file).length).toBeGreaterThan(1_000_000)
    expect(readdirSync(folder)).toEqual(['model.zip'])
  })

  it.skipIf(!canMount)('leaves nothing behind on a full disk', async () => {
    const { path } = smallDisk(1_000)
    const file = join(path, 'model.zip')
    await expect(exportModel(openModelTools(), { model: BUNDLED, file, force: false })).rejects.toMatchObject(
      { code: 'catalog/disk-full' },
    )
    expect(readdirSync(path)).toEqual([])
  })
})
