import type { ListItem } from '#shared/contract/library.ts'
import type { Level, VerdictValue } from '#shared/contract/values.ts'
import { isOwnHeld } from '#shared/domain/effective.ts'

/** An item of a list, its genres of the user's own named among the twenty. */
export interface NamedItem extends Omit<ListItem, 'genres' | 'effective' | 'verdicts' | 'own'> {
  genres: { name: string; probability: number; level: Level | null; verdict: VerdictValue | null }[]
  effective: string[]
  verdicts: Record<string, VerdictValue>
}

export function namedItem({ own, ...item }: ListItem): NamedItem {
  const predicted = own.flatMap(({ name, probability, likely, verdict }) => {
    const level: Level | null = likely ? 'likely' : null
    return probability === null ? [] : [{ name, probability, level, verdict }]
  })
  const said = own.flatMap(({ name, verdict }) => (verdict === null ? [] : [[name, verdict]]))
  return {
    ...item,
    genres: [...item.genres, ...predicted].sort(
      (left, right) => right.probability - left.probability || (left.name < right.name ? -1 : 1),
    ),
    effective: [...item.effective, ...own.filter(isOwnHeld).map(({ name }) => name)],
    verdicts: { ...item.verdicts, ...Object.fromEntries(said) },
  }
}
