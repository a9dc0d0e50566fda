/** Items a second over the last few seconds, so that the time left follows a change of pace. */
export class RateMeter {
  private readonly windowMs: number
  private readonly samples: { at: number; done: number }[] = []

  constructor(windowMs = 8_000) {
    this.windowMs = windowMs
  }

  add(at: number, done: number): void {
    const last = this.samples.at(-1)
    // Progress that falls back means a new phase with a count of its own.
    if (last !== undefined && done < last.done) this.samples.length = 0
    this.samples.push({ at, done })
    while ((this.samples[1]?.at ?? at) < at - this.windowMs) this.samples.shift()
  }

  /** Null until there are two moments to compare. */
  perSecond(): number | null {
    const first = this.samples[0]
    const last = this.samples.at(-1)
    if (first === undefined || last === undefined || last.at - first.at < 250) return null
    return ((last.done - first.done) * 1000) / (last.at - first.at)
  }
}
