import { resources } from '#engine/platform/resources.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { Command, Option } from 'commander'
import { cursor, names, probability, wholeNumber } from './options.ts'
import { addTrainCommand } from './train-command.ts'
import type { Run } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const SHOWS = ['any', 'wall', 'series', 'other', 'hidden']
const STATUSES = ['predicted', 'confirmed', 'corrected', 'unsure', 'quarantined', 'missing', 'all']
const SORTS = ['path', 'title', 'year', 'added', 'certainty']
const LARGEST_LIMIT = 1_000_000
const MOST_REVIEWED = 1_000

type Action = (...parameters: never[]) => Promise<void>

interface CatalogOption {
  catalog?: string
}

interface RemoveOptions {
  catalog?: string
  keep?: true
  forget?: true
}

/**
 * The commands and their parameters. What a command does is imported only when it runs: `list` must answer without
 * loading what a scan needs.
 * @throws UsageError from its `parseAsync`
 */
export function buildProgram(run: Run): Command {
  const program = new Command('onesheet')
    .description('A catalog of film posters that predicts genres and learns from corrections.')
    .version(resources.version(), '--version', 'print the version')
    .option('--json', 'print one JSON document on stdout')
    .option('--catalog <file>', 'the catalog to work on (default: in the data folder, ONESHEET_DATA)')
    .helpOption('--help', 'show what a command takes')
    .helpCommand(false)
    // Each command's help names what all take, too.
    .configureHelp({ showGlobalOptions: true })
  const command = (parent: Command, usage: string, summary: string, action: Action) => {
    const made = parent.command(usage).description(summary)
    // Options of the program may stand anywhere; an action gets them with its own.
    made.action((...parameters: unknown[]) => {
      const own = parameters.slice(0, -2)
      return (action as (...given: unknown[]) => Promise<void>)(...own, made.optsWithGlobals())
    })
    return made
  }

  addLibraryCommands(program, run, command)
  addLabelCommands(program, run, command)
  addModelCommands(program, run, command)
  addTeachCommand(program, run, command)
  addTrainCommand(program, run, command)
  addCareCommands(program, run, command)
  refuseInOneSentence(program)
  return program
}

export type Add = (parent: Command, usage: string, summary: string, action: Action) => Command

function addLibraryCommands(program: Command, run: Run, command: Add): void {
  command(
    program,
    'scan [folders...]',
    'find, read and predict the posters of folders; none: of all known',
    async (folders, options) => (await import('./commands/scan.ts')).scan(run, folders, options),
  )
    .option('--no-predict', 'leave the predictions for later')
    .option('--accept-missing', 'take for gone what is gone, however much it is')
    .option('--include-all-art', 'take art and pictures of series too, kept off the wall')

  const folders = command(program, 'folders', 'the folders of the catalog', async (options) =>
    (await import('./commands/folders.ts')).listFolders(run, options),
  )
  command(
    folders,
    'remove <path>',
    'take a folder out of the catalog',
    async (path, options: RemoveOptions) => {
      if ((options.keep === true) === (options.forget === true)) {
        throw new UsageError(
          'Give either --keep (its verdicts stay) or --forget.',
          'onesheet folders remove <path> --keep|--forget',
        )
      }
      const { removeFolder } = await import('./commands/folders.ts')
      return removeFolder(run, path, options.keep === true ? 'keep' : 'forget', options)
    },
  )
    .option('--keep', 'keep its posters, as missing, and their verdicts')
    .option('--forget', 'remove its posters and their verdicts')

  command(
    program,
    'relocate <old> <new>',
    'make a folder known at its new place; verdicts go with it',
    async (from, to, options) => (await import('./commands/folders.ts')).relocate(run, from, to, options),
  )
  command(
    program,
    'forget',
    'remove posters and what was said of them',
    async (options: { catalog?: string; missing?: true }) => {
      if (options.missing !== true) {
        throw new UsageError(
          'Say what to forget: --missing, the posters whose files are gone.',
          'onesheet forget --missing',
        )
      }
      return (await import('./commands/folders.ts')).forgetMissing(run, options)
    },
  ).option('--missing', 'those whose files are gone')

  command(program, 'list', 'the posters that match', async (options) =>
    (await import('./commands/list.ts')).list(run, options),
  )
    .option(
      '--genre <name>',
      `with this genre, again: and this one (${GENRES.join(', ')}, or your own)`,
      names,
    )
    .option('--any', 'any of the genres instead of all')
    .option('--without <name>', 'without this genre', names)
    .addOption(new Option('--level <level>', 'how sure the model must be').choices(['likely', 'maybe']))
    .option('--min <probability>', 'least probability of the genres asked for', probability)
    .addOption(new Option('--status <status>', 'of this status').choices(STATUSES))
    .addOption(new Option('--show <part>', 'of this part of the catalog').choices(SHOWS))
    .option('--folder <path>', 'in this folder')
    .option('--query <text>', 'with this text in the title')
    .addOption(new Option('--sort <key>', 'order').choices(SORTS))
    .option('--limit <n>', 'at most so many', wholeNumber(1, LARGEST_LIMIT), 100)
    .option('--after <cursor>', 'go on where `next` of the last page says', cursor)
    .addOption(new Option('--format <format>', 'as a document').choices(['json', 'csv']))
    .option('--all', 'without a limit')

  command(program, 'serve [folder]', 'open the app in the browser', async (folder, options) =>
    (await import('./commands/serve.ts')).serve(run, folder, options),
  )
    .option('--port <n>', 'a fixed port', wholeNumber(0, 65_535))
    .option('--open', 'open the browser')
}

function addLabelCommands(program: Command, run: Run, command: Add): void {
  command(program, 'label <poster>', 'say what a poster is, by its id or a path', async (poster, options) =>
    (await import('./commands/label.ts')).label(run, poster, options),
  )
    .option('--yes <genre>', 'it is this, one of your own too', names)
    .option('--no <genre>', 'it is not this', names)
    .option('--clear <genre>', 'take the verdict back', names)
    .option('--confirm', 'yes to what is likely')
  command(program, 'review', 'what is best asked about next, and why', async (options) =>
    (await import('./commands/review.ts')).review(run, options),
  ).option('--limit <n>', 'at most so many', wholeNumber(1, MOST_REVIEWED), 10)
  for (const direction of ['undo', 'redo'] as const) {
    const words = direction === 'undo' ? 'take back the last act, or the last n' : 'do again what was undone'
    command(program, `${direction} [steps]`, words, async (steps: string | undefined, options) => {
      if (steps !== undefined && !/^[1-9]\d{0,2}$/.test(steps)) {
        throw new UsageError('The number of steps is from 1 to 999.', `onesheet ${direction} [steps]`)
      }
      const { travel } = await import('./commands/label.ts')
      return travel(run, direction, Number(steps ?? 1), options)
    })
  }
  const labels = program.command('labels').description('verdicts to and from files').helpCommand(false)
  const format = () =>
    new Option('--format <format>', 'csv unless the name ends in .json').choices(['csv', 'json'])
  command(labels, 'export <file>', 'write every verdict to a file', async (file, options) =>
    (await import('./commands/labels.ts')).exportLabels(run, file, options),
  )
    .addOption(format())
    .option('--force', 'overwrite the file')
  command(labels, 'import <file>', 'read verdicts; the newer ones win', async (file, options) =>
    (await import('./commands/labels.ts')).importLabels(run, file, options),
  )
    .addOption(format())
    .option('--add-genres', 'make genres of your own of names that no genre has')
  command(labels, 'accept-nfo', 'make verdicts of what NFO files say, as one act', async (options) =>
    (await import('./commands/nfo.ts')).acceptNfos(run, options),
  )
  const writeNfo = 'write your verdicts into NFO files that there are, your own genres as tags'
  command(labels, 'write-nfo', writeNfo, async (options) =>
    (await import('./commands/nfo.ts')).writeNfos(run, options),
  ).option('--dry-run', 'show what would change in the first twenty, and write nothing')
}

function addModelCommands(program: Command, run: Run, command: Add): void {
  command(program, 'predict <files...>', 'genres of pictures, without a catalog', async (files, options) =>
    (await import('./commands/predict.ts')).predict(run, files, options),
  )
    .option('--title <text>', 'the film’s title')
    .option('--year <year>', 'the film’s year', wholeNumber(1870, 2100))
    .option('--model <id>', 'a model’s id or folder')
  addModelsCommands(program, run, command)
  command(program, 'evaluate', 'measure a model on a dataset', async (options) =>
    (await import('./commands/evaluate.ts')).evaluate(run, options),
  )
    .requiredOption('--dataset <folder>', 'a folder with metadata.csv and posters/')
    .option('--model <id>', 'current, a model’s id or folder')
    .option('--only <list>', 'a file that names the pictures to measure on')
    .option('--with-title', 'measure with the title as well')
    .option('--compare <id>', 'a model to set beside it, on the same films; not one trained on them')
  const listed = async () => (await import('./commands/backends.ts')).backends(run)
  const backends = command(program, 'backends', 'what can run and train a model here', listed)
  command(backends, 'list', 'what can run and train a model here', listed)
  command(backends, 'install <name>', 'native: TensorFlow, for faster training', async (name, options) => {
    if (name !== 'native')
      throw new UsageError('Only native is to be installed.', 'onesheet backends install native')
    return (await import('./commands/backends.ts')).installNativeBackend(run, options)
  }).option('--library <folder>', 'build against this TensorFlow instead (found: look in the usual places)')
}

function addCareCommands(program: Command, run: Run, command: Add): void {
  command(program, 'doctor', 'check everything that can be wrong', async (options) =>
    (await import('./commands/doctor.ts')).doctor(run, options),
  )
    .option('--save <file>', 'write all of it, with the log, into one file to send to somebody who helps')
    .option('--titles', 'with titles and paths in that file')
  command(program, 'backup <file>', 'write a checked copy of the catalog', async (file, options) =>
    (await import('./commands/backup.ts')).backup(run, file, options),
  )
  command(
    program,
    'restore <file>',
    'put a backup in the catalog’s place; the present one is backed up first',
    async (file, options) => (await import('./commands/backup.ts')).restore(run, file, options),
  )
  command(program, 'jobs', 'what ran and what was interrupted', async (options) =>
    (await import('./commands/jobs.ts')).jobs(run, options),
  )
  command(program, 'settings [key] [value]', 'show settings or change one', async (key, value, options) =>
    (await import('./commands/settings.ts')).settings(run, key, value, options),
  )
  command(
    program,
    'bench [name] [parameters...]',
    'measure speeds (in a checkout)',
    async (name, parameters) => (await import('./commands/bench.ts')).bench(run, name, parameters),
  ).allowUnknownOption()
}

function addTeachCommand(program: Command, run: Run, command: Add): void {
  command(program, 'teach', 'learn from the verdicts, and use what is better', async (options) =>
    (await import('./commands/teach.ts')).teach(run, options),
  )
    .alias('finetune')
    .option('--min-labels <n>', 'only from so many verdicts on', wholeNumber(1, 1_000_000))
    .option('--no-promote', 'leave the model in use as it is, whatever comes of it')
}

function addModelsCommands(program: Command, run: Run, command: Add): void {
  const words = 'the models there are, and the versions that verdicts taught'
  const list = async (options: CatalogOption) => (await import('./commands/models.ts')).models(run, options)
  const models = command(program, 'models', words, list)
  command(models, 'list', words, list)
  command(models, 'use <id>', 'take a version into use', async (id, options) =>
    (await import('./commands/models.ts')).useModel(run, id, options),
  )
  command(models, 'rollback', 'go back to the version before the one in use', async (options) =>
    (await import('./commands/models.ts')).rollback(run, options),
  )
  command(models, 'verify', 'check their files', async (options) =>
    (await import('./commands/models.ts')).verify(run, options),
  )
  command(
    models,
    'export <id> <file>',
    'write a model with its card into one zip archive',
    async (id, file, options) =>
      (await import('./commands/models-export.ts')).exportArchive(run, id, file, options),
  ).option('--force', 'overwrite the file')
}

/** Commander prints and exits; here it only throws, and one place explains. */
function refuseInOneSentence(command: Command): void {
  command.configureOutput({ writeErr() {}, outputError() {} })
  command.exitOverride((error) => {
    if (error.exitCode === 0 && error.code !== 'commander.help') throw error
    const usage = command.createHelp().commandUsage(command)
    if (error.code === 'commander.help') throw new UsageError('Name a command; --help lists them.', usage)
    throw new UsageError(sentence(error.message), usage)
  })
  for (const child of command.commands) refuseInOneSentence(child)
}

function sentence(message: string): string {
  const plain = message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ')
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.?)]$/.test(plain) ? '' : '.'}`
}
