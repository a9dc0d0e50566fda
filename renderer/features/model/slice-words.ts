import type { Slice, SliceKind } from '#shared/domain/scoreboard.ts'
import { t } from '../../i18n.ts'

/** What a slice is called: "1980s", "in colour", or the source as the metadata names it. */
export function sliceWords(kind: SliceKind, { name }: Pick<Slice, 'name'>): string {
  if (name === null) return t('model.notKnown')
  if (kind === 'decade') return t('model.decade', { year: name })
  if (kind === 'colour') return t(name === 'grayscale' ? 'model.colours.grayscale' : 'model.colours.colour')
  return name
}
