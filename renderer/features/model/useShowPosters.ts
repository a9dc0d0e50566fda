import type { Known } from '#shared/contract/values.ts'
import { NO_FILTER } from '../../stores/filter-address.ts'
import { useShowWall } from '../side/useShowWall.ts'

/** Opens the wall on the posters behind a number, and on nothing else. */
export function useShowPosters() {
  const showWall = useShowWall()
  return (known: Known) => showWall({ ...NO_FILTER, known })
}
