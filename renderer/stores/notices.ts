import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { AppError, ERROR_SENTENCES } from '#shared/errors.ts'

export interface Notice {
  text: string
  kind: 'done' | 'problem'
}

const DONE_SHOWN_MS = 4000
const PROBLEM_SHOWN_MS = 9000

/** A sentence for anything thrown. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof AppError ? thrown.message : ERROR_SENTENCES.internal
}

/** The one status line at the foot of the window: what was done last, or why it was not. */
export const useNoticesStore = defineStore('notices', () => {
  const notice = shallowRef<Notice | null>(null)
  let timer: ReturnType<typeof setTimeout> | null = null

  const show = (next: Notice, shownMs: number) => {
    notice.value = next
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => (notice.value = null), shownMs)
  }

  return {
    notice,
    say: (text: string) => show({ text, kind: 'done' }, DONE_SHOWN_MS),
    warn: (thrown: unknown) => show({ text: sentenceOf(thrown), kind: 'problem' }, PROBLEM_SHOWN_MS),
    dismiss: () => {
      notice.value = null
    },
  }
})
