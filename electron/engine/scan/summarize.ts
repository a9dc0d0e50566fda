import type Database from 'better-sqlite3'
import type { ScanReport } from '#shared/contract/scan.ts'
import type { FileRow } from '../catalog/queries/files.ts'
import { missingCount } from '../catalog/queries/files.ts'
import { sql } from '../catalog/sql.ts'
import type { CommitTally } from './commit-pictures.ts'
import { countSkip } from './discover.ts'
import { displayPath } from './paths.ts'
import type { SurveyedRoot } from './survey.ts'

type Summary = Pick<
  ScanReport,
  'found' | 'added' | 'changed' | 'moved' | 'unchanged' | 'quarantined' | 'missing'
> & {
  skipped: Map<string, number>
}

type Row = Pick<FileRow, 'id' | 'path' | 'poster_id' | 'state' | 'problem_code' | 'problem_message'>

/** The counts of a scan, read off the catalog as the scan left it: every found file is counted once. */
export function summarize(
  db: Database.Database,
  surveys: readonly SurveyedRoot[],
  tally: CommitTally,
): Summary {
  const summary: Summary = {
    found: 0,
    added: 0,
    changed: 0,
    moved: 0,
    unchanged: 0,
    quarantined: [],
    missing: 0,
    skipped: new Map(),
  }
  for (const surveyed of surveys) {
    if (surveyed.files.length === 0) {
      summary.missing += missingCount(db, surveyed.root.id)
      continue
    }
    const found = new Set(surveyed.files.map((file) => file.path.toString('latin1')))
    const rows = sql(
      db,
      'SELECT id, path, poster_id, state, problem_code, problem_message FROM file WHERE root_id = ? ORDER BY path',
    ).iterate(surveyed.root.id) as IterableIterator<Row>
    for (const row of rows) {
      if (row.state === 'missing') summary.missing++
      else if (found.has(row.path.toString('latin1'))) count(summary, surveyed, row, tally)
    }
  }
  summary.found =
    summary.added + summary.changed + summary.moved + summary.unchanged + summary.quarantined.length
  return summary
}

function count(summary: Summary, surveyed: SurveyedRoot, row: Row, tally: CommitTally): void {
  if (row.poster_id === null) countSkip(summary.skipped, 'not-portrait')
  else if (row.state === 'quarantined') {
    const isNew = tally.newProblems.has(row.id)
    summary.quarantined.push({
      ...displayPath(surveyed.root.path, row.path),
      code: row.problem_code ?? 'internal',
      message: row.problem_message ?? '',
      new: isNew,
    })
  } else if (tally.movedIds.has(row.id)) summary.moved++
  else if (!surveyed.knownIds.has(row.id)) summary.added++
  else if (tally.changedIds.has(row.id)) summary.changed++
  else summary.unchanged++
}
