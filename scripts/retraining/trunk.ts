import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { train } from '#engine/training/trainer/train.ts'
import { trainOptionsSchema } from '#shared/domain/train-options.ts'

/** The recipe of docs/models.md, small: a trunk that is to be wrong now and then, in half an hour. */
const RECIPE = {
  arch: 'mobilenetv2',
  input: { height: 120, width: 80 },
  epochs: 5,
  batch: 32,
  optimizer: 'adamw',
  weightDecay: 0.02,
  lr: 0.001,
  schedule: 'onecycle',
  ema: 0.999,
  augment: 'flip,crop=0.25,brightness=0.15',
  calibrate: true,
  seed: 1,
} as const

export interface TrunkPlaces {
  work: string
  validation: string
  /** ImageNet weights as a safetensors file. */
  init: string
  threads: number
}

/** Trains the trunk that plays the shipped model, unless it is there; one that was stopped goes on. Returns its folder. */
export async function trainTrunk({ work, validation, init, threads }: TrunkPlaces): Promise<string> {
  const out = join(work, 'trunk')
  if (existsSync(join(out, 'training.json'))) return out
  const options = trainOptionsSchema.parse({
    ...RECIPE,
    dataset: join(work, 'dataset'),
    out,
    init,
    validation,
    backend: 'native',
    threads,
  })
  await train(
    {
      options,
      resume: existsSync(join(out, 'checkpoints', 'last.checkpoint')),
      cacheFolder: join(work, 'cache'),
    },
    {
      signal: new AbortController().signal,
      onEpoch: ({ epoch, loss, valLoss, macroMAP }) => {
        console.log(
          `epoch ${epoch}: loss ${loss.toFixed(4)}, validation ${valLoss.toFixed(4)}, macro mAP ${macroMAP?.toFixed(4)}`,
        )
      },
    },
  )
  return out
}
