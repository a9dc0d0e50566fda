import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { InvalidArgumentError } from 'commander'

/** Parsers of option values. What they refuse is wrong usage: one sentence, exit code 2. */

/** A genre's name in any case. */
export function genre(text: string): Genre {
  const found = GENRES.find((name) => name.toLowerCase() === text.trim().toLowerCase())
  if (found === undefined) throw new InvalidArgumentError(`The genres are ${GENRES.join(', ')}.`)
  return found
}

/** For options that may be given several times. */
export function genres(text: string, before: Genre[] = []): Genre[] {
  return [...before, genre(text)]
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
