import type { ReportInput } from '#engine/training/report/build-report.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { fitLevels } from '#engine/training/levels.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'

/** About as often as in The Movies Dataset. */
const PREVALENCE = [
  0.17, 0.1, 0.044, 0.33, 0.12, 0.08, 0.5, 0.075, 0.065, 0.035, 0.04, 0.11, 0.043, 0.067, 0.17, 0.083, 0.011,
  0.21, 0.037, 0.02,
]
/** Genres whose films are often of the other too. */
const PAIRS: readonly [Genre, Genre][] = [
  ['Horror', 'Thriller'],
  ['Animation', 'Family'],
  ['Comedy', 'Romance'],
  ['History', 'War'],
  ['Crime', 'Thriller'],
  ['Action', 'Adventure'],
]

/** Films, their truth and what a model of some strength says of them; the same for the same seed. */
export function drawnAnswers({ films = 600, seed = 1, strength = 1 } = {}) {
  const random = seededRandom(seed)
  const labels = GENRES.length
  const truth = new Uint8Array(films * labels)
  const scores = new Float32Array(films * labels)
  for (let film = 0; film < films; film++) {
    const at = film * labels
    PREVALENCE.forEach((share, label) => (truth[at + label] = random() < 0.8 * share ? 1 : 0))
    for (const [one, other] of PAIRS) {
      if (truth[at + GENRES.indexOf(one)] === 1 && random() < 0.5) truth[at + GENRES.indexOf(other)] = 1
    }
    for (let label = 0; label < labels; label++) {
      const prior = PREVALENCE[label] ?? 0.1
      const pull = strength * (1 + (label % 4) / 2) * ((truth[at + label] === 1 ? 1 : 0) - prior)
      const noise = (random() + random() + random() - 1.5) * 1.6
      scores[at + label] = 1 / (1 + Math.exp(-(Math.log(prior / (1 - prior)) + pull + noise)))
    }
  }
  return { truth, scores }
}

/** A training run as the trainer tells of it when it is over. */
export function drawnTraining({ films = 600, seed = 1, strength = 1, epochs = 9 } = {}): ReportInput {
  const { truth, scores } = drawnAnswers({ films, seed, strength })
  const training = Object.fromEntries(
    GENRES.map((genre, label) => [genre, Math.round(9197 * (PREVALENCE[label] ?? 0))]),
  ) as Record<Genre, number>
  return {
    model: {
      id: 'drawn',
      title: 'ResNet34, drawn figures',
      architecture: 'resnet34',
      variant: null,
      input: { height: 168, width: 112 },
      parameters: { trainable: 21_294_932, total: 21_311_956 },
    },
    createdAt: Date.UTC(2025, 10, 25, 20, 15),
    seed: 7,
    history: Array.from({ length: epochs }, (_, index) => {
      const map = 0.12 + 0.17 * (1 - Math.exp(-index / 2.2)) - 0.002 * Math.max(0, index - 5)
      return {
        epoch: index + 1,
        loss: 0.22 + 0.2 * Math.exp(-index / 2.5),
        valLoss: 0.27 + 0.13 * Math.exp(-index / 1.6) + 0.004 * Math.max(0, index - 4),
        seconds: 212 + (index % 3),
        learningRate: 0.001 * Math.cos((index / epochs) * (Math.PI / 2)),
        measures: {
          macroMAP: map,
          microMAP: map + 0.18,
          perLabelAccuracy: 0.885 + 0.01 * (1 - Math.exp(-index / 2)),
          microF1: map + 0.12,
          top3Hit: 0.75 + map / 3,
        },
      }
    }),
    best: 6,
    stoppedEarly: true,
    films: Array.from({ length: films }, (_, film) => ({
      file: `${film + 1}.jpg`,
      title: film % 50 === 3 ? `<script>alert(“${film}”)</script> & Sons` : `Film number ${film + 1}`,
      year: film % 11 === 0 ? null : 1980 + (film % 38),
      art: film % 5 === 0 ? 'tmdb' : 'imdb',
      grayscale: film % 20 === 0,
    })),
    scores,
    truth,
    levels: fitLevels(scores, truth, GENRES.length),
    trainingPrevalence: PREVALENCE,
    previous: null,
    augmented: {
      before: training,
      after: Object.fromEntries(
        GENRES.map((genre) => [genre, Math.max(1200, Math.round(training[genre] * 1.18))]),
      ),
    },
    counts: {
      read: 16_251,
      leftOut: { 'picture unreadable': 14, 'no genre': 322 },
      filtered: { 'before 1980': 3126, grayscale: 512, 'low information': 14 },
      training: 9197,
      validation: films,
      samples: 12_885,
    },
    settings: {
      arch: 'resnet34',
      input: '168x112',
      epochs: 15,
      batch: 32,
      optimizer: 'adam',
      lr: 0.001,
      schedule: 'constant',
      loss: 'bce',
      augment: 'zoom,brightness,rotation',
      balance: true,
      earlyStopping: 4,
      ema: null,
    },
    machine: {
      cpu: 'Two-core test machine',
      cores: 2,
      memoryBytes: 8 * 2 ** 30,
      platform: 'linux x64',
      node: 'v24.21.0',
      backend: 'native (TensorFlow 2.21, CPU)',
    },
  }
}
