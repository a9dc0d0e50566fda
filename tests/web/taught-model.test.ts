import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openEngine } from '#engine/app/engine.ts'
import { catalogPaths } from '#engine/catalog/paths.ts'
import { isAuditFilm } from '#engine/training/review/audit-sample.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreIndex, GENRES, OFF_BY_DEFAULT } from '#shared/domain/genres.ts'
import type { ServedWindow } from '../helpers/browser.ts'
import { complaintsOf, launchChromium, serveWindow, whyNoBrowser } from '../helpers/browser.ts'
import type { DrawnFilm } from '../helpers/drawn-world.ts'
import {
  drawnFilms,
  drawnModels,
  hangPictures,
  probabilitiesOfFilm,
  putFilms,
} from '../helpers/drawn-world.ts'
import { samplePictures } from '../helpers/sample-pictures.ts'

const reason = whyNoBrowser()
const FILMS = 260
const SAID_BEFORE = 160
const QUESTIONS = 20
const SHOWN = GENRES.filter((genre) => !OFF_BY_DEFAULT.includes(genre))

/* Review twenty, teach, preview, use, go back: with the real engine, over drawn films of which everything is known. */
describe.skipIf(reason !== null)(`a model that is taught${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let served: ServedWindow
  let browser: Browser
  let page: Page
  let complaints: string[]
  /** Genres of each poster to this person, who calls Thriller what the model would call so at one in five. */
  const genresOf = new Map<number, ReadonlySet<Genre>>()
  let before: string

  const at = (id: string) => page.getByTestId(id)
  const heading = (text: string | RegExp) => page.getByRole('heading', { name: text }).waitFor()
  const isSaid = (id: number, genre: Genre) => genresOf.get(id)?.has(genre) === true

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-taught-'))
    const modelsFolder = drawnModels(join(folder, 'models'))
    const path = join(folder, 'catalog.db')
    await fillCatalog(path, modelsFolder)
    served = await serveWindow(path, { modelsFolder })
    for (const id of [...genresOf.keys()].slice(0, SAID_BEFORE)) await answer(id)
    before = await probabilities(served.engine)
    browser = await launchChromium()
    page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
    page.setDefaultTimeout(30_000)
    complaints = complaintsOf(page)
    await page.goto(served.host.freshLink())
    await at('wall').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function fillCatalog(path: string, modelsFolder: string): Promise<void> {
    const engine = await openEngine({ catalogPath: path, modelsFolder })
    const [model] = (await engine.call('models.list', {})).models
    await engine.close()
    const { catalog, cache } = catalogPaths(path)
    const files = { catalogPath: catalog, cachePath: cache }
    const films = drawnFilms(FILMS, 1)
    const ids = putFilms(files, films, { id: model?.id ?? '', trunkSha256: model?.sha256 ?? '' })
    hangPictures(files, samplePictures())
    ids.forEach((id, index) => {
      const film = films[index] as DrawnFilm
      const isThriller = (probabilitiesOfFilm(film)[genreIndex('Thriller')] ?? 0) > 0.2
      const others = GENRES.filter((genre, label) => genre !== 'Thriller' && (film.genres >>> label) & 1)
      genresOf.set(id, new Set(isThriller ? [...others, 'Thriller'] : others))
    })
  }

  /** Says everything of a poster that this person would. */
  async function answer(posterId: number): Promise<void> {
    await served.engine.call('review.answer', {
      posterId,
      kind: isAuditFilm(posterId) ? 'audit' : 'open',
      genre: null,
      changes: GENRES.map((genre) => ({ genre, verdict: isSaid(posterId, genre) ? 'yes' : 'no' })),
      whole: true,
    })
  }

  /** Answers the question that is shown, as this person would. */
  async function answerShown(): Promise<void> {
    const question = at('question')
    await question.locator('h2').waitFor()
    const id = Number(await question.getAttribute('data-poster'))
    const [genre] = await question.locator('h2 .genre').allTextContents()
    if (genre === undefined) await answerWhole(id)
    else await page.keyboard.press(isSaid(id, genre as Genre) ? 'y' : 'n')
    await page.locator(`[data-testid="question"]:not([data-poster="${id}"]) h2`).waitFor()
  }

  async function answerWhole(id: number): Promise<void> {
    const isAudit = (await at('question').getAttribute('data-kind')) === 'audit'
    for (const genre of SHOWN) {
      const choice = at(`choose-${genre}`)
      if (((await choice.getAttribute('aria-pressed')) === 'true') !== isSaid(id, genre)) await choice.click()
    }
    await page.keyboard.press('y')
    if (!isAudit) return
    await at('go-on').waitFor()
    await page.keyboard.press('y')
  }

  it('begins with twenty questions', async () => {
    await at('place-review').click()
    for (let turn = 0; turn < QUESTIONS; turn++) await answerShown()
    await expect.poll(async () => (await served.engine.call('review.page', {})).lately.answered).toBe(50)
  })

  it('learns from what was said, and shows what would change', async () => {
    await at('place-teach').click()
    await at('teach-now').click()
    await heading('Better: use it?')
    expect(await at('answer-agrees').textContent()).toMatch(
      /^\+\d+.*agrees with \d+ more of your corrections/,
    )
    await at('changes-of').locator('select').selectOption('Thriller')
    const first = at('changed-poster').first()
    await first.getByText('Thriller', { exact: true }).waitFor()
    const image = first.locator('img')
    await expect.poll(() => image.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBeGreaterThan(0)
    // A look changes nothing.
    expect(await probabilities(served.engine)).toBe(before)
  })

  it('is used when somebody says so, and shows it', async () => {
    const gains = at('changed-poster').filter({ has: page.locator('.added', { hasText: 'Thriller' }) })
    const id = Number(await gains.first().getAttribute('data-id'))
    await at('use-it').click()
    await heading('Model 2 is in use')
    expect(await probabilities(served.engine)).not.toBe(before)
    const { genres } = await served.engine.call('poster.get', { id })
    expect(genres.find(({ name }) => name === 'Thriller')?.level).toBe('likely')
  })

  it('says what an undo does not take back', async () => {
    await page.keyboard.press('Control+z')
    await at('status-line')
      .getByText('The model in use has learned from it; teach again to take that back.')
      .waitFor()
    await page.keyboard.press('Control+Shift+z')
    await at('status-line')
      .getByText(/^Redone/)
      .waitFor()
  })

  it('gives way to the one before, which says the same as ever', async () => {
    await at('go-back').click()
    await page.locator('[data-testid="version-1"][aria-current="true"]').waitFor()
    expect(await probabilities(served.engine)).toBe(before)
    await at('use-version-2').click()
    await page.locator('[data-testid="version-2"][aria-current="true"]').waitFor()
    expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
  })
})

async function probabilities(engine: Engine): Promise<string> {
  const { items } = await engine.call('library.list', { filter: { status: 'all' }, limit: FILMS })
  return JSON.stringify(
    items.map(({ id, genres }) => [id, genres.map((each) => [each.name, each.probability])]),
  )
}
