import { sigmoid } from '../../model/title/title-fusion.ts'
import type { GenreLevel } from '../levels.ts'
import { fitLevels } from '../levels.ts'
import type { JudgedPair } from './judged-pairs.ts'

/** Fewer verdicts, or none of either answer, fit no level. */
const LEAST_VERDICTS = 10
/** So many verdicts of the rarer answer are worth as much as what the parent's level was fitted on. */
const SHRINKAGE = 100
/** No level is moved to where its logit has no bounds. */
const EDGE = 1e-6

/**
 * Levels of a taught head: those of the parent, moved towards what fits the verdicts on films that were not
 * learned from. Levels fitted on verdicts of which n say the rarer answer count n / (n + 100), in logits, so that a level near
 * one end moves as freely as one in the middle: where a threshold comes to lie among few yes is mostly chance, and would
 * call many posters otherwise for nothing. A genre that was weak stays so, and a level that cannot be
 * fitted on these films stays. The taught head is calibrated on the verdicts as it is: its bias and scale
 * are that, drawn to the parent's by their priors.
 */
export function taughtLevels(
  parent: readonly GenreLevel[],
  changed: readonly number[],
  pairs: readonly JudgedPair[],
): GenreLevel[] {
  return parent.map((level, label) => {
    const own = pairs.filter((pair) => pair.label === label)
    const yes = own.filter(({ isYes }) => isYes).length
    const isTold = own.length >= LEAST_VERDICTS && yes > 0 && yes < own.length
    if (!isTold || !changed.includes(label)) return level
    const [fitted] = fitLevels(
      Float64Array.from(own, ({ after }) => sigmoid(after)),
      Uint8Array.from(own, ({ isYes }) => (isYes ? 1 : 0)),
      1,
    )
    return fitted === undefined ? level : shrunk(level, fitted, Math.min(yes, own.length - yes))
  })
}

function shrunk(parent: GenreLevel, fitted: GenreLevel, rarer: number): GenreLevel {
  const share = rarer / (rarer + SHRINKAGE)
  const between = (from: number, to: number) => sigmoid((1 - share) * logit(from) + share * logit(to))
  const moved = (from: number | null, to: number | null) =>
    from === null || to === null ? from : between(from, to)
  const likely = moved(parent.likely, fitted.likely)
  const maybe = Math.min(between(parent.maybe, fitted.maybe), likely ?? 1)
  const fewer = moved(parent.fewer, fitted.fewer)
  const more = moved(parent.more, fitted.more)
  return {
    likely,
    fewer: fewer === null || likely === null ? fewer : Math.max(fewer, likely),
    more: more === null ? null : Math.min(Math.max(more, maybe), likely ?? 1),
    maybe,
  }
}

function logit(probability: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, probability))
  return Math.log(inside / (1 - inside))
}
