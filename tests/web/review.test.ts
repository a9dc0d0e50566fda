import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES, OFF_BY_DEFAULT } from '#shared/domain/genres.ts'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { drawThumbnails } from '../../bench/support/drawn-thumbnails.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { recordTeachings } from '../helpers/recorded-teachings.ts'

const reason = whyNoBrowser()
const POSTERS = 26
const QUESTIONS = 20
const SHOWN = GENRES.filter((genre) => !OFF_BY_DEFAULT.includes(genre))

/** What was answered to a question, and the verdicts that it must have left. */
interface Answered {
  id: number
  said: Partial<Record<Genre, 'yes' | 'no'>>
}

/* One visit to the review, by keyboard alone, in steps that build on each other. */
describe.skipIf(reason !== null)(`the review${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]
  const answers: Answered[] = []

  const at = (testId: string) => page.getByTestId(testId)
  const heading = () => at('question').locator('h2')
  const verdictsOf = async (id: number) =>
    (await served.engine.call('labels.verdicts', { posterIds: [id] }))[0]?.verdicts ?? {}
  const questionNow = async () => {
    await heading().waitFor()
    const question = at('question')
    const genre = (await question.locator('h2 .genre').allTextContents())[0] as Genre | undefined
    return {
      id: Number(await question.getAttribute('data-poster')),
      kind: await question.getAttribute('data-kind'),
      genre: genre ?? null,
    }
  }
  const leaves = (id: number) =>
    page.locator(`[data-testid="question"]:not([data-poster="${id}"]) h2`).waitFor()

  /** Answers in turn yes, no and "can't tell"; where all genres are asked, with Drama. */
  async function answerOne(turn: number): Promise<Answered> {
    const { id, kind, genre } = await questionNow()
    const before = await verdictsOf(id)
    if (turn % 3 === 2) {
      await page.keyboard.press('Space')
      await leaves(id)
      return { id, said: before }
    }
    if (genre !== null) {
      const verdict = turn % 3 === 0 ? 'yes' : 'no'
      await page.keyboard.press(verdict === 'yes' ? 'y' : 'n')
      await leaves(id)
      return { id, said: { ...before, [genre]: verdict } }
    }
    // Of the drawn posters all are predicted and none has an NFO: all genres are asked in audits only.
    expect(kind).toBe('audit')
    const isSaid = before.Drama === 'yes'
    if (!isSaid) await page.keyboard.press('d')
    await page.locator('[data-testid="choose-Drama"][aria-pressed="true"]').waitFor()
    await page.keyboard.press('y')
    await at('go-on').waitFor()
    await page.keyboard.press('y')
    await leaves(id)
    const isYes = (name: Genre) => name === 'Drama' || before[name] === 'yes'
    return { id, said: Object.fromEntries(SHOWN.map((name) => [name, isYes(name) ? 'yes' : 'no'] as const)) }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-review-'))
    const catalog = join(folder, 'catalog.db')
    drawCatalog(catalog, POSTERS, await drawThumbnails())
    const taught = { parent: BUNDLED, corrections: 100, lossAfter: 0.45 }
    recordTeachings(catalog, [taught, taught, taught])
    served = await serveWindow(catalog)
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
    page.setDefaultTimeout(15_000)
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    await at('place-review').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is reached by name', async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('Review')
    await page.keyboard.press('Enter')
    await heading().waitFor()
    expect(page.url()).toContain('#/review')
    expect(await at('reason').textContent()).toMatch(/^1 of 10 · (?:asked because|drawn by chance)/)
    expect(await at('strip-question').count()).toBe(10)
  })

  it('keeps the model’s answer to an audit until one was given', async () => {
    while ((await questionNow()).kind !== 'audit') {
      const { id } = await questionNow()
      await page.keyboard.press('ArrowRight')
      await leaves(id)
    }
    expect(await at('model-says').textContent()).toBe('What the model says is shown when you have answered.')
    await page.keyboard.press('y')
    await page.getByText(/^The model (?:says .+|calls nothing likely)\.$/).waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText('What the model says is shown when you have answered.').waitFor()
    while (!(await at('reason').textContent())?.startsWith('1 of')) {
      const { id } = await questionNow()
      await page.keyboard.press('ArrowLeft')
      await leaves(id)
    }
  })

  it('is answered twenty times by keyboard, and the catalog has it', async () => {
    for (let turn = 0; turn < QUESTIONS; turn++) answers.push(await answerOne(turn))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(QUESTIONS)
    await expect
      .poll(async () => (await served.engine.call('review.page', {})).lately.answered)
      .toBe(QUESTIONS)
    for (const { id, said } of answers) expect(await verdictsOf(id)).toEqual(said)
    await at('lately')
      .filter({ hasText: /in \d+ of the last 20$/ })
      .waitFor()
    await at('estimated-gain')
      .filter({ hasText: /it may be about \d+% less wrong\. .*, told by films that chance drew\.$/ })
      .waitFor()
  })

  it('takes answers back, one after the other, and shows the question of each', async () => {
    for (const { id } of answers.slice(-3).reverse()) {
      await page.keyboard.press('Control+z')
      await page.locator(`[data-testid="question"][data-poster="${id}"] h2`).waitFor()
    }
    expect((await served.engine.call('review.page', {})).lately.answered).toBe(QUESTIONS - 3)
    const drawn = await verdictsOf(answers.at(-3)?.id ?? 0)
    expect(Object.keys(drawn).length).toBeLessThan(2)
  })

  it('says another genre by its key without leaving the question', async () => {
    let question = await questionNow()
    while (question.genre === null) {
      await page.keyboard.press('ArrowRight')
      await leaves(question.id)
      question = await questionNow()
    }
    const other = question.genre === 'Horror' ? (['War', 'w'] as const) : (['Horror', 'h'] as const)
    await page.keyboard.press(other[1])
    await expect.poll(async () => (await verdictsOf(question.id))[other[0]]).toBe('yes')
    expect((await questionNow()).id).toBe(question.id)
  })

  it('is answered by the space bar only while that is its key, and letters are switched on', async () => {
    const set = async (key: string, value: string | boolean | null) => {
      await served.engine.call('settings.set', { key, value })
      await page.reload()
      return questionNow()
    }
    const rebound = await set('keys.map', JSON.stringify({ cannotTell: 'X' }))
    await page.keyboard.press('Space')
    expect(await questionNow()).toEqual(rebound)
    await page.keyboard.press('x')
    await leaves(rebound.id)
    await set('keys.map', null)
    const asked = await set('keys.enabled', false)
    await page.keyboard.press('Space')
    await page.keyboard.press('y')
    await page.keyboard.press('ArrowRight')
    await leaves(asked.id)
    expect(await served.engine.call('review.state', { posterIds: [rebound.id, asked.id] })).toMatchObject({
      answered: [rebound.id],
    })
    await set('keys.enabled', null)
  })

  it('shows its answers in a window of half the width, and under a magnifier', async () => {
    const before = page.viewportSize()
    await page.setViewportSize({ width: 640, height: 900 })
    for (const answer of await at('question').getByRole('button').all()) {
      const box = await answer.boundingBox()
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(640)
    }
    if (before !== null) await page.setViewportSize(before)
  })

  it('ends when every poster was asked about', async () => {
    while ((await at('review-finished').count()) === 0) {
      const before = await at('question').getAttribute('data-poster')
      await page.keyboard.press('Space')
      await page
        .locator(
          `[data-testid="review-finished"], [data-testid="question"]:not([data-poster="${before ?? ''}"]) h2`,
        )
        .waitFor()
    }
    expect(await served.engine.call('review.page', {})).toMatchObject({ items: [], remaining: 0 })
    await page.keyboard.press('Control+z')
    await heading().waitFor()
    // The drawn posters lie on no disk: their thumbnails stand in for the pictures.
    expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
  })
})
