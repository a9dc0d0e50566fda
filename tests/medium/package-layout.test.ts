import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { createRpcClient } from '#shared/rpc.ts'
import { pipeTransport } from '#shared/rpc/pipe-transport.ts'
import { MAX_ANSWER_BYTES } from '#shared/rpc/protocol.ts'
import { checkEngineFiles } from '../../electron/main/engine-files.ts'
import { engineProgram } from '../../electron/main/spawn-engine.ts'
import { layPackage } from '../../scripts/package-layout.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const LIMIT_MS = 180_000

it(
  'a package’s engine runs on the package’s Node, with nothing of the checkout',
  async () => {
    const { resources, list } = await layPackage(join(temporaryFolder(), 'layout'))
    expect(readdirSync(resources).toSorted()).toEqual([
      'engine',
      'genre-names.json',
      'icon.png',
      'models',
      'node',
      'samples',
    ])
    expect(await checkEngineFiles(list, resources)).toBeNull()

    const [data, folder] = [temporaryFolder(), temporaryFolder()]
    await drawPosters(folder, 3)
    const { node, script } = engineProgram({
      isPackaged: true,
      resources,
      outFolder: '/none',
      environment: {},
    })
    const child = spawn(node, [script], {
      cwd: data,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: { ONESHEET_DATA: data, PATH: '' },
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    onTestFinished(async () => {
      child.kill('SIGKILL')
      await ended
    })
    const pipes = [child.stdio[4] as Readable, child.stdio[3] as Writable] as const
    const client = createRpcClient(pipeTransport(...pipes, { maxFrameBytes: MAX_ANSWER_BYTES }))
    expect(await client.call('app.info', {})).toMatchObject({
      catalogPath: join(data, 'catalog.db'),
      samplesPath: join(resources, 'samples'),
      model: BUNDLED,
    })
    // Its native modules too: pictures are decoded, the model runs.
    const job = await client.call('scan.start', { folders: [folder] })
    expect(await client.call('jobs.wait', { id: job.id })).toMatchObject({
      state: 'done',
      result: { added: 3, predicted: 3 },
    })
    client.close()
    expect(await ended).toBe(0)
    // Running it has changed none of its files.
    expect(await checkEngineFiles(list, resources)).toBeNull()
  },
  LIMIT_MS,
)
