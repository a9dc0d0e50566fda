/** A bullet for each. */
export const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n')
/** Three digits; a dash where there is no value. */
export const rate = (value: number | null, digits = 3) => (value === null ? '–' : value.toFixed(digits))
/** "0.304 to 0.334". */
export const interval = (range: readonly [number, number] | null) =>
  range?.map((value) => rate(value)).join(' to ') ?? '–'
/** 12345 → "12,345". */
export const thousands = (count: number) => count.toLocaleString('en-US')

/** Cells are kept within their table whatever they hold. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

const escapeCell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
