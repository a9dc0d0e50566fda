import type { App } from 'electron'

/** What a second start tells the first. */
export interface SecondStart {
  folder: string | null
}

/**
 * One window for each data folder: a second start hands its folder to the first, which comes forward. False where this
 * is the second, which then has to end.
 */
export function beTheOnlyOne(
  app: Pick<App, 'requestSingleInstanceLock'> & {
    on(
      event: 'second-instance',
      listener: (event: unknown, words: string[], workingFolder: string, data: unknown) => void,
    ): unknown
  },
  folder: string | null,
  onSecondStart: (start: SecondStart) => void,
): boolean {
  if (!app.requestSingleInstanceLock({ folder } satisfies SecondStart)) return false
  app.on('second-instance', (_event, _words, _workingFolder, data) => {
    const given = (data as Partial<SecondStart> | null)?.folder
    onSecondStart({ folder: typeof given === 'string' ? given : null })
  })
  return true
}
