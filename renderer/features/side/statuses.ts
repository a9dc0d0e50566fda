import { Archive, Check, CircleQuestionMark, LayoutGrid, PencilLine, Unplug } from 'lucide-vue-next'
import type { Component } from 'vue'
import type { Status } from '#shared/contract/values.ts'

export interface StatusEntry {
  /** Null is the wall itself: every poster that is there and not set aside. */
  status: Status | null
  words: string
  icon: Component
}

export const STATUS_ENTRIES: readonly StatusEntry[] = [
  { status: null, words: 'All posters', icon: LayoutGrid },
  { status: 'unsure', words: 'Unsure', icon: CircleQuestionMark },
  { status: 'confirmed', words: 'Confirmed', icon: Check },
  { status: 'corrected', words: 'Corrected', icon: PencilLine },
  { status: 'quarantined', words: 'Set aside', icon: Archive },
  { status: 'missing', words: 'Missing', icon: Unplug },
]

/** A status in words; "All posters" for one that has no entry. */
export function statusWords(status: Status | null): string {
  return STATUS_ENTRIES.find((entry) => entry.status === status)?.words ?? 'All posters'
}
