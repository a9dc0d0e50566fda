import { Archive, Check, CircleQuestionMark, PencilLine, Unplug } from 'lucide-vue-next'
import type { Component } from 'vue'
import type { Status } from '#shared/contract/values.ts'
import { t } from '../../i18n.ts'

export interface StatusEntry {
  status: Status
  icon: Component
}

/** What a person looks for by status; the others stand in addresses only. */
export const STATUS_ENTRIES: readonly StatusEntry[] = [
  { status: 'unsure', icon: CircleQuestionMark },
  { status: 'confirmed', icon: Check },
  { status: 'corrected', icon: PencilLine },
  { status: 'quarantined', icon: Archive },
  { status: 'missing', icon: Unplug },
]

/** A status in words. */
export function statusWords(status: Status): string {
  return t(`filter.statuses.${status}`)
}
