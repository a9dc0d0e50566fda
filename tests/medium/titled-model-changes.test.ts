import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { posterAt, scan, testEngine } from '../helpers/engine.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { pictureModels, titledModels } from '../helpers/titled-models.ts'
import { asked, detail, FILES, predicted } from '../helpers/titled-shelf.ts'

describe('a model that changes', () => {
  it('begins to read titles, and stops again: each time the next scan predicts from what is stored', async () => {
    const [folder, catalogPath] = [temporaryFolder(), join(temporaryFolder(), 'catalog.db')]
    const file = join(folder, FILES.named)
    writeOld(file, await posterBytes(1))
    writeOld(join(folder, FILES.bare), await posterBytes(2))
    const models = { picture: pictureModels(), titled: titledModels() }
    const open = async (kind: keyof typeof models, files: number) => {
      const engine = await openEngine({ catalogPath, modelsFolder: models[kind] })
      const report = await scan(engine, [folder])
      const { id } = await posterAt(engine, FILES.named)
      const [now, { titled, titleSilent }] = [await predicted(engine, id), await detail(engine, id)]
      const title = kind === 'titled' ? 'Horror Night' : null
      expect(now).toEqual(await asked(engine, file, title, title === null ? null : 1981))
      expect([report.predicted, titled, titleSilent]).toEqual([files, kind === 'titled', null])
      await engine.close()
    }
    await open('picture', 2)
    await open('picture', 0)
    await open('titled', 1)
    await open('picture', 1)
  })

  it('asks the title of a poster too whose file is missing by then', async () => {
    const [folder, catalogPath] = [temporaryFolder(), join(temporaryFolder(), 'catalog.db')]
    writeOld(join(folder, FILES.named), await posterBytes(1))
    writeOld(join(folder, FILES.bare), await posterBytes(2))
    const before = await openEngine({ catalogPath, modelsFolder: pictureModels() })
    await scan(before, [folder])
    await before.close()
    rmSync(join(folder, FILES.named))
    const engine = await testEngine({ catalogPath, modelsFolder: titledModels() })
    expect(await scan(engine, [folder])).toMatchObject({ missing: 1, predicted: 1 })
    const { id, missing } = await posterAt(engine, FILES.named)
    expect([missing, (await detail(engine, id)).titled]).toEqual([true, true])
  })

  /** A catalog whose titles were read, opened again when a person has done something to the model's files. */
  async function openedAgain(options: { spoil?: (modelFolder: string) => void; safeMode?: boolean }) {
    const [folder, catalogPath] = [temporaryFolder(), join(temporaryFolder(), 'catalog.db')]
    const modelsFolder = titledModels()
    writeOld(join(folder, FILES.named), await posterBytes(1))
    const before = await openEngine({ catalogPath, modelsFolder })
    await scan(before, [folder])
    await before.close()
    options.spoil?.(join(modelsFolder, BUNDLED))
    const logged: string[] = []
    const log = (_: object, message: string) => void logged.push(message)
    const engine = await testEngine({
      catalogPath,
      modelsFolder,
      safeMode: options.safeMode === true,
      log: { info: () => undefined, warn: log, error: log },
    })
    return { engine, modelsFolder, logged, ...(await posterAt(engine, FILES.named)) }
  }

  it('and cannot be read any more lets an edit stand; it is read once, and that is logged once', async () => {
    const title = { bytes: Buffer.alloc(0) }
    const { engine, id, modelsFolder, logged } = await openedAgain({
      spoil: (modelFolder) => {
        title.bytes = readFileSync(join(modelFolder, 'title.bin'))
        writeFileSync(join(modelFolder, 'title.bin'), 'spoilt')
      },
    })
    await engine.call('poster.edit', { id, title: 'Western Sky' })
    const edited = { title: 'Western Sky', titled: true, titleSilent: null }
    expect(await detail(engine, id)).toMatchObject(edited)
    expect(logged).toEqual(['model cannot be read'])
    // Whole again, it is there after the next start: until then nothing is read anew.
    writeFileSync(join(modelsFolder, BUNDLED, 'title.bin'), title.bytes)
    expect(await detail(engine, id)).toMatchObject(edited)
    await expect(engine.call('poster.why', { posterId: id, genre: 'Horror' })).rejects.toMatchObject({
      code: 'model/damaged',
    })
    expect((await scan(engine, [])).warnings).toMatchObject([{ code: 'model/damaged' }])
    expect(logged).toEqual(['model cannot be read'])
  })

  it('and is not loaded in safe mode leaves an edited title to the next scan', async () => {
    const { engine, id } = await openedAgain({ safeMode: true })
    const before = await predicted(engine, id)
    await engine.call('poster.edit', { id, title: 'Western Sky' })
    expect(await predicted(engine, id)).toEqual(before)
  })
})
