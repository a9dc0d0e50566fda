/**
 * Which of the drawn rows shows which row of the wall. One that stays in view keeps its place in the document, and
 * with it the keyboard; one that comes into view takes over the elements of one that left.
 */
export function assignSlots(
  before: ReadonlyMap<number, number>,
  rows: readonly number[],
): Map<number, number> {
  const slots = new Map<number, number>()
  const taken = new Set<number>()
  for (const row of rows) {
    const slot = before.get(row)
    if (slot === undefined) continue
    slots.set(row, slot)
    taken.add(slot)
  }
  let free = 0
  for (const row of rows) {
    if (slots.has(row)) continue
    while (taken.has(free)) free += 1
    slots.set(row, free)
    taken.add(free)
  }
  return slots
}
