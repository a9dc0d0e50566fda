import { InvalidArgumentError } from 'commander'

/** Parsers of option values. What they refuse is wrong usage: one sentence, exit code 2. */

/** For options that may be given several times. What they name is looked up later, in the catalog. */
export function names(text: string, before: string[] = []): string[] {
  return [...before, text]
}

export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`)
  }
}

export function probability(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('It takes a number from 0 to 1.')
}

/** A number above `low` and up to `high`, both where it may be. */
export function numberBetween(low: number, high: number) {
  return (text: string): number => {
    const value = Number(text)
    if (text.trim() !== '' && value >= low && value <= high) return value
    throw new InvalidArgumentError(`It takes a number from ${low} to ${high}.`)
  }
}

/** Where a list goes on, as `next` of its last page says it. */
export function cursor(text: string): string {
  if (/^\d{1,9}:\d{1,10}$/.test(text)) return text
  throw new InvalidArgumentError('It takes what the last page gave as `next`.')
}

/** Height × width in pixels, as `240x160`. */
export function inputSize(text: string): { height: number; width: number } {
  const found = /^(\d{1,4})[x×](\d{1,4})$/i.exec(text.trim())
  const [height, width] = [Number(found?.[1]), Number(found?.[2])]
  if (height >= 8 && width >= 8 && height <= 1024 && width <= 1024) return { height, width }
  throw new InvalidArgumentError('It takes height and width in pixels, 8 to 1024, as 240x160.')
}

/** A share of the films, or the name of a file that lists them. */
export function shareOrList(text: string): number | string {
  const value = Number(text)
  if (Number.isNaN(value)) return text
  if (value > 0 && value < 1) return value
  throw new InvalidArgumentError('It takes a share between 0 and 1, or a file that lists pictures.')
}
