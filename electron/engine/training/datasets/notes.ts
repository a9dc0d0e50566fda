import { NOTES_KEPT, type RowNote } from './film.ts'

/** Counts of what was noticed while reading rows: bounded in what is kept, exact in what is counted. */
export class RowNotes {
  readonly leftOut: Record<string, number> = {}
  readonly noted: Record<string, number> = {}
  readonly notes: RowNote[] = []

  /** The row is kept. */
  note(line: number, reason: string): void {
    this.noted[reason] = (this.noted[reason] ?? 0) + 1
    if (this.notes.length < NOTES_KEPT) this.notes.push({ line, reason })
  }

  /** The row is not. */
  leaveOut(line: number, reason: string): void {
    this.leftOut[reason] = (this.leftOut[reason] ?? 0) + 1
    this.note(line, reason)
  }
}
