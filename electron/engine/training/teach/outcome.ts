/** Whether a taught head may be used: at once, if a person says so after a look at it, or not; or it cannot be told. */
export type TeachOutcome = 'better' | 'unproven' | 'worse' | 'not-enough'

/** Why an outcome is what it is; words are made of it elsewhere. */
export type TeachReason =
  /** Better: a gain beyond chance, and nothing was forgotten. */
  | 'proven'
  /** Unproven: probably a gain, not beyond chance. */
  | 'not-proven'
  /** Unproven: there is nothing to tell forgetting by. */
  | 'no-replay'
  /** Worse: as far as can be told no better than the head in use. No change is needed. */
  | 'no-gain'
  /** Worse: less in keeping with the verdicts than the head in use. */
  | 'less-agreement'
  /** Worse: knows less of other films than before. */
  | 'forgets'
  /** Worse: may know much less of other films than before. */
  | 'may-forget'
  /** Worse: not as good as the head that came with the trunk. */
  | 'below-bundled'
  /** Worse: the verdicts follow nothing that can be seen on the posters. */
  | 'no-pattern'
  | NotEnoughReason

export type NotEnoughReason =
  /** Nobody said anything that can be learned from. */
  | 'no-verdicts'
  /** No genre has enough films said yes and no of. */
  | 'few-examples'
  /** Hardly a film was judged since the last attempt. */
  | 'few-new-films'
  /** Too few films that nothing was learned from have verdicts on what was learned. */
  | 'few-judges'
