import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const GRAVE = ['serious', 'critical']
const MOST_TABS = 600

interface AxeResult {
  violations: {
    id: string
    impact: string | null
    help: string
    nodes: { target: unknown[]; failureSummary?: string }[]
  }[]
}

/** What axe finds serious or critical on a page as it is now, each with the places. Empty when it is well. */
export async function graveViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResult> } }
    return axe.run()
  })
  return violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 3).map(({ target, failureSummary }) => {
        return `${target.map(String).join(' ')}: ${(failureSummary ?? '').split('\n').at(-1)?.trim() ?? ''}`
      })
      return `${id} (${help}), ${nodes.length} times: ${places.join('; ')}`
    })
}

/** What is noted in the page on the way. */
interface TabWalk {
  visited: Set<Element>
  unmarked: string[]
  before: { element: Element; looks: string } | null
  /** How often Tab left the page. */
  timesOut: number
  looksOf(element: Element | null): string
}

/**
 * Goes through a page with Tab until it comes round again.
 * @returns the controls that can be seen and that Tab never reached, and those without a visible focus
 */
export async function tabThrough(page: Page): Promise<{ unreached: string[]; unmarked: string[] }> {
  await page.evaluate(() => {
    const looksOf = (element: Element | null) => {
      const around = [element, element?.parentElement ?? null, element?.parentElement?.parentElement ?? null]
      return [...around, ...(element?.querySelectorAll('*') ?? [])]
        .filter((each) => each !== null)
        .map((each) => {
          const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(each)
          return [outline, boxShadow, borderColor, backgroundColor].join(' ')
        })
        .join('|')
    }
    const walk: TabWalk = { visited: new Set(), unmarked: [], before: null, timesOut: 0, looksOf }
    ;(window as unknown as { walk: TabWalk }).walk = walk
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  for (let count = 0; count < MOST_TABS; count++) {
    await page.keyboard.press('Tab')
    const isRound = await page.evaluate(() => {
      const { walk } = window as unknown as { walk: TabWalk }
      const element = document.activeElement
      // What the one before looks like without the focus, against what it looked like with it.
      const isNextDoor = walk.before?.element.parentElement?.contains(element) === true
      if (walk.before !== null && !isNextDoor && walk.looksOf(walk.before.element) === walk.before.looks) {
        walk.unmarked.push(walk.before.element.outerHTML.slice(0, 160))
      }
      walk.before = null
      if (element === null || element === document.body) return ++walk.timesOut > 1
      if (walk.visited.has(element)) return true
      walk.visited.add(element)
      const hasRing = [element, ...element.querySelectorAll('*')].some((each) => {
        const { outlineStyle, outlineColor } = getComputedStyle(each)
        return outlineStyle !== 'none' && outlineColor !== 'rgba(0, 0, 0, 0)'
      })
      // A field may show it at its border instead: then it must look otherwise when the focus has gone.
      walk.before = hasRing ? null : { element, looks: walk.looksOf(element) }
      return false
    })
    if (isRound) break
  }
  return page.evaluate(() => {
    const { walk } = window as unknown as { walk: TabWalk }
    const controls = document.querySelectorAll<HTMLElement>(
      'button, a[href], input, select, textarea, summary',
    )
    const dialog = document.querySelector('dialog[open], [role="dialog"]')
    const unreached = [...controls].filter((control) => {
      const { width, height } = control.getBoundingClientRect()
      const isShown = width > 1 && height > 1 && control.checkVisibility({ visibilityProperty: true })
      const isOff = control.matches(':disabled, [tabindex="-1"], [aria-hidden="true"] *, [inert] *')
      // One of a group takes Tab, arrows reach the others.
      const isInGroup = control.closest(
        '[role="radiogroup"], [role="tablist"], [role="menu"], [role="listbox"]',
      )
      const isElsewhere = dialog !== null && !dialog.contains(control)
      const isOtherRadio = control instanceof HTMLInputElement && control.type === 'radio'
      return (
        isShown && !isOff && isInGroup === null && !isElsewhere && !isOtherRadio && !walk.visited.has(control)
      )
    })
    return { unreached: unreached.map((each) => each.outerHTML.slice(0, 160)), unmarked: walk.unmarked }
  })
}
