import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dataFolder } from '#engine/catalog/paths.ts'
import { sourceOf } from '#engine/training/datasets/read.ts'
import { titleFigures } from '#engine/training/title/title-card.ts'
import type { TitleTrainResult } from '#engine/training/title/train-title.ts'
import { trainTitle } from '#engine/training/title/train-title.ts'
import { AppError } from '#shared/errors.ts'
import { phaseLine } from '../progress.ts'
import type { Run } from '../terminal.ts'
import { count, EXIT, print, table } from '../terminal.ts'
import { modelTools } from '../with-engine.ts'
import { UsageError } from '../usage-error.ts'

export interface TrainTitleOptions {
  dataset: string
  out: string
  catalog?: string
  pictures?: string
  init?: string
  filter?: string
  validation?: number | string
  seed?: number
}

const PHASES = { titles: 'Learning from titles', pictures: 'Looking at the pictures' } as const

/** `train --arch title`: a picture model and what reads titles beside it, in one folder. */
export async function trainTitleModel(run: Run, given: TrainTitleOptions): Promise<void> {
  const out = resolve(given.out)
  const line = phaseLine()
  try {
    const { registry, manifest } = modelTools()
    const init = given.init === undefined || given.init === 'current' ? manifest.id : given.init
    const result = await trainTitle(
      {
        source: sourceOf({
          dataset: given.dataset === 'catalog' ? 'catalog' : resolve(given.dataset),
          catalog: resolve(given.catalog ?? join(dataFolder(), 'catalog.db')),
          pictures: given.pictures === undefined ? null : resolve(given.pictures),
        }),
        out,
        init,
        validation: listOf(given, registry.placeOf(init)),
        filter: given.filter ?? '',
        seed: given.seed ?? 1,
      },
      registry,
      {
        signal: run.signal,
        onPhase: (phase, done, total) => {
          line.show(PHASES[phase], done, total)
        },
      },
    )
    line.end()
    print(run, documentOf(result, out), () => inWords(result, out))
  } catch (error) {
    line.end()
    if (!(error instanceof AppError) || error.code !== 'app/cancelled') throw error
    print(run, { arch: 'title', out, cancelled: true }, () => 'Stopped.\n')
    run.exitCode = EXIT.interrupted
  }
}

/**
 * The file that lists the validation films; where none is given, the one that a training leaves in the model's folder.
 * @throws UsageError without one: of a share the picture model would have seen most films already
 */
function listOf({ validation }: TrainTitleOptions, folder: string): string {
  if (typeof validation === 'string') return resolve(validation)
  const left = join(folder, 'validation-files.txt')
  if (validation === undefined && existsSync(left)) return left
  throw new UsageError(
    'For titles --validation takes a file that lists the films the picture model was judged by.',
    'onesheet train --arch title --dataset <folder> --out <folder> --validation <list>',
  )
}

/** The document of `train`, with null for what only networks have. */
function documentOf(result: TitleTrainResult, out: string) {
  const { counts, ...rest } = result
  return {
    arch: 'title',
    ...rest,
    filtered: { ...counts.leftOut, ...counts.filtered },
    films: { training: counts.training, validation: counts.validation, titled: counts.titled },
    augmented: null,
    epochs: [],
    best: null,
    stoppedEarly: false,
    out,
  }
}

function inWords(result: TitleTrainResult, out: string): string {
  return [
    table(['On the validation films', 'Picture', 'Title', 'Both'], titleFigures(result.measures)),
    `${count(result.counts.training, 'title')} to learn from, ${count(result.counts.validation, 'film')} to judge by; ${result.seconds.toFixed(0)} s, ${result.titleSeconds.toFixed(0)} s of them for the titles.`,
    `onesheet evaluate --model ${out} --with-title uses it.`,
    '',
  ].join('\n')
}
