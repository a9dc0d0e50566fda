import { useEventListener, useMutationObserver } from '@vueuse/core'
import { nextTick } from 'vue'
import { useRouter } from 'vue-router'

/** Where the keyboard is: what had it, and the way from there to the page's body. */
interface Place {
  element: HTMLElement
  /** From the inside out, each with the place of the one before among its children. */
  around: { element: Element; at: number }[]
}

/** A button that is off for so short while its act is done gets the keyboard back. */
const SWITCHED_OFF_MS = 600
const CONTROLS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]'
/** One of these has others beside it that do the same to something else. */
const LISTS = 'ul, ol, [role="list"], [role="group"], [role="radiogroup"]'
const PARTS = 'section, aside, dialog, main, [role="region"]'
const HEADINGS = 'h1, h2, h3'

/**
 * The keyboard is never with nobody: where what had it is taken away or switched off by what it did, it goes to its
 * neighbour in the same list, else to the heading of what is left around it, and in a new view to the heading of that.
 */
export function useKeepFocus(): void {
  let place: Place | null = null
  let isLooking = false
  /** What has the keyboard for a button that is off, until somebody does something. */
  let standIn: { of: HTMLElement; by: Element } | null = null

  const look = () => {
    isLooking = false
    if (place === null || hasKeyboard()) return
    const { element } = place
    if (!isGone(element)) return take(element)
    const next = successorOf(place)
    take(next)
    standIn = next === null || !element.isConnected ? null : { of: element, by: next }
  }
  const comeBack = () => {
    if (standIn === null || isGone(standIn.of)) return
    if (document.activeElement === standIn.by) take(standIn.of)
    standIn = null
  }
  // A view that takes the keyboard itself does so when it is drawn, which is before this.
  const lookSoon = () => {
    comeBack()
    if (place === null || isLooking || hasKeyboard()) return
    isLooking = true
    setTimeout(look, place.element.isConnected ? SWITCHED_OFF_MS : 0)
  }

  useEventListener(document, 'focusin', ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement) place = placeOf(target)
  })
  useEventListener(document, 'focusout', ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null || !document.hasFocus()) return
    // Given back on purpose, by Esc or a click on nothing, it is not brought back later.
    queueMicrotask(() => {
      if (place?.element === target && !hasKeyboard() && !isGone(place.element)) place = null
    })
  })
  useEventListener(document, ['keydown', 'pointerdown'], () => (standIn = null), { capture: true })
  useMutationObserver(document.body, lookSoon, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  })

  // A place that is gone to by name is read from its heading; the side still has the keyboard until then.
  useRouter().afterEach(async (to, from) => {
    if (to.name === from.name || to.name === 'wall' || from.name === undefined) return
    await nextTick()
    const { activeElement } = document
    if (activeElement?.closest('nav') != null) take(headingOfView())
  })
}

/** Without asking for a layout: this is asked while the wall scrolls. */
function hasKeyboard(): boolean {
  const { activeElement } = document
  return activeElement !== null && activeElement !== document.body && !activeElement.matches(':disabled')
}

function isGone(element: Element): boolean {
  return !element.isConnected || element.matches(':disabled') || !element.checkVisibility()
}

function placeOf(element: HTMLElement): Place {
  const around: Place['around'] = []
  for (let each: HTMLElement = element; each.parentElement !== null; each = each.parentElement) {
    around.push({ element: each.parentElement, at: [...each.parentElement.children].indexOf(each) })
  }
  return { element, around }
}

/** @param next null while what comes in its place is still on its way */
function take(next: HTMLElement | null): void {
  if (next?.matches(HEADINGS) === true) next.tabIndex = -1
  next?.focus({ preventScroll: true })
}

function headingOfView(): HTMLElement | null {
  return document.querySelector<HTMLElement>('main h1')
}

/** The control after a place in a list, else the one before it. */
function besideIn(list: Element, at: number): HTMLElement | null {
  const items = [...list.children]
  const controlsOf = (item: Element) => {
    const inside = [...item.querySelectorAll<HTMLElement>(CONTROLS)]
    return item instanceof HTMLElement && item.matches(CONTROLS) ? [item, ...inside] : inside
  }
  const after = items.slice(at).flatMap(controlsOf)
  const before = items.slice(0, at).flatMap(controlsOf)
  return after.find(isShown) ?? before.findLast(isShown) ?? null
}

function isShown(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true })
}

function successorOf({ around }: Place): HTMLElement | null {
  const left = around.filter(({ element }) => element.isConnected)
  const list = left.find(({ element }) => element.matches(LISTS) || element.matches(PARTS))
  if (list?.element.matches(LISTS) === true) {
    const beside = besideIn(list.element, list.at)
    if (beside !== null) return beside
  }
  for (const { element } of left) {
    const heading = element.matches(PARTS) ? element.querySelector<HTMLElement>(HEADINGS) : null
    if (heading !== null) return heading
  }
  return headingOfView()
}
