import type { Pair } from './queries/pairs.ts'
import { pairKey } from './queries/pairs.ts'

/** Ids that are joined pair by pair into groups; two that are set apart never come into one. */
export class Groups {
  private readonly members = new Map<number, number[]>()
  private readonly apart: ReadonlySet<string>

  constructor(apart: readonly Pair[]) {
    this.apart = new Set(apart.map(pairKey))
  }

  join([left, right]: Pair): void {
    const [first, second] = [this.of(left), this.of(right)]
    if (first === second) return
    if (this.apart.size > 0 && first.some((a) => second.some((b) => this.apart.has(pairKey([a, b]))))) return
    const both = [...first, ...second]
    for (const id of both) this.members.set(id, both)
  }

  /** Groups of two and more, each in order. */
  all(): number[][] {
    const groups = [...new Set(this.members.values())].filter((ids) => ids.length > 1)
    return groups.map((ids) => ids.sort((a, b) => a - b)).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
  }

  private of(id: number): number[] {
    const held = this.members.get(id)
    if (held !== undefined) return held
    const alone = [id]
    this.members.set(id, alone)
    return alone
  }
}
