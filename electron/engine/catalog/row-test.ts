/** Whether a row of the columns is kept. */
export type RowTest = (row: number) => boolean

/** Asks one test after the other until one says no; those that ask nothing are null, and so is nothing at all. */
export function allOf(...tests: readonly (RowTest | null)[]): RowTest | null {
  const asked = tests.filter((test) => test !== null)
  const [first = null, second] = asked
  if (first === null || second === undefined) return first
  if (asked.length === 2) return (row) => first(row) && second(row)
  return (row) => asked.every((test) => test(row))
}
