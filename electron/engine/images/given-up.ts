import type { Ban } from './wire.ts'

/** What is said of a picture that no worker survived. */
export const GIVEN_UP: Readonly<Record<Ban['code'], string>> = {
  'picture/timeout': 'Reading the picture took too long and was stopped. Replace the file or remove it.',
  'picture/crashed': 'The picture crashed its reader and was set aside. Replace the file or remove it.',
}
