import type { Engine } from '#engine/app/engine-types.ts'
import { listModels, verifyModels } from '#engine/app/models.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { UseResult } from '#shared/contract/teach.ts'
import { runJob } from '../run-job.ts'
import type { Run } from '../terminal.ts'
import { count, EXIT, print, remark, table } from '../terminal.ts'
import { catalogModelTools, withEngine } from '../with-engine.ts'

interface CatalogOption {
  catalog?: string
}

/** `models [list]`. */
export function models(run: Run, options: CatalogOption): void {
  const result = listModels(catalogModelTools(options))
  print(run, result, () =>
    table(
      ['Model', 'In use', 'Macro mAP', 'Trained on'],
      result.models.map((model) => [
        model.id,
        model.current ? 'yes' : '',
        score(model.measures['macroMAP']),
        model.trainedOn,
      ]),
    ),
  )
}

/** `models verify`: a damaged model is exit 1. */
export function verify(run: Run, options: CatalogOption): void {
  const result = verifyModels(catalogModelTools(options))
  if (result.models.some((model) => !model.intact)) run.exitCode = EXIT.failed
  print(run, result, () =>
    table(
      ['Model', 'Files', 'SHA-256 of the network'],
      result.models.map((model) => [model.id, model.problem ?? 'intact', model.sha256 ?? '–']),
    ),
  )
}

/** `models use`: every poster of the catalog is scored anew. */
export async function useModel(run: Run, model: string, options: CatalogOption): Promise<void> {
  await change(run, options, (engine) => engine.call('models.use', { model }))
}

/** `models rollback`: to the version that the one in use was taught from. */
export async function rollback(run: Run, options: CatalogOption): Promise<void> {
  await change(run, options, (engine) => engine.call('models.rollback', {}))
}

async function change(
  run: Run,
  options: CatalogOption,
  start: (engine: Engine) => Promise<JobInfo>,
): Promise<void> {
  const job = await withEngine({ catalog: options.catalog, readOnly: false }, (engine) =>
    runJob(engine, run, () => start(engine), 'Stopping. The model in use stays.'),
  )
  const document = listModels(catalogModelTools(options))
  if (job.state !== 'done') {
    run.exitCode = EXIT.interrupted
    print(run, { ...document, cancelled: true }, () => 'The model in use is the one before.')
    return
  }
  const { model, rescored, left } = job.result as UseResult
  if (left > 0) remark(`The next scan predicts ${count(left, 'poster')} more.`)
  print(run, document, () => `Model ${model} is in use; ${count(rescored, 'poster')} scored anew.`)
}

function score(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(3)
}
