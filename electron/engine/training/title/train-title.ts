import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { createPictures } from '../../images/pictures.ts'
import { PREPROCESS_VERSION } from '../../images/preprocess.ts'
import { openPredictor } from '../../model/predictor.ts'
import type { Registry } from '../../model/registry.ts'
import { encodeTitleModel, quantiseTitle } from '../../model/title/title-model.ts'
import { applyFilters, parseFilters } from '../datasets/filters.ts'
import type { DatasetSource } from '../datasets/read.ts'
import { readTrainingSet } from '../datasets/read.ts'
import { splitFilms } from '../datasets/split.ts'
import { scoreFilms } from '../evaluate.ts'
import { turn } from '../in-turns.ts'
import { claimFolder } from '../trainer/out-folder.ts'
import { fitTitle } from './fit-title.ts'
import type { JoinedTitle, TitleMeasures } from './join-title.ts'
import { joinTitle } from './join-title.ts'
import { writeTitledModel } from './write-titled-model.ts'

export interface TitleTrainOptions {
  source: DatasetSource
  /** File that lists the films to judge by. */
  validation: string
  /** The picture model, by id or folder; it must not have seen the validation films. */
  init: string
  /** An empty folder, which becomes the picture model with its title model. */
  out: string
  filter: string
  seed: number
}

export interface TitleTrainEvents {
  signal: AbortSignal
  onPhase?(phase: 'titles' | 'pictures', done: number, total: number): void
}

/** What a training came to; `title.json` in its folder. */
export interface TitleTrainResult {
  model: string
  parameters: number
  sizeBytes: number
  counts: {
    leftOut: Record<string, number>
    filtered: Record<string, number>
    training: number
    validation: number
    /** Validation films whose title says something. */
    titled: number
  }
  /** The regularisation, and macro mAP of each that was tried, cross-validated within the training films. */
  cost: number
  tried: { cost: number; macroMAP: number | null }[]
  fusion: Omit<JoinedTitle['fusion'], 'crossFitted' | 'weights'>
  measures: TitleMeasures
  /** Macro mAP with the title minus that of the picture alone, on the same films. */
  gain: JoinedTitle['gain']
  /** Of learning the titles alone, without scoring the validation films' pictures. */
  titleSeconds: number
  seconds: number
  backend: string
}

/**
 * Trains what reads titles, joins it with a picture model, and writes both as one model. The title weights come from
 * the training films only; how they are joined, and the levels, from the validation films.
 * @throws AppError `dataset/…`, `model/…`, `train/out-taken`, `app/cancelled`
 */
export async function trainTitle(
  options: TitleTrainOptions,
  registry: Registry,
  events: TitleTrainEvents,
): Promise<TitleTrainResult> {
  const started = performance.now()
  const { signal } = events
  const from = registry.placeOf(options.init)
  const filters = parseFilters(options.filter)
  const set = readTrainingSet(options.source)
  const { kept, filtered } = applyFilters(set.films, filters)
  const films = kept.flatMap((index) => set.films[index] ?? [])
  const split = splitFilms(films, options)
  const at = (places: readonly number[]) => places.flatMap((place) => films[place] ?? [])

  // A damaged model is refused here, not after minutes with the titles.
  const predictor = await openPredictor(registry, options.init, { preprocessVersion: PREPROCESS_VERSION })
  const pictures = createPictures({ input: predictor.manifest.input })
  try {
    claimFolder(options.out, false)
    const fitting = performance.now()
    const fit = await fitTitle(at(split.training), {
      seed: options.seed,
      signal,
      onProgress: (done, total) => events.onPhase?.('titles', done, total),
    })
    const title = quantiseTitle(fit.weights)
    const titleSeconds = (performance.now() - fitting) / 1000

    const scored = await scoreFilms(at(split.validation), {
      pictures,
      predictor,
      signal,
      onProgress: (done, total) => events.onPhase?.('pictures', done, total),
    })
    if (scored.films.length === 0) throw new AppError('dataset/empty')
    const { manifest } = predictor
    const joined = await joinTitle(title, scored, manifest, { seed: options.seed, signal })
    await turn(signal)
    const result: TitleTrainResult = {
      model: manifest.id,
      parameters: title.weights.length + title.years.length + title.bias.length,
      sizeBytes: encodeTitleModel(title).byteLength,
      counts: {
        leftOut: set.leftOut,
        filtered,
        training: fit.films,
        validation: scored.films.length,
        titled: joined.titled,
      },
      cost: fit.cost,
      tried: fit.tried,
      fusion: { strength: joined.fusion.strength, tried: joined.fusion.tried },
      measures: joined.measures,
      gain: joined.gain,
      titleSeconds,
      seconds: (performance.now() - started) / 1000,
      backend: predictor.backend,
    }
    writeTitledModel({
      from,
      manifest,
      out: options.out,
      title,
      parts: {
        fusion: GENRES.map((name, label) => ({
          name,
          ...(joined.fusion.weights[label] ?? { picture: 1, title: 0, bias: 0 }),
        })),
        ...joined.figures,
      },
      result,
      validationFiles: scored.films.map(({ file }) => file),
    })
    return result
  } finally {
    await pictures.close()
    await predictor.close()
  }
}
