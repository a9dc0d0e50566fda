import type { RenderProcessGoneDetails } from 'electron'

export interface LivingPage {
  on(
    name: 'render-process-gone',
    listener: (event: unknown, details: RenderProcessGoneDetails) => void,
  ): unknown
  on(
    name: 'did-start-navigation',
    listener: (details: { isMainFrame: boolean; isSameDocument: boolean }) => void,
  ): unknown
  reload(): void
}

export interface PageLifeOptions {
  /** What it was connected to is of no use to the next page. */
  onGone(): void
  /** It goes again and again: the person is asked instead. */
  onHopeless(): void
  now?(): number
}

const WINDOW_MS = 60_000
const MOST_RELOADS = 3

/** Loads the page again when its process is gone; the engine and its jobs do not notice. */
export function keepPageAlive(page: LivingPage, options: PageLifeOptions): void {
  const { onGone, onHopeless, now = () => performance.now() } = options
  let deaths: number[] = []
  page.on('render-process-gone', (_event, { reason }) => {
    onGone()
    if (reason === 'clean-exit') return
    const at = now()
    deaths = [...deaths.filter((death) => at - death < WINDOW_MS), at]
    if (deaths.length > MOST_RELOADS) onHopeless()
    else page.reload()
  })
  page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) onGone()
  })
}
