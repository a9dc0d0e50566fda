/** A poster that could be asked about. */
export interface Candidate {
  row: number
  /** The one genre in question, in label order; null where all are. */
  genre: number | null
  /** From 0 to 1: how much its kind wants it asked. */
  score: number
}

/**
 * The best of many candidates, without putting all of them in order: a list that is cut to the best whenever it has
 * twice as many. Of equal ones the first offered come first.
 */
export class BestRows {
  /** What is no better than this is not among the best. */
  floor = -Infinity
  private readonly most: number
  private readonly held: Candidate[] = []

  constructor(most: number) {
    this.most = most
  }

  offer(row: number, genre: number | null, score: number): void {
    if (!(score > this.floor)) return
    this.held.push({ row, genre, score })
    if (this.held.length >= this.most * 2) this.cut()
  }

  /** Best first. */
  all(): readonly Candidate[] {
    if (this.held.length > this.most) this.cut()
    else this.order()
    return this.held
  }

  private cut(): void {
    this.order()
    this.held.length = this.most
    this.floor = this.held.at(-1)?.score ?? -Infinity
  }

  private order(): void {
    this.held.sort((left, right) => right.score - left.score)
  }
}
