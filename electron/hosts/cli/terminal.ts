/** What every command is given: how to print, when to stop, and where its exit code goes. */
export interface Run {
  readonly json: boolean
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
  exitCode: number
}

export const EXIT = { done: 0, failed: 1, usage: 2, problems: 3, interrupted: 130 } as const

/** The one document of `--json`, or the text for people. */
export function print(run: Run, document: unknown, text: () => string): void {
  const output = run.json ? JSON.stringify(document, null, 2) : text()
  process.stdout.write(output.endsWith('\n') ? output : `${output}\n`)
}

/** A remark beside the result, or why there is none, on one line: it may name files. */
export function remark(text: string): void {
  process.stderr.write(`${inert(text)}\n`)
}

/**
 * Text from files as it may be shown on a terminal: control characters, which could move the cursor or colour the
 * screen, and marks that turn the reading direction become visible blanks.
 */
export function inert(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd')
}

/** Columns of equal width, two blanks apart; numbers to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cells = rows.map((row) => row.map((cell) => inert(cell === null ? '–' : String(cell))))
  const widths = head.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)),
  )
  const isNumber = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        isNumber[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return `${[line([...head]), ...cells.map(line)].join('\n')}\n`
}

/** "1 poster", "12 posters". */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${value.toLocaleString('en-GB')} ${value === 1 ? one : many}`
}

/** A share in whole percent: probabilities for people. */
export function percent(value: number): string {
  return `${Math.round(value * 100)} %`
}
