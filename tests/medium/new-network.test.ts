import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { modelsOfCopy, replaceTrunk } from '../helpers/copied-model.ts'
import { ended, verdictRows } from '../helpers/drawn-catalog.ts'
import { listAll, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { addTaughtVersion } from '../helpers/taught-version.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** A remark at the end of an ONNX file (ModelProto's `doc_string`): another file, which predicts the same. */
const REMARK = Uint8Array.of(0x32, 1, 0x78)

it('an update that brings another network predicts with it, keeps verdicts, and says why the taught version is not used', async () => {
  const before = modelsOfCopy((manifest, folder) => {
    replaceTrunk(manifest, folder, Buffer.concat([readFileSync(join(folder, 'model.onnx')), REMARK]))
  }, 'before')
  const posters = temporaryFolder()
  await drawPosters(posters, 3)
  const catalogPath = join(temporaryFolder(), 'catalog.db')
  const old = await openEngine({ catalogPath, modelsFolder: before })
  await scan(old, [posters])
  const [first] = await listAll(old)
  await old.call('labels.apply', {
    posterIds: [first?.id ?? 0],
    changes: [{ genre: 'Horror', verdict: 'yes' }],
  })
  await old.close()
  const version = addTaughtVersion(catalogPath, openRegistry(before).load('before'))
  const taught = await openEngine({ catalogPath, modelsFolder: before })
  await ended(taught, taught.call('models.use', { model: version }))
  await taught.close()
  const said = verdictRows(catalogPath)

  const engine = await testEngine({ catalogPath })
  expect(await engine.call('app.info', {})).toMatchObject({
    model: BUNDLED,
    troubles: [{ code: 'model/other-trunk' }],
  })
  expect(await scan(engine, [posters])).toMatchObject({ predicted: 3 })
  expect(verdictRows(catalogPath)).toEqual(said)
  await expect(engine.call('models.use', { model: version })).rejects.toMatchObject({
    code: 'model/other-trunk',
  })
  await ended(engine, engine.call('models.use', { model: BUNDLED }))
  expect((await engine.call('app.info', {})).troubles).toEqual([])
})
