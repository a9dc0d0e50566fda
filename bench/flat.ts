/**
 * Whether a large collection costs more per poster than a small one, how much memory a scan takes, and how long it
 * takes to find nothing new.
 *
 *     onesheet bench flat --posters FOLDER [--small 10000] [--large 50000] [--no-predict] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ScanReport } from '#shared/contract/scan.ts'
import { onesheet } from './support/command.ts'
import { machine, median } from './support/machine.ts'
import { layPosters } from './support/posters.ts'

const RESCANS = 5

const { values } = parseArgs({
  options: {
    posters: { type: 'string' },
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '50000' },
    'no-predict': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
if (values.posters === undefined) throw new Error('Name the folder of JPEG posters: --posters FOLDER')

const folder = mkdtempSync(join(tmpdir(), 'onesheet-bench-'))
try {
  const rows = []
  for (const count of [Number(values.small), Number(values.large)])
    rows.push(await measure(values.posters, count))
  const [small, large] = rows
  const ratio = small === undefined || large === undefined ? null : large.msPerPoster / small.msPerPoster
  const result = { machine: machine(), predict: !values['no-predict'], rows, ratio }
  if (values.json) console.log(JSON.stringify(result, null, 2))
  else {
    console.log(`${result.machine}; per poster, large to small: ${ratio?.toFixed(2) ?? '?'}`)
    console.table(rows)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(posters: string, count: number) {
  const laid = join(folder, `posters-${count}`)
  const data = join(folder, `data-${count}`)
  await layPosters(posters, laid, { count, enlarged: false })
  const flags = values['no-predict'] ? ['--no-predict'] : []
  const first = await onesheet(data, ['scan', laid, ...flags, '--json'])
  if (first.code !== 0) throw new Error(`the scan ended with ${String(first.code)}: ${first.stdout}`)
  const again: number[] = []
  let rescanPeakMb = 0
  for (let round = 0; round < RESCANS; round++) {
    const { code, stdout, seconds, peakMb } = await onesheet(data, ['scan', laid, ...flags, '--json'])
    const { unchanged } = JSON.parse(stdout) as ScanReport
    if (code !== 0 || unchanged !== count)
      throw new Error(`a rescan found ${unchanged} of ${count} unchanged`)
    again.push(seconds)
    rescanPeakMb = Math.max(rescanPeakMb, peakMb ?? 0)
  }
  rmSync(laid, { recursive: true, force: true })
  return {
    posters: count,
    seconds: Math.round(first.seconds),
    msPerPoster: Math.round((first.seconds * 100_000) / count) / 100,
    peakMb: Math.round(first.peakMb ?? 0),
    rescanSeconds: Math.round(median(again) * 100) / 100,
    rescanPeakMb: Math.round(rescanPeakMb),
  }
}
