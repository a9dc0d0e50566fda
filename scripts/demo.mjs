/**
 * `npm run demo`: scans the drawn sample posters into a catalog in a temporary folder, prints the genres predicted
 * for each, and removes the folder. No file of the user's is read or written.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentWith, onRightNode, requireNodePath, root, runChild } from './node-runtime.mjs'

await onRightNode(import.meta.url)

const TOP = 3
const samples = join(root, 'resources', 'samples')
const onesheet = join(root, 'scripts', 'onesheet.mjs')

process.exitCode = await demo()

async function demo() {
  if (!existsSync(samples)) {
    console.error('The sample posters, resources/samples, are missing.')
    return 1
  }
  const data = mkdtempSync(join(tmpdir(), 'onesheet-demo-'))
  const node = requireNodePath()
  const env = environmentWith(node, { ONESHEET_DATA: data })
  try {
    console.log('Scanning the sample posters in resources/samples.\n')
    const code = await runChild(node, [onesheet, 'scan', samples], { env })
    if (code !== 0) return code
    const list = spawnSync(node, [onesheet, 'list', '--json', '--sort', 'title'], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 64 * 1024 * 1024,
    })
    if (list.status !== 0) return list.status ?? 1
    const { items } = JSON.parse(list.stdout)
    if (items.length === 0) {
      console.error('The scan found no posters.')
      return 1
    }
    printTable(items)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
  console.log('\nThe catalog of this demonstration is gone again. To open the app: npm start')
  return 0
}

function printTable(items) {
  const rows = items.map(({ title, year, genres }) => [
    title ?? '(no title)',
    String(year ?? ''),
    genresInWords(genres),
  ])
  const table = [['Title', 'Year', 'Predicted genres'], ...rows]
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column].length)))
  console.log()
  for (const [title, year, genres] of table) {
    console.log(`${title.padEnd(widths[0])}  ${year.padEnd(widths[1])}  ${genres}`)
  }
  console.log('\nA name alone is likely; "?" marks the best guesses where none is.')
}

function genresInWords(genres) {
  const percent = ({ name, probability }) => `${name} ${Math.round(probability * 100)} %`
  const likely = genres.filter(({ level }) => level === 'likely')
  if (likely.length > 0) return likely.map(percent).join(', ')
  const best = genres.filter(({ probability }) => probability !== null).slice(0, TOP)
  return best.length === 0 ? 'not predicted' : best.map((genre) => `${percent(genre)} ?`).join(', ')
}
