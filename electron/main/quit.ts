import type { App } from 'electron'

/** The whole of it: the promise is that the app is gone within three seconds. */
const STOP_LIMIT_MS = 2_800

/**
 * Ends the engine before the app: what runs is put aside to be resumed, and after the limit the engine is killed,
 * because what it saved is saved.
 */
export function endInOrder(
  app: { on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown } & Pick<
    App,
    'exit'
  >,
  stopEngine: (limitMs: number) => Promise<void>,
  onEnding: () => void,
): void {
  let isEnding = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (isEnding) return
    isEnding = true
    onEnding()
    void stopEngine(STOP_LIMIT_MS).finally(() => app.exit(0))
  })
}
