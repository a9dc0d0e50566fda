import { AppError } from '#shared/errors.ts'

interface Run<Answer> {
  answer: Promise<Answer>
  ending: AbortController
  waiting: number
}

/**
 * Work of seconds that several may ask for at once: of each key one run is under way, for all who wait, and it is ended
 * when the last of them leaves.
 */
export class SharedRuns<Answer> {
  private readonly underWay = new Map<string, Run<Answer>>()

  /**
   * Waits for the run of a key, which it starts where there is none.
   * @param work is given the signal of the run; once that is aborted, nobody waits for its answer
   * @param signal the caller's; without one it stays until the end
   * @throws AppError `app/cancelled` as soon as the signal is aborted; else what the work throws
   */
  async join(
    key: string,
    work: (ending: AbortSignal) => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    let run = this.underWay.get(key)
    // What was given up is over first: side by side the two would disturb each other.
    while (run?.ending.signal.aborted === true && signal?.aborted !== true) {
      await overOrLeft(run, signal)
      run = this.underWay.get(key)
    }
    if (signal?.aborted === true) throw new AppError('app/cancelled')
    return answerOf(run ?? this.start(key, work), signal)
  }

  private start(key: string, work: (ending: AbortSignal) => Promise<Answer>): Run<Answer> {
    const ending = new AbortController()
    const answer = work(ending.signal).finally(() => this.underWay.delete(key))
    const run = { answer, ending, waiting: 0 }
    this.underWay.set(key, run)
    return run
  }
}

/** Waits until a run is over, whatever came of it, or the caller leaves. */
function overOrLeft(run: Run<unknown>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal?.removeEventListener('abort', done)
      resolve()
    }
    signal?.addEventListener('abort', done, { once: true })
    run.answer.then(done, done)
  })
}

function answerOf<Answer>(run: Run<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  run.waiting++
  return new Promise((resolve, reject) => {
    const leave = () => {
      if (--run.waiting === 0) run.ending.abort(new AppError('app/cancelled'))
      reject(new AppError('app/cancelled'))
    }
    const stay = () => signal?.removeEventListener('abort', leave)
    signal?.addEventListener('abort', leave, { once: true })
    run.answer.then(resolve, reject).finally(stay)
  })
}
