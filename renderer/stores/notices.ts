import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { AppError } from '#shared/errors.ts'
import { t } from '../i18n.ts'
import { engineText } from '../words/engine-texts.ts'
import { createNoticeQueue } from './notice-queue.ts'

/** What can be done about a notice, at the end of its line. */
export interface NoticeAct {
  label: string
  run(): void
}

export interface Notice {
  text: string
  kind: 'done' | 'problem'
  act: NoticeAct | null
}

const PROGRESS_SAID_EVERY_MS = 10_000

/** A sentence for anything thrown, in the window's language. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof AppError ? engineText(thrown.message) : t('errors.internal')
}

/** The one status line at the foot of the window: what was done last, or why it was not. */
export const useNoticesStore = defineStore('notices', () => {
  const notice = shallowRef<Notice | null>(null)
  const queue = createNoticeQueue((next) => (notice.value = next))
  const progress = ref('')
  let progressSaidAt = -Infinity

  return {
    notice,
    /** What a screen reader reads out; the line itself has buttons and is not read by itself. */
    spoken: computed(() => notice.value?.text ?? progress.value),
    say: (text: string, act: NoticeAct | null = null) => queue.add({ text, kind: 'done', act }),
    warn: (thrown: unknown, act: NoticeAct | null = null) =>
      queue.add({ text: sentenceOf(thrown), kind: 'problem', act }),
    /** Progress is read out and not shown, at most every ten seconds. */
    announce: (text: string) => {
      const now = Date.now()
      if (now - progressSaidAt < PROGRESS_SAID_EVERY_MS) return
      progressSaidAt = now
      progress.value = text
    },
    dismiss: () => queue.next(),
    /** Keeps the notice as long as it is pointed at or has the focus. */
    hold: () => queue.hold(),
    release: () => queue.release(),
  }
})
