import type { Statement, TaughtFilm } from './statements.ts'

/** What may be learned of one genre. */
export interface GenreExamples {
  label: number
  statements: readonly Statement[]
  /** Of each statement: the place of its film, by which folds are made. */
  films: Int32Array
  /** Films that somebody, a person or an NFO, said yes or no of; what was not shown is not among them. */
  yes: number
  no: number
}

/** How much of a genre's row in the head is learned. */
export type Tier = 'unchanged' | 'bias' | 'scale' | 'vector'

/** Films that must be said yes of, and as many no, before so much is learned, the most first. */
const TIERS: readonly { tier: Tier; films: number }[] = [
  { tier: 'vector', films: 40 },
  { tier: 'scale', films: 15 },
  { tier: 'bias', films: 5 },
]

/** The examples of every genre, in label order. */
export function examplesOf(films: readonly TaughtFilm[], labels: number): GenreExamples[] {
  return Array.from({ length: labels }, (_, label) => {
    const statements: Statement[] = []
    const places: number[] = []
    const counts = { yes: 0, no: 0 }
    films.forEach((film, place) => {
      const own = film.statements.filter((statement) => statement.label === label)
      statements.push(...own)
      places.push(...own.map(() => place))
      const [first] = own
      if (first === undefined || first.origin === 'unshown') return
      counts[first.isYes ? 'yes' : 'no']++
    })
    return { label, statements, films: Int32Array.from(places), ...counts }
  })
}

export function tierOf({ yes, no }: Pick<GenreExamples, 'yes' | 'no'>): Tier {
  return TIERS.find(({ films }) => Math.min(yes, no) >= films)?.tier ?? 'unchanged'
}
