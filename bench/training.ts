/**
 * What a training step costs, with its memory, against its bars and against PyTorch; what the loop around it adds; and
 * how near evaluating comes to the network alone.
 *
 *     onesheet bench training [--dataset FOLDER] [--python PYTHON] [--rounds 3] [--json]
 *
 * Each network has a process of its own with one thread. Those that are compared take turns, so that they meet the same
 * machine; where others work on it too, the time of the processor says more than that by the clock. Without a dataset
 * folder (some hundred films) the loop and evaluating are left out, without a Python that has PyTorch (`--python`, or in
 * ONESHEET_PYTHON) the comparison, without a graphics card its rows. On two cores with others at work on them it takes three minutes.
 */
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findNativeAddon } from '#engine/model/backends/native-library.ts'
import { runProbe } from '#engine/model/backends/run-probe.ts'
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
const CARD_STEPS = 10
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

/**
 * Left to itself, glibc gives large pieces back to the system and asks for them again, which costs PyTorch a third of
 * its time here; TensorFlow keeps its own.
 */
const KEEP_MEMORY = {
  GLIBC_TUNABLES: 'glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=8589934592',
}

type Answer = StepTimes & { peakMb: number | null }
type Child = LineProcess<Answer>

const { values } = parseArgs({
  options: {
    dataset: { type: 'string' },
    python: { type: 'string', default: process.env['ONESHEET_PYTHON'] ?? '' },
    rounds: { type: 'string', default: '3' },
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
await measureCard(values.dataset ?? null)
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
async function openPython(environment: Record<string, string>): Promise<Child | null> {
  if (values.python === '') return null
  const { height, width } = MOBILENET.input
  const parameters = [height, width, BATCH, GENRES.length, 1].map(String)
  try {
    return await startLines<Answer>(
      values.python,
      [join(HOME, 'bench/python-train.py'), ...parameters],
      environment,
    )
  } catch (error) {
    notes.push(`PyTorch does not run: ${String(error).trim().split('\n').at(-1) ?? ''}`)
    return null
  }
}

async function measureStep(): Promise<void> {
  const own = await openChild(MOBILENET)
  const python = await openPython({})
  const tuned = python === null ? null : await openPython(KEEP_MEMORY)
  const taking = [own, python, tuned].filter((child) => child !== null)
  const answers = taking.map((): Answer[] => [])
  for (const child of taking) await child.ask(String(WARM_STEPS))
  for (let round = 0; round < rounds; round++) {
    for (const [place, child] of taking.entries()) answers[place]?.push(await child.ask(String(STEPS)))
  }
  for (const child of taking) await child.end()
  notes.push(`MobileNetV2: ${taking.map(({ ready }) => JSON.stringify(ready)).join(', ')}`)
  const [ours = [], theirs, best] = answers
  const { wallMs, coreMs } = perPicture(ours, BATCH)
  note('MobileNetV2 240×160, a step: per picture', wallMs, 'ms', '35')
  note('the same, of the processor', coreMs, 'ms', '35')
  note('its peak memory, batch 16', ours.at(-1)?.peakMb ?? null, 'MB', '2500')
  if (theirs !== undefined) noteOther('PyTorch, fp32', ours, theirs, '1.3')
  if (best !== undefined) noteOther('PyTorch that keeps its memory', ours, best)
}

function noteOther(name: string, ours: readonly Answer[], theirs: readonly Answer[], bar = ''): void {
  const { wallMs, coreMs } = perPicture(theirs, BATCH)
  const ratio = ratioOf(ours, theirs)
  note(`${name}: per picture`, wallMs, 'ms')
  note('the same, of the processor', coreMs, 'ms')
  note(`a step to ${name}`, ratio.wallMs, '×', bar)
  note('the same, of the processor', ratio.coreMs, '×', bar)
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

/** On a graphics card, each step waited for; the loop hands it the next one meanwhile. */
async function measureCard(dataset: string | null): Promise<void> {
  const { description, reason } = await runProbe({ name: 'webgpu', threads: null, task: CUSTOM_CNN })
  if (reason !== null) {
    notes.push(`WebGPU is left out: ${reason}.`)
    return
  }
  const child = await openChild({ ...MOBILENET, backend: 'webgpu', dataset })
  await child.ask(String(WARM_STEPS))
  const times = await child.ask(String(CARD_STEPS))
  note(`MobileNetV2 240×160 on ${description}: per picture`, perPicture([times], BATCH).wallMs, 'ms')
  if (dataset !== null) {
    await child.ask('epoch')
    const loop = await child.ask('epoch')
    note('the loop on it: per picture', perPicture([loop], BATCH).wallMs, 'ms')
  }
  await child.end()
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
  const { films, rawPerSecond, perSecond, ratio, ratioToBoth } = await evaluateRates(dataset, LOOP_ROUNDS)
  note(`evaluating ${films} films, decoding and all`, perSecond, '/s')
  note('the network alone, same threads', rawPerSecond, '/s')
  note('evaluating to the network alone', ratio, '×', 'at least 0.8')
  note('evaluating to the network and decoding', ratioToBoth, '×')
}
