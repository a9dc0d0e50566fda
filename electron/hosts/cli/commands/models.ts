import { listModels, verifyModels } from '#engine/app/models.ts'
import type { Run } from '../terminal.ts'
import { EXIT, print, table } from '../terminal.ts'
import { modelTools } from '../with-engine.ts'

/** `models [list]`. */
export function models(run: Run): void {
  const result = listModels(modelTools())
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
export function verify(run: Run): void {
  const result = verifyModels(modelTools())
  if (result.models.some((model) => !model.intact)) run.exitCode = EXIT.failed
  print(run, result, () =>
    table(
      ['Model', 'Files', 'SHA-256 of the network'],
      result.models.map((model) => [model.id, model.problem ?? 'intact', model.sha256 ?? '–']),
    ),
  )
}

function score(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(3)
}
