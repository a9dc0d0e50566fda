import type { Trouble } from '#shared/contract/app.ts'

/** A trouble as the window says it, and the command that puts it right where there is one. */
export interface TroubleWords {
  text: string
  command: string | null
}

/** Of a damaged catalog the window says first what still works; anything else is said as the engine says it. */
export function troubleWords({ code, message, backup }: Trouble): TroubleWords {
  if (code !== 'catalog/damaged') return { text: message, command: null }
  const state =
    'The catalog file is damaged. You can look at everything and change nothing; the file is kept as it is.'
  if (backup === null) return { text: `${state} It has no good backup.`, command: null }
  const day = new Date(backup.at).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' })
  return {
    text: `${state} Its last good backup is of ${day}. To put it back, close Onesheet and run`,
    command: `onesheet restore "${backup.path}"`,
  }
}
