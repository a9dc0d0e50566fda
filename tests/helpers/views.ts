import type { Page } from 'playwright-core'

/** A view of the window: the address that shows it, and what is there when it is drawn. */
export interface View {
  name: string
  hash: string
  selector: string
}

const CARDS = '[data-testid="wall"] [data-id]'
const HEADING = 'main h1'

/** Every view that an address leads to, over a catalog with a few hundred posters. */
export const VIEWS: readonly View[] = [
  { name: 'library', hash: '/', selector: CARDS },
  { name: 'library-filtered', hash: '/?g=Drama&not=Comedy&y=1960-1999', selector: CARDS },
  { name: 'library-ranked', hash: '/?g=War&level=all&sort=certainty', selector: CARDS },
  { name: 'library-no-match', hash: '/?q=nothing-is-called-this', selector: HEADING },
  { name: 'poster', hash: '/poster/7', selector: '[data-testid="poster-title"]' },
  { name: 'poster-why', hash: '/poster/7?why=Drama', selector: '[data-testid="why-place"]' },
  { name: 'similar', hash: '/similar/7', selector: '[data-testid="similar"][aria-busy="false"] h1' },
  { name: 'poster-unknown', hash: '/poster/999999', selector: HEADING },
  { name: 'review', hash: '/review', selector: '[data-testid="question"] h2' },
  { name: 'teach', hash: '/teach', selector: '[data-testid="teach-start"] h2' },
  ...['folders', 'missing', 'set-aside', 'duplicates'].map((kind) => ({
    name: `problems-${kind}`,
    hash: `/problems/${kind}`,
    selector: HEADING,
  })),
  ...['posters', 'training'].map((part) => ({
    name: `model-${part}`,
    hash: `/model/${part}`,
    selector: '[data-testid="model"] h1',
  })),
  ...['general', 'folders', 'genres', 'keys', 'models', 'data', 'about'].map((section) => ({
    name: `settings-${section}`,
    hash: `/settings/${section}`,
    selector: HEADING,
  })),
]

/** Dialogs over any view, and the key that opens each. */
export const DIALOGS: readonly { name: string; key: string }[] = [
  { name: 'keys', key: '?' },
  { name: 'palette', key: 'Control+k' },
]

export const OPEN_DIALOG = 'dialog[open], [role="dialog"]'

export async function goTo(page: Page, { hash, selector }: View): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
  }, `#${hash}`)
  await page.locator(selector).first().waitFor()
}

/** Opens a dialog, has it looked at, and closes it. */
export async function withDialog(page: Page, key: string, look: () => Promise<void>): Promise<void> {
  await page.keyboard.press(key)
  await page.locator(OPEN_DIALOG).first().waitFor()
  await look()
  await page.keyboard.press('Escape')
  await page.locator(OPEN_DIALOG).first().waitFor({ state: 'detached' })
}

/** Pictures drawn, fonts there, and no transition under way. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.loading === 'lazy'),
  )
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
}
