/**
 * Damaged files of every format, through the real picture worker: each must come out decoded, decoded with the flag
 * `damaged`, or set aside with a sentence, and none may cost another its result.
 *
 *     onesheet bench fuzz [--posters FOLDER] [--count 10000] [--seed 1] [--only INDEX [--keep FILE]] [--json]
 *
 * Without posters the files are drawn ones. `--only` repeats one mutation, of the same seed and posters, and `--keep`
 * keeps its file. Ends with 1 when anything is amiss.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { PictureRequest } from '#engine/images/pictures.ts'
import { createPictures } from '#engine/images/pictures.ts'
import type { FuzzCase } from './support/fuzz-cases.ts'
import { complaintsAbout, fuzzCase, outcomeOf } from './support/fuzz-cases.ts'
import { machine } from './support/machine.ts'
import type { PictureSource } from './support/picture-formats.ts'
import { drawnSources, FORMATS, inEveryFormat } from './support/picture-formats.ts'
import { watchMemory } from './support/process-tree.ts'
import { watchDeaths } from './support/worker-deaths.ts'

const INPUT = { width: 128, height: 192 }
const DRAWN = 4
const POSTERS = 24
const PER_CHUNK = 500
/** So many files of a format that waited longest are read again, alone: beside others a wait says little. */
const READ_AGAIN = 8
const NEVER = new AbortController().signal

interface Row {
  files: number
  decoded: number
  damaged: number
  setAside: Record<string, number>
  slowestMs: number
}

const { values } = parseArgs({
  options: {
    posters: { type: 'string' },
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed)
const first = Number(values.only ?? 0)
const end = values.only === undefined ? Number(values.count) : first + 1

const folder = mkdtempSync(join(tmpdir(), 'onesheet-bench-'))
const pictures = createPictures({ input: INPUT })
const rows = new Map<string, Row>(
  FORMATS.map((format) => [format, { files: 0, decoded: 0, damaged: 0, setAside: {}, slowestMs: 0 }]),
)
const amiss: string[] = []
const waits: { index: number; format: string; waitedMs: number }[] = []
try {
  const sources = await gatherSources()
  const memory = watchMemory(process.pid)
  /** What the worker has and has not answered, by index, with the time it was given. */
  const underway = new Map<number, { fuzzed: FuzzCase; since: number }>()
  const deaths = watchDeaths(() => {
    amiss.push(
      `the worker died, holding ${[...underway.values()].map(({ fuzzed }) => fuzzed.name).join('; ')}`,
    )
  })
  let readMs = 0
  for (let from = first; from < end; from += PER_CHUNK) {
    const cases = Array.from({ length: Math.min(PER_CHUNK, end - from) }, (_, at) =>
      fuzzCase(sources, seed, from + at),
    )
    if (values.keep !== undefined) writeFileSync(values.keep, cases[0]?.bytes ?? '')
    readMs += await readChunk(cases, underway)
    if (!values.json) console.log(`${Math.min(end, from + PER_CHUNK)} of ${end}`)
  }
  await readSlowestAgain(sources)
  await readIntact(sources)
  deaths.stop()
  const count = end - first
  const result = {
    machine: machine(),
    seed,
    files: count,
    posters: values.posters === undefined ? 0 : POSTERS,
    perSecond: Math.round((count * 1000) / readMs),
    workerDeaths: deaths.count(),
    peakMb: Math.round(memory.peakMb() ?? 0),
    formats: [...rows].map(([format, row]) => ({ format, ...row, slowestMs: Math.round(row.slowestMs) })),
    amiss,
  }
  if (values.json) console.log(JSON.stringify(result, null, 2))
  else {
    const { formats, amiss: complaints, ...facts } = result
    console.table(facts)
    console.table(formats.map(({ setAside, ...row }) => ({ ...row, ...setAside })))
    for (const complaint of complaints) console.log(complaint)
  }
  if (amiss.length > 0) process.exitCode = 1
} finally {
  await pictures.close()
  rmSync(folder, { recursive: true, force: true })
}

async function gatherSources(): Promise<PictureSource[]> {
  const sources = await drawnSources(DRAWN)
  if (values.posters === undefined) return sources
  const names = readdirSync(values.posters)
    .filter((name) => name.endsWith('.jpg'))
    .sort()
  for (let at = 0; at < POSTERS; at++) {
    const name = names[Math.floor((at * names.length) / POSTERS)] ?? ''
    sources.push(...(await inEveryFormat(join(values.posters, name))))
  }
  return sources
}

/** Reads the files as a scan would. Answers how long that took, ms. */
async function readChunk(
  cases: readonly FuzzCase[],
  underway: Map<number, { fuzzed: FuzzCase; since: number }>,
): Promise<number> {
  const chunk = join(folder, 'chunk')
  mkdirSync(chunk)
  for (const { index, bytes } of cases) writeFileSync(join(chunk, String(index)), bytes)
  const byIndex = new Map(cases.map((fuzzed) => [fuzzed.index, fuzzed]))
  function* asked(): Generator<PictureRequest> {
    for (const fuzzed of cases) {
      underway.set(fuzzed.index, { fuzzed, since: performance.now() })
      yield requestFor(join(chunk, String(fuzzed.index)), fuzzed.index)
    }
  }
  const from = performance.now()
  for await (const result of pictures.process(asked(), { signal: NEVER })) {
    const fuzzed = byIndex.get(result.key)
    const started = underway.get(result.key)
    if (fuzzed === undefined || started === undefined) {
      amiss.push(`${fuzzed?.name ?? `mutation ${result.key} of seed ${seed}`}: a second result`)
      continue
    }
    underway.delete(result.key)
    waits.push({ index: fuzzed.index, format: fuzzed.format, waitedMs: performance.now() - started.since })
    amiss.push(...complaintsAbout(result, INPUT).map((complaint) => `${fuzzed.name}: ${complaint}`))
    tally(fuzzed.format, outcomeOf(result))
  }
  const took = performance.now() - from
  for (const { fuzzed } of underway.values()) amiss.push(`${fuzzed.name}: no result`)
  underway.clear()
  rmSync(chunk, { recursive: true })
  return took
}

function tally(format: string, outcome: string): void {
  const row = rows.get(format)
  if (row === undefined) return
  row.files++
  if (outcome === 'decoded' || outcome === 'damaged') row[outcome]++
  else row.setAside[outcome] = (row.setAside[outcome] ?? 0) + 1
}

/** One file with the worker to itself, ms. Null: it does not decode. */
async function readAlone(bytes: Uint8Array): Promise<{ tookMs: number; isDecoded: boolean }> {
  const path = join(folder, 'alone')
  writeFileSync(path, bytes)
  const from = performance.now()
  let isDecoded = false
  for await (const { ok } of pictures.process([requestFor(path, 0)], { signal: NEVER })) isDecoded = ok
  return { tookMs: performance.now() - from, isDecoded }
}

async function readSlowestAgain(sources: readonly PictureSource[]): Promise<void> {
  for (const [format, row] of rows) {
    const longest = waits
      .filter((wait) => wait.format === format)
      .sort((left, right) => right.waitedMs - left.waitedMs)
      .slice(0, READ_AGAIN)
    for (const { index } of longest) {
      const { tookMs } = await readAlone(fuzzCase(sources, seed, index).bytes)
      row.slowestMs = Math.max(row.slowestMs, tookMs)
    }
  }
}

/** After all that, sound pictures are read as ever. */
async function readIntact(sources: readonly PictureSource[]): Promise<void> {
  for (const { format, bytes } of sources.slice(0, FORMATS.length)) {
    if (!(await readAlone(bytes)).isDecoded)
      amiss.push(`an intact picture (${format}) is not read afterwards`)
  }
}

function requestFor(path: string, key: number): PictureRequest {
  return { key, path: Buffer.from(path), wantTensor: true, wantThumbnail: true }
}
