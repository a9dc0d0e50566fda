import { BRIGHT_SAMPLES } from './bright.ts'
import { DAY_SAMPLES } from './day.ts'
import { LOUD_SAMPLES } from './loud.ts'
import { NIGHT_SAMPLES } from './night.ts'
import type { Sample } from './paint.ts'
import { PLAIN_SAMPLES } from './plain.ts'
import { SPACE_SAMPLES } from './space.ts'

/** Every sample, in the order of samples.json. */
export const SAMPLES: Sample[] = [
  ...NIGHT_SAMPLES,
  ...SPACE_SAMPLES,
  ...BRIGHT_SAMPLES,
  ...DAY_SAMPLES,
  ...LOUD_SAMPLES,
  ...PLAIN_SAMPLES,
]
