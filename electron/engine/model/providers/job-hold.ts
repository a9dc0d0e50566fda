/** Lets batches through, and holds them up while something is to be measured without them. */
export class JobHold {
  private readonly underWay = new Set<Promise<unknown>>()
  /** Resolves when what holds them up is over. */
  private held: Promise<void> | null = null

  /** Works as soon as nothing holds it up. */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.held !== null) await this.held
    const working = work()
    this.underWay.add(working)
    try {
      return await working
    } finally {
      this.underWay.delete(working)
    }
  }

  /** Waits for what is under way, and works while nothing passes. */
  async alone<Result>(work: () => Promise<Result>): Promise<Result> {
    let release = (): void => undefined
    this.held = new Promise((resolve) => (release = resolve))
    try {
      await Promise.allSettled(this.underWay)
      return await work()
    } finally {
      this.held = null
      release()
    }
  }
}
