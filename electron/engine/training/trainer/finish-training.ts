import { join } from 'node:path'
import { GENRES } from '#shared/domain/genres.ts'
import type { TrainingReport } from '#shared/domain/report.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import { AppError } from '#shared/errors.ts'
import { architectureOf, parameterCount } from '../../model/architectures/architecture.ts'
import { exportHead } from '../../model/export/export-onnx.ts'
import { scaleLogits } from '../../model/export/scale-logits.ts'
import { modelCard } from '../../model/export/model-card.ts'
import { writeModelFolder } from '../../model/export/model-folder.ts'
import { logitsOf, parseHead, sigmoid } from '../../model/heads.ts'
import { isDiskFull } from '../../platform/disk-full.ts'
import { writeWhole } from '../../platform/whole-file.ts'
import type { Calibration } from '../fit-calibration.ts'
import { fitCalibration } from '../fit-calibration.ts'
import { crossFitLevels, fitLevels } from '../levels.ts'
import { manifestFigures } from '../manifest-figures.ts'
import type { PreviousModel } from '../report/build-report.ts'
import { buildReport } from '../report/build-report.ts'
import { reportHtml } from '../report/html/report-html.ts'
import { describeMachine } from './machine.ts'
import { replayOf } from './replay-of.ts'
import { answersTo } from './stored-films.ts'
import { previousAnswers } from './previous-model.ts'
import { reportPictures } from './report-pictures.ts'
import type { Trained } from './run-training.ts'
import { commandOf, dataInWords, settingsOf, startInWords, termsOf } from './train-words.ts'
import type { TrainResult } from './train-result.ts'

/**
 * Calibrates if asked to, fits the levels, measures, and writes into the folder what `evaluate` and a scan use as a model, the report and
 * `training.json`.
 */
export async function finishTraining(options: TrainOptions, trained: Trained): Promise<TrainResult> {
  const { embeddings, truth } = trained.stored.judging
  const head = parseHead(await exportHead(trained.network), GENRES.length)
  const logits = answersTo(embeddings, (embedding) => logitsOf(embedding, head))
  const calibration = options.calibrate ? await calibrate(trained, { logits, truth }, options.seed) : null
  const scores = calibration?.scores ?? logits.map(sigmoid)
  const levels = fitLevels(scores, truth, GENRES.length)
  const crossFit = crossFitLevels(scores, truth, GENRES.length)
  const previous = options.compare === null ? null : await previousAnswers(options.compare, trained.data)
  const report = reportOf(options, trained, { scores, levels, previous, calibration })
  const { measures } = report
  await writeModelFolder({
    network: trained.network,
    folder: options.out,
    id: report.model.id,
    title: report.model.title,
    ...manifestFigures(levels, crossFit, measures),
    trainingPrevalence: trained.trainingPrevalence,
    card: modelCard(report, {
      data: dataInWords(trained.counts),
      start: startInWords(trained.init),
      dimensions: trained.network.dimensions,
      replay:
        options.replay === 0
          ? null
          : { judging: embeddings.length, learning: trained.stored.learning.embeddings.length },
      licence: 'of whoever trained it; see the terms of what went in',
      terms: termsOf(trained.init),
      command: commandOf(options),
      runsCompared: null,
    }),
    trainedOn: dataInWords(trained.counts),
    licence: 'of whoever trained it',
    // What it was compared with is not what it comes from, and drawn weights come from none.
    parent: null,
    createdAt: report.createdAt,
    replay: options.replay === 0 ? null : (of) => replayOf(trained.stored, { ...of, seed: options.seed }),
  })
  const page = reportHtml(report, await reportPictures(options, trained, report))
  const result: TrainResult = {
    options,
    parameters: trained.parameters,
    init: trained.init,
    counts: trained.counts,
    notes: trained.data.notes,
    epochs: trained.history,
    best: trained.best,
    stoppedEarly: trained.stoppedEarly,
    calibration: calibration === null ? null : { logLoss: calibration.logLoss, weights: calibration.weights },
    measures,
    backend: trained.backend,
    seconds: trained.history.reduce((sum, row) => sum + row.seconds, 0),
  }
  const judges = trained.data.validation.map(({ film }) => `${trained.data.films[film]?.file ?? ''}\n`)
  writeBeside(options.out, {
    'report.json': `${JSON.stringify(report)}\n`,
    'report.html': page,
    'validation-files.txt': judges.join(''),
    'training.json': `${JSON.stringify(result, null, 2)}\n`,
  })
  return result
}

/** @throws AppError `train/disk-full`: with --resume what was trained is written again */
function writeBeside(out: string, files: Readonly<Record<string, string>>): void {
  try {
    for (const [name, content] of Object.entries(files)) writeWhole(join(out, name), content)
  } catch (error) {
    throw isDiskFull(error) ? new AppError('train/disk-full', out) : error
  }
}

/** @returns null where the network stays as it is */
async function calibrate(
  { network, trainingPrevalence }: Trained,
  judged: Parameters<typeof fitCalibration>[0],
  seed: number,
): Promise<Calibration | null> {
  const calibration = fitCalibration(judged, trainingPrevalence, seed)
  if (calibration !== null) await scaleLogits(network, calibration.weights)
  return calibration
}

/** What the finished model says of the validation films, and whom it is compared with. */
interface Answers {
  scores: Float32Array
  levels: ReturnType<typeof fitLevels>
  previous: PreviousModel | null
  calibration: Calibration | null
}

function reportOf(
  options: TrainOptions,
  trained: Trained,
  { scores, levels, previous, calibration }: Answers,
): TrainingReport {
  const { network, data, counts } = trained
  const { title } = architectureOf(network.architecture)
  const { height, width } = network.input
  const byGenre = (values: readonly number[]) =>
    Object.fromEntries(GENRES.map((name, index) => [name, values[index] ?? 0]))
  const createdAt = Date.now()
  return buildReport({
    model: {
      id: `${network.architecture}-${height}x${width}-${new Date(createdAt).toISOString().slice(0, 10)}`,
      title: `${title}, ${height}×${width}`,
      architecture: network.architecture,
      variant: network.variant,
      input: network.input,
      parameters: parameterCount(network.model),
    },
    createdAt,
    seed: options.seed,
    history: trained.history.map((row) => ({
      ...row,
      measures: { ...row, microF1: row.microF1At05 },
    })),
    best: trained.best,
    stoppedEarly: trained.stoppedEarly,
    sharesFilms: options.copiesBeforeSplit,
    films: data.validation.map(({ film }) => {
      const {
        file = '',
        title: name = '',
        year = null,
        art = null,
        grayscale = null,
      } = data.films[film] ?? {}
      return { file, title: name, year, art, grayscale }
    }),
    scores,
    ...(calibration !== null && { crossFitted: calibration.crossFitted }),
    truth: trained.stored.judging.truth,
    levels,
    trainingPrevalence: trained.trainingPrevalence,
    previous,
    augmented: { before: byGenre(counts.before), after: byGenre(counts.after) },
    counts: {
      read: counts.films,
      leftOut: counts.leftOut,
      filtered: counts.filtered,
      training: counts.training,
      validation: counts.validation,
      samples: counts.samples,
    },
    settings: settingsOf(options),
    machine: describeMachine(trained.backend),
  })
}
