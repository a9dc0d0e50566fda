/**
 * What a training step costs, with its memory, against its bars and against PyTorch; what the loop around it adds; and
 * how near evaluating comes to the network alone.
 *
 *     onesheet bench training [--dataset FOLDER] [--python PYTHON] [--rounds 5] [--json]
 *
 * Each network has a process of its own with one thread. Those that are compared take turns, so that they meet the same
 * machine; of others' work the time by the clock tells more than that of the processor. Without a dataset folder (some
 * hundred films) the loop and evaluating are left out, without a Python that has PyTorch (`--python`, or in
 * ONESHEET_PYTHON) the comparison.
 */
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findNativeAddon } from '#engine/model/backends/native-library.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { HOME } from './support/command.ts'
import { evaluateRates } from './support/evaluate-rates.ts'
import type { LineProcess } from './support/line-process.ts'
import { startLines } from './support/line-process.ts'
import { machine } from './support/machine.ts'
import type { ChildSettings, StepTimes } from './support/training-times.ts'
import { perPicture, ratioOf } from './support/training-times.ts'

const BATCH = 16
/** Composed gradients need several times the memory. */
const COMPOSED_BATCH = 8
const WARM_STEPS = 2
const STEPS = 3
/** Of an epoch of the loop. */
const EPOCH_STEPS = 8
const LOOP_ROUNDS = 3
const SMALL_BATCH = 32
const SMALL_STEPS = 10
const MOBILENET: ChildSettings = {
  architecture: 'mobilenetv2',
  input: { height: 240, width: 160 },
  batch: BATCH,
  backend: 'native',
  isComposed: false,
  dataset: null,
  epochSteps: EPOCH_STEPS,
}
const CUSTOM_CNN: ChildSettings = {
  ...MOBILENET,
  architecture: 'custom-cnn',
  input: { height: 24, width: 24 },
  batch: SMALL_BATCH,
  backend: 'wasm',
}

type Answer = StepTimes & { peakMb: number | null }
type Child = LineProcess<Answer>

const { values } = parseArgs({
  options: {
    dataset: { type: 'string' },
    python: { type: 'string', default: process.env['ONESHEET_PYTHON'] ?? '' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const rows: { what: string; value: number | null; unit: string; bar: string }[] = []
const notes: string[] = []

function note(what: string, value: number | null, unit: string, bar = ''): void {
  rows.push({ what, value: value === null ? null : Math.round(value * 100) / 100, unit, bar })
}

const load = loadavg()[0] ?? 0
if (findNativeAddon() === null) notes.push('The native backend is not installed: its rows are left out.')
else {
  await measureStep()
  if (values.dataset !== undefined) await measureLoop(values.dataset)
  await measureComposed()
}
await measureWasm()
if (values.dataset !== undefined) await measureEvaluate(values.dataset)
const loads = [load, loadavg()[0] ?? 0].map((value) => Math.round(value * 10) / 10)
if (values.json) console.log(JSON.stringify({ machine: machine(), loads, rows, notes }, null, 2))
else {
  console.log(`${machine()}; load of the machine ${loads.join(' to ')}`)
  console.table(rows)
  for (const line of notes) console.log(line)
}

function openChild(settings: ChildSettings): Promise<Child> {
  return startLines<Answer>(process.execPath, [
    join(HOME, 'bench/support/training-child.ts'),
    JSON.stringify(settings),
  ])
}

/** PyTorch with the same network and batch, or null where there is none. */
async function openPython(): Promise<Child | null> {
  if (values.python === '') return null
  const { height, width } = MOBILENET.input
  const parameters = [height, width, BATCH, GENRES.length, 1].map(String)
  try {
    return await startLines<Answer>(values.python, [join(HOME, 'bench/python-train.py'), ...parameters])
  } catch (error) {
    notes.push(`PyTorch does not run: ${String(error).trim().split('\n').at(-1) ?? ''}`)
    return null
  }
}

async function measureStep(): Promise<void> {
  const own = await openChild(MOBILENET)
  const python = await openPython()
  const [ours, theirs]: [Answer[], Answer[]] = [[], []]
  await own.ask(String(WARM_STEPS))
  await python?.ask(String(WARM_STEPS))
  for (let round = 0; round < rounds; round++) {
    ours.push(await own.ask(String(STEPS)))
    if (python !== null) theirs.push(await python.ask(String(STEPS)))
  }
  await own.end()
  await python?.end()
  notes.push(`MobileNetV2: ${JSON.stringify(own.ready)}, ${JSON.stringify(python?.ready ?? 'no PyTorch')}`)
  const { wallMs, coreMs } = perPicture(ours, BATCH)
  note('MobileNetV2 240×160, a step: per picture', wallMs, 'ms', '35')
  note('the same, of the processor', coreMs, 'ms', '35')
  note('its peak memory, batch 16', ours.at(-1)?.peakMb ?? null, 'MB', '2500')
  if (python === null) return
  const reference = perPicture(theirs, BATCH)
  const ratio = ratioOf(ours, theirs)
  note('PyTorch, fp32: per picture', reference.wallMs, 'ms')
  note('the same, of the processor', reference.coreMs, 'ms')
  note('ours to PyTorch', ratio.wallMs, '×', '1.3')
  note('the same, of the processor', ratio.coreMs, '×', '1.3')
  note('its peak memory', theirs.at(-1)?.peakMb ?? null, 'MB')
}

async function measureLoop(dataset: string): Promise<void> {
  const child = await openChild({ ...MOBILENET, dataset })
  await child.ask(String(WARM_STEPS))
  const [bare, loop]: [Answer[], Answer[]] = [[], []]
  for (let round = 0; round < LOOP_ROUNDS; round++) {
    bare.push(await child.ask(String(EPOCH_STEPS)))
    loop.push(await child.ask('epoch'))
  }
  await child.end()
  const ratio = ratioOf(loop, bare)
  note('the loop, augmentation paper,flip: per picture', perPicture(loop, BATCH).wallMs, 'ms')
  note('the loop to its bare step', ratio.wallMs, '×', '1.15')
  note('the same, of the processor (augmenting is in it)', ratio.coreMs, '×')
  note('its peak memory, batches and all', loop.at(-1)?.peakMb ?? null, 'MB', '2500')
}

async function measureComposed(): Promise<void> {
  const child = await openChild({ ...MOBILENET, batch: COMPOSED_BATCH, isComposed: true })
  await child.ask('1')
  const times = await child.ask(String(STEPS))
  await child.end()
  const { wallMs, coreMs } = perPicture([times], COMPOSED_BATCH)
  note('a step with composed gradients, batch 8: per picture', wallMs, 'ms')
  note('the same, of the processor', coreMs, 'ms')
  note('its peak memory', times.peakMb, 'MB')
}

async function measureWasm(): Promise<void> {
  const child = await openChild(CUSTOM_CNN)
  await child.ask(String(WARM_STEPS))
  const times = await child.ask(String(SMALL_STEPS))
  await child.end()
  const { wallMs, coreMs } = perPicture([times], SMALL_BATCH)
  note('custom CNN 24×24 on wasm, batch 32: per picture', wallMs, 'ms', '20')
  note('the same, of the processor', coreMs, 'ms', '20')
}

async function measureEvaluate(dataset: string): Promise<void> {
  const { films, rawPerSecond, perSecond, ratio } = await evaluateRates(dataset, LOOP_ROUNDS)
  note(`evaluating ${films} films, decoding and all`, perSecond, '/s')
  note('the network alone, same threads', rawPerSecond, '/s')
  note('evaluating to the network alone', ratio, '×', 'at least 0.8')
}
