/**
 * A limit to each answer of what answers one request after the other. It is counted from the answer before, so that
 * nobody pays for those that were asked earlier.
 *
 * @param onLate settles what was asked: nothing else does when an answer is late
 * @returns to be called with every answer, in the order in which they were asked for; gives it back
 */
export function answerLimit(
  limitMs: number,
  onLate: () => void,
): <Answer>(answer: Promise<Answer>) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve()
  return async (answer) => {
    const before = last
    last = answer.catch(() => undefined)
    await before
    const timer = setTimeout(onLate, limitMs)
    try {
      return await answer
    } finally {
      clearTimeout(timer)
    }
  }
}
