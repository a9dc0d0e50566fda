import type { NULLS, SHIFTS } from './collections.ts'
import type { Asking } from './simulate.ts'

export const SHIFT_TITLES: Readonly<Record<keyof typeof SHIFTS, string>> = {
  plain: 'ordinary posters',
  thorough: 'ordinary, adds all that is missed',
  old: 'films before 1980',
  grey: 'grey pictures',
  crime: 'calls Crime Thriller too',
  family: 'Family includes Animation',
}

export const NULL_TITLES: Readonly<Record<keyof typeof NULLS, string>> = {
  drawn: 'yes as often as the model says (A/A)',
  echo: 'yes to what the model calls likely (A/A)',
  shuffled: 'what is true of another film (shuffled)',
}

export const ASKING_TITLES: Readonly<Record<Asking, string>> = {
  random: 'random',
  review: 'review',
  asked: 'only asked',
}
