import { join, resolve } from 'node:path'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import type { CatalogModelTools, ModelTools } from '#engine/app/model-tools.ts'
import { openModelTools } from '#engine/app/model-tools.ts'
import { dataFolder } from '#engine/catalog/paths.ts'
import { remark } from './terminal.ts'
import type { Log } from '#engine/platform/log.ts'
import { openLog, silentLog } from '#engine/platform/log.ts'

/** The catalog a command works on: `--catalog`, else the one in the user's data folder. */
export function catalogFile(asked: string | undefined): string {
  return asked === undefined ? join(dataFolder(), 'catalog.db') : resolve(asked)
}

/** Opens the engine for one command and closes it after, whatever happens in between. */
export async function withEngine<Result>(
  options: { catalog: string | undefined; readOnly: boolean },
  work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const engine = await openEngine({
    catalogPath: catalogFile(options.catalog),
    readOnly: options.readOnly,
    log: options.readOnly ? silentLog : commandLog(),
  })
  try {
    const { troubles } = await engine.call('app.info', {})
    for (const { message } of troubles) remark(message)
    return await work(engine)
  } finally {
    await engine.close()
  }
}

/** What a command works with that needs no catalog; says so where that is not the current model. */
export function modelTools(): ModelTools {
  return told(openModelTools())
}

/** The same with the versions that a catalog's verdicts taught, and the one that it uses. */
export function catalogModelTools(options: { catalog?: string }): CatalogModelTools {
  return told(openModelTools(undefined, catalogFile(options.catalog)))
}

function told<Tools extends ModelTools>(tools: Tools): Tools {
  if (tools.modelTrouble !== null) remark(tools.modelTrouble.message)
  return tools
}

export function logsFolder(): string {
  return join(dataFolder(), 'logs')
}

/** The log in the data folder. Where that cannot be written, work goes on without one: the catalog may lie elsewhere. */
export function commandLog(): Log {
  try {
    return openLog(logsFolder())
  } catch {
    process.stderr.write(`The data folder ${dataFolder()} cannot be written, so there is no log.\n`)
    return silentLog
  }
}
