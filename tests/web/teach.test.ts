import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import type { Engine } from '#engine/app/engine-types.ts'
import { AppError } from '#shared/errors.ts'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { build } from '../../scripts/build.mjs'
import type { WebHost } from '../../electron/hosts/web.ts'
import { graveViolations, tabThrough } from '../helpers/accessible.ts'
import { complaintsOf, hostWindow, launchChromium, whyNoBrowser } from '../helpers/browser.ts'
import { samplePictures } from '../helpers/sample-pictures.ts'
import type { ScriptedEngine } from '../helpers/scripted-engine.ts'
import { scriptEngine } from '../helpers/scripted-engine.ts'
import type { TeachingScript } from '../helpers/teaching-script.ts'
import { scriptTeaching, TAUGHT, TEACHING, versionsTo } from '../helpers/teaching-script.ts'

const reason = whyNoBrowser()
const SOON = { timeout: 10_000 }
const POSTERS = 240
const CHANGED = 58

/* Every state of teaching as the engine may tell it, in steps that build on each other. */
describe.skipIf(reason !== null)(`the view of teaching${reason === null ? '' : ` (${reason})`}`, () => {
  let folder: string
  let real: Engine
  let engine: ScriptedEngine
  let script: TeachingScript
  let host: WebHost
  let browser: Browser
  let page: Page
  let complaints: string[]

  const at = (id: string) => page.getByTestId(id)
  const calls = (name: string) => engine.calls.filter((call) => call.name === name)
  /** The engine stands elsewhere, and says that something changed. */
  const tell = async (part: Partial<TeachingScript['state']>) => {
    script.state = { ...script.state, ...part }
    const { catalogRevision } = await real.call('app.info', {})
    engine.emit('catalog.changed', { ids: [], catalogRevision })
  }
  const heading = (text: string) => page.getByRole('heading', { name: text, exact: true }).waitFor()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onesheet-teach-'))
    if (!build({ names: ['window'] })) throw new Error('The window could not be built.')
    const catalogPath = join(folder, 'catalog.db')
    drawCatalog(catalogPath, POSTERS, samplePictures())
    real = await openEngine({ catalogPath })
    const { items } = await real.call('library.list', { filter: {}, limit: CHANGED })
    const { cards } = await real.call('library.cards', { ids: items.map(({ id }) => id) })
    script = scriptTeaching({ corrections: 0, newCorrections: 0, versions: versionsTo(1), goBackTo: null })
    script.changes = cards.map(({ id, title, year, pictureKey }, index) => ({
      ...{ id, title, year, pictureKey, moved: 0.9 - index / 100 },
      added: index % 2 === 0 ? ['Horror'] : [],
      removed: index % 3 === 0 || index % 2 === 1 ? ['Drama'] : [],
    }))
    engine = scriptEngine(real, script.methods)
    host = await hostWindow(engine)
    browser = await launchChromium()
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
    complaints = complaintsOf(page)
    await page.goto(host.freshLink())
    await at('wall').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    await host?.close()
    await real?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is reached by name, and where nothing was said yet leads to the review', async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('Teach')
    await page.keyboard.press('Enter')
    await heading('There is nothing to learn from yet')
    expect(page.url()).toContain('#/teach')
    expect(await at('teach-now').count()).toBe(0)
    await at('teach-to-review').click()
    await at('review').waitFor()
  })

  it('counts in the side what was said since the last teaching', async () => {
    await tell({
      corrections: 143,
      newCorrections: 143,
      versions: versionsTo(3),
      goBackTo: versionsTo(3)[1] ?? null,
    })
    await page.getByRole('button', { name: 'Teach, 143 corrections since the last teaching' }).click()
    await heading('143 corrections to learn from')
    expect(await at('teach-start').textContent()).toContain(
      'Your labels and files are not touched. You can go back at any time.',
    )
    expect(await at('teach-start').textContent()).toContain('42 of 60 are answered')
  })

  it('waits for films where another attempt would be one too many', async () => {
    await tell({ filmsMissing: 12 })
    await at('films-missing').getByText('12 more films have to be looked through first').waitFor()
    expect(await at('teach-now').isDisabled()).toBe(true)
    await tell({ filmsMissing: 0 })
    await at('films-missing').waitFor({ state: 'detached' })
  })

  it('says why a teaching does not begin', async () => {
    script.refusal = new AppError('catalog/disk-full')
    await at('teach-now').click()
    await at('status-line').getByText('The disk is full').waitFor()
    await at('status-line').getByRole('button', { name: 'Dismiss' }).click()
    expect(await at('teach-now').isEnabled()).toBe(true)
  })

  it('shows a teaching at work in its own place, and stops it', async () => {
    await at('teach-now').click()
    await heading('Learning from your corrections')
    engine.emit('job.changed', { ...script.job, phase: 'comparing' })
    await at('teach-running').getByText('Comparing with the model in use').waitFor()
    expect(await at('job-card').count()).toBe(0)
    await at('stop-teaching').click()
    engine.emit('job.changed', script.job)
    await at('job-card').getByText('Stopped. The model in use is as it was.').waitFor()
    await heading('143 corrections to learn from')
    await at('job-card').getByRole('button', { name: 'Dismiss' }).click()
  })

  it('tells what came of it elsewhere too, and nothing is used by itself', async () => {
    await at('teach-now').click()
    await heading('Learning from your corrections')
    await at('place-wall').click()
    await at('wall').waitFor()
    const job = script.end('done', { newCorrections: 0, last: TEACHING, offer: TEACHING })
    engine.emit('job.changed', { ...job, result: TEACHING })
    await at('job-card').getByText('Better: use it?').waitFor()
    await at('see-teaching').click()
    await heading('Better: use it?')
    expect(calls('teach.use')).toEqual([])
    const figures = await page.getByTestId(/^answer-/).allTextContents()
    expect(figures.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^\+31 ?agrees with 31 more of your corrections ?118 of 143 instead of 87/),
      expect.stringMatching(/^58 ?posters would change ?31 gain a genre, 20 lose one, 7 swap/),
      expect.stringMatching(/^−0\.2 ?kept the old skill: yes/),
    ])
    expect(await at('taught-genres').locator('table').isVisible()).toBe(false)
    await at('taught-genres').locator('summary').click()
    await at('taught-genres')
      .getByRole('row', { name: /^Horror how often, how certain, how it looks/ })
      .waitFor()
  })

  it('is well for everybody', async () => {
    expect(await graveViolations(page)).toEqual([])
    const { unreached, unmarked } = await tabThrough(page)
    expect([...unreached, ...unmarked]).toEqual([])
  })

  it('shows what would change, of one genre too, and saves the list', async () => {
    await expect.poll(() => at('changed-poster').count(), SOON).toBe(12)
    await at('more-changes').click()
    await expect.poll(() => at('changed-poster').count(), SOON).toBe(CHANGED)
    await at('changes-of').locator('select').selectOption({ label: 'Horror (28)' })
    await expect.poll(() => calls('teach.changes').at(-1)?.params, SOON).toMatchObject({ genre: 'Horror' })
    await at('changed-poster').first().waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), at('export-changes').click()])
    expect(download.suggestedFilename()).toBe('would-change-4.csv')
    expect(readFileSync(await download.path(), 'utf8')).toBe(`id,title\n${CHANGED},\n`)
  })

  it('opens a poster and comes back to its place', async () => {
    await at('more-changes').click()
    const last = at('changed-poster').last()
    await expect.poll(() => at('changed-poster').count(), SOON).toBeGreaterThan(12)
    const id = await last.getAttribute('data-id')
    await last.focus()
    await page.keyboard.press('Enter')
    await at('poster-title').waitFor()
    expect(page.url()).toContain(`#/poster/${id}`)
    await page.goBack()
    await last.waitFor()
    expect(await last.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await last.evaluate((element) => element.getBoundingClientRect().top < innerHeight)).toBe(true)
    expect(await at('changes-of').locator('select').inputValue()).toBe('Horror')
  })

  it('puts an offer off, and can use it all the same', async () => {
    await at('not-now').click()
    await heading('Put off: what was learned before')
    expect(await at('teach-now').isEnabled()).toBe(true)
    expect(await at('not-now').count()).toBe(0)
    await at('use-it').click()
    await heading('The model is being changed')
    engine.emit('job.changed', { ...script.job, phase: 'scoring', done: 120, total: 240 })
    await at('teach-running').getByText('120 of 240').waitFor()
    expect(await at('go-back').isDisabled()).toBe(true)
    const last = { ...TEACHING, state: 'used' } as const
    const versions = versionsTo(4)
    engine.emit(
      'job.changed',
      script.end('done', { versions, goBackTo: versions[1] ?? null, last, offer: null }),
    )
    await heading('Model 4 is in use')
    await at('status-line').getByText('Model 4 is in use.').waitFor()
    expect(await at('model-in-use').textContent()).toBe('model 4 is in use, learned from 160 corrections')
    expect(await at('version-4').getAttribute('aria-current')).toBe('true')
    await at('version-4').getByText('agreed with 29 instead of 21').waitFor()
  })

  it('advises to go back where later verdicts speak for it, on the wall too', async () => {
    await tell({ newCorrections: 57, goBackAdvice: { verdicts: 57, contradicted: 21, before: 12 } })
    await at('go-back-advice')
      .getByText(
        'Model 4 contradicts 21 of the 57 verdicts given since it is in use; model 3 would contradict 12.',
      )
      .waitFor()
    await at('place-wall').click()
    await at('go-back-advice').getByRole('link', { name: 'Look at it' }).click()
    await at('go-back').click()
    await heading('The model is being changed')
    expect(calls('models.rollback')).toHaveLength(1)
    const next = { versions: versionsTo(4, 3), goBackTo: versionsTo(4)[2] ?? null, goBackAdvice: null }
    engine.emit('job.changed', script.end('done', next))
    await at('status-line').getByText('Model 3 is in use.').waitFor()
    await at('go-back').getByText('Go back to model 2').waitFor()
    // What taught model 4 is no news of model 3.
    expect(await at('teach-result').count()).toBe(0)
  })

  it('uses any version again', async () => {
    await page.getByRole('button', { name: 'Use model 1' }).click()
    await heading('The model is being changed')
    expect(calls('models.use').at(-1)?.params).toEqual({ model: 'starter' })
    engine.emit('job.changed', script.end('done', { versions: versionsTo(4, 1), goBackTo: null }))
    await at('version-1').getByText('in use').waitFor()
    expect(await at('go-back').count()).toBe(0)
  })

  it.each([
    {
      outcome: 'unproven',
      reason: 'no-replay',
      title: 'Probably better: look before you use it',
      why: 'cannot be told',
    },
    { outcome: 'worse', reason: 'no-gain', title: 'No change needed', why: 'fit yours just as well' },
    { outcome: 'worse', reason: 'no-pattern', title: 'Not better: nothing changes', why: 'follow nothing' },
    {
      outcome: 'not-enough',
      reason: 'few-examples',
      title: 'Not enough yet',
      why: 'Nearest to it: Horror (61 yes, 48 no)',
    },
  ] as const)('says of $reason what it means', async ({ outcome, reason: code, title, why }) => {
    const isOffered = outcome === 'unproven'
    const last = {
      ...TEACHING,
      outcome,
      reason: code,
      state: isOffered ? ('offered' as const) : ('refused' as const),
      taught:
        outcome === 'not-enough'
          ? null
          : { ...TAUGHT, forgetting: code === 'no-replay' ? null : TAUGHT.forgetting },
    }
    await tell({ newCorrections: 0, last, offer: isOffered ? last : null })
    await heading(title)
    await at('teach-reason').getByText(why).waitFor()
    expect(await at('use-it').count()).toBe(isOffered ? 1 : 0)
  })

  it('speaks German', async () => {
    await real.call('settings.set', { key: 'appearance.language', value: 'de' })
    await heading('Noch nicht genug')
    await at('teach-reason').getByText('Am nächsten dran: Horror (61 Ja, 48 Nein)').waitFor()
    await real.call('settings.set', { key: 'appearance.language', value: 'en' })
    await heading('Not enough yet')
  })

  it('says what is wrong where it cannot be told, and tries again', async () => {
    script.problem = new AppError('catalog/damaged')
    await tell({})
    await heading('Teaching cannot be shown')
    script.problem = null
    await page.getByRole('button', { name: 'Try again' }).click()
    await heading('Not enough yet')
    expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
  })

  it('does nothing while the engine is away', async () => {
    await host.close()
    await page.getByText('The engine is not answering.').waitFor()
    expect(await at('teach-now').isDisabled()).toBe(true)
  })
})
