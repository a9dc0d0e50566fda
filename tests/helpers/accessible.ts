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

/**
 * Goes through a page with Tab until it comes round again.
 * @returns the controls that can be seen and that Tab never reached, and those without a visible focus
 */
export async function tabThrough(page: Page): Promise<{ unreached: string[]; unmarked: string[] }> {
  await page.evaluate(() => {
    const marks = window as unknown as { visited: Set<Element>; unmarked: string[] }
    marks.visited = new Set()
    marks.unmarked = []
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  for (let count = 0; count < MOST_TABS; count++) {
    await page.keyboard.press('Tab')
    const isRound = await page.evaluate(() => {
      const marks = window as unknown as { visited: Set<Element>; unmarked: string[] }
      const element = document.activeElement
      if (element === null || element === document.body) return marks.visited.size > 0
      if (marks.visited.has(element)) return true
      marks.visited.add(element)
      const isMarked = [element, ...element.querySelectorAll('*'), element.parentElement].some((each) => {
        if (each === null) return false
        const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(each)
        const hasOutline = outlineStyle !== 'none' && outlineColor !== 'rgba(0, 0, 0, 0)'
        return hasOutline || boxShadow !== 'none'
      })
      if (!isMarked) marks.unmarked.push(element.outerHTML.slice(0, 120))
      return false
    })
    if (isRound) break
  }
  return page.evaluate(() => {
    const marks = window as unknown as { visited: Set<Element>; unmarked: string[] }
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
        isShown &&
        !isOff &&
        isInGroup === null &&
        !isElsewhere &&
        !isOtherRadio &&
        !marks.visited.has(control)
      )
    })
    return { unreached: unreached.map((each) => each.outerHTML.slice(0, 160)), unmarked: marks.unmarked }
  })
}
