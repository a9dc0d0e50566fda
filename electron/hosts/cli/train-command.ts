import { ARCHITECTURE_NAMES, trainOptionsSchema } from '#shared/domain/train-options.ts'
import type { Command } from 'commander'
import { Option } from 'commander'
import { inputSize, numberBetween, shareOrList, wholeNumber } from './options.ts'
import type { Add } from './program.ts'
import { UsageError } from './usage-error.ts'
import type { TrainCommandOptions } from './commands/train.ts'
import type { Run } from './terminal.ts'

/** No network: it reads titles, trains in a minute, and takes few of the options. */
const TITLE = 'title'
const FOR_TITLE = new Set(['dataset', 'arch', 'out', 'pictures', 'init', 'filter', 'validation', 'seed'])

const LARGEST = 1_000_000
const SPLITS = ['1', '2', '4']

/** `train` with its many options; their standard values are the schema's, and `--help` shows them. */
export function addTrainCommand(program: Command, run: Run, command: Add): void {
  const standard = trainOptionsSchema.parse({ dataset: '-', arch: 'custom-cnn', out: '-' })
  const choice = (flags: string, words: string, values: readonly string[]) =>
    new Option(flags, words).choices(values)
  const said = (value: string | number) => `(${value})`
  const made = command(
    program,
    'train',
    'train a network on films whose genres are known',
    async (options: TrainCommandOptions) => {
      if (options.arch !== TITLE) return (await import('./commands/train.ts')).train(run, options)
      refuseForTitle(made)
      return (await import('./commands/train-title.ts')).trainTitleModel(run, options)
    },
  )
  made
    .requiredOption('--dataset <folder>', 'a dataset folder, The Movies Dataset’s folder, or catalog')
    .addOption(
      choice('--arch <name>', 'the architecture; title: what reads titles', [
        ...ARCHITECTURE_NAMES,
        TITLE,
      ]).makeOptionMandatory(),
    )
    .requiredOption('--out <folder>', 'an empty folder, which becomes the model')
    .option('--resume', 'go on from the checkpoint in --out, with the same options')
    .option('--pictures <folder>', 'where the pictures of The Movies Dataset are (posters/ beside its table)')
    .option('--init <path>', 'a safetensors file or the folder of a trained model; else drawn weights')
    .option('--variant <name>', 'of the architecture; else what --init needs')
    .option('--compare <model>', 'a model to set beside it in the report; not one trained on these films')
    .option('--input <HxW>', 'size of the network’s input; else the architecture’s own', inputSize)
    .option('--epochs <n>', `most epochs of each split ${said(standard.epochs)}`, wholeNumber(1, 10_000))
    .option('--batch <n>', `pictures of an update ${said(standard.batch)}`, wholeNumber(1, 4096))
    .option('--micro-batch <n>', 'pictures computed at once, where memory is short', wholeNumber(1, 4096))
    .addOption(
      choice('--optimizer <name>', `the optimizer ${said(standard.optimizer)}`, ['adam', 'adamw', 'sgd']),
    )
    .option('--lr <x>', `highest learning rate ${said(standard.lr)}`, numberBetween(1e-9, 10))
    .option('--head-lr <x>', 'learning rate of the last layer; else the same', numberBetween(1e-9, 10))
    .option('--weight-decay <x>', `weight decay ${said(standard.weightDecay)}`, numberBetween(0, 1))
    .option('--momentum <x>', `momentum of sgd ${said(standard.momentum)}`, numberBetween(0, 0.9999))
    .addOption(
      choice('--schedule <name>', `of the learning rate ${said(standard.schedule)}`, [
        'constant',
        'onecycle',
        'cosine',
      ]),
    )
    .addOption(choice('--loss <name>', `the loss ${said(standard.loss)}`, ['bce', 'asl', 'focal']))
    .option('--class-weights', 'weigh the films of rare genres more')
    .option('--freeze <n>', 'the first n stages keep their weights', wholeNumber(0, 100))
    .option('--ema <x>', 'average the weights with this decay, as 0.999', numberBetween(0, 0.999999))
    .option(
      '--keep-start <share>',
      'mix so much of the weights of --init into the finished ones, as 0.5',
      numberBetween(0, 0.99),
    )
    .addOption(
      choice('--order <name>', `of the films in an epoch ${said(standard.order)}`, ['shuffled', 'sorted']),
    )
    .addOption(
      choice('--splits <n>', `train on so many parts one after the other ${said(1)}`, SPLITS).argParser(
        (text) => {
          if (!SPLITS.includes(text)) throw new Error('It takes 1, 2 or 4.')
          return Number(text)
        },
      ),
    )
    .option(
      '--augment <list>',
      'paper, or zoom,brightness,rotation,flip,crop,blur,jpeg,mixup,cutmix, each =x',
    )
    .option('--balance', 'add augmented copies of the films of rare genres')
    .option(
      '--copies-before-split',
      'split after that, as the paper’s text reads: its figures come out too high',
    )
    .option('--filter <list>', 'films to leave out: paper, or no-date,no-genre,grayscale,before=1980, …')
    .option('--early-stopping <n>', 'stop after n epochs without a better macro mAP', wholeNumber(1, LARGEST))
    .option(
      '--validation <share|list>',
      `films to judge by ${said(String(standard.validation))}`,
      shareOrList,
    )
    .option('--calibrate', 'make the probabilities mean what they say, if the films to judge by show a gain')
    .option('--seed <n>', `of everything drawn ${said(standard.seed)}`, wholeNumber(0, 0xffffffff))
    .addOption(
      choice('--backend <name>', `what computes ${said(standard.backend)}`, [
        'auto',
        'native',
        'webgpu',
        'wasm',
        'cpu',
      ]),
    )
    .option('--threads <n>', 'threads of native; else all', wholeNumber(1, 256))
    .option(
      '--replay <n>',
      `films learned from whose embeddings go along for teaching ${said(standard.replay)}`,
      wholeNumber(0, 100_000),
    )
}

/** @throws UsageError for an option that only networks take */
function refuseForTitle(command: Command): void {
  const given = command.options.filter((option) => {
    const name = option.attributeName()
    return !FOR_TITLE.has(name) && command.getOptionValueSource(name) === 'cli'
  })
  const [first] = given
  if (first === undefined) return
  const usage =
    'onesheet train --arch title --dataset <folder> --out <folder> [--init <model>] [--validation <list>]'
  throw new UsageError(`--arch title takes no ${first.long ?? first.flags}.`, usage)
}
