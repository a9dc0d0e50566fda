import type { Page } from 'playwright-core'

const WAIT_MS = 20_000

/** What a newcomer does, by clicks alone, from the first run to every view. */
export interface Tour {
  page: Page
  /** The folder that is pointed at. */
  folder: string
  /** Called in every view, when it is drawn. */
  look(name: string): Promise<void>
}

/**
 * From an empty catalog: points at a folder, sees what is in it, has it scanned, and clicks through every view.
 * @returns milliseconds from pressing "Scan" until the first posters stand on the wall
 */
export async function takeTour({ page, folder, look }: Tour): Promise<{ toWallMs: number }> {
  page.setDefaultTimeout(WAIT_MS)
  const at = (id: string) => page.getByTestId(id)
  const heading = () => page.locator('main h1').first().waitFor()

  await at('try-samples').waitFor()
  await look('first-run')
  await at('folder-path').fill(folder)
  await at('folder-path').press('Enter')
  await at('scan-this').waitFor()
  await look('found')
  await at('scan-this').click()
  const from = performance.now()
  await at('wall').locator('[data-id]').first().waitFor()
  const toWallMs = performance.now() - from
  await look('wall-while-scanning')
  await page.locator('[data-testid="scan-card"][data-state="done"]').waitFor({ timeout: 3_600_000 })
  await look('wall')

  await at('genre-Drama').click()
  await page.getByRole('button', { name: 'Remove Drama' }).waitFor()
  await look('wall-filtered')
  await at('genre-Drama').click()
  await at('sort').click()
  await page.getByRole('menu').waitFor()
  await look('sort-menu')
  await page.keyboard.press('Escape')

  await at('wall').locator('[data-id]').first().click()
  await at('poster-title').waitFor()
  await look('poster')
  await at('more-genres').click()
  await at('yes-Western').click()
  await page.locator('[data-testid="yes-Western"][aria-pressed="true"]').waitFor()
  await look('poster-judged')
  await at('back').click()
  await at('wall').locator('[data-id]').first().hover()
  await at('wall').locator('[data-tick]').first().click()
  await at('selection-bar').waitFor()
  await look('wall-selected')
  await page.keyboard.press('Escape')

  await at('place-review').click()
  await at('question').locator('h2').waitFor()
  await look('review')
  await at('place-teach').click()
  await at('teach-start').waitFor()
  await look('teach')
  await at('place-problems').click()
  await heading()
  for (const kind of ['folders', 'missing', 'set-aside', 'duplicates']) {
    await at(`problems-${kind}`).click()
    await look(`problems-${kind}`)
  }
  await at('place-settings').click()
  await heading()
  for (const section of ['general', 'folders', 'genres', 'keys', 'models', 'data', 'about']) {
    await at(`section-${section}`).click()
    await page.locator(`[data-testid="section-${section}"][aria-current="page"]`).waitFor()
    await look(`settings-${section}`)
  }
  await at('jobs').click()
  await at('job-list').waitFor()
  await look('jobs')
  await page.keyboard.press('Escape')
  await at('keys').click()
  await page.locator('dialog[open]').waitFor()
  await look('keys')
  await page.keyboard.press('Escape')
  await at('place-wall').click()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await look('palette')
  await page.keyboard.press('Escape')
  return { toWallMs }
}
