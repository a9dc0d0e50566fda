/** What a person made, what it hangs on, and what is written at every start: small enough to be checked each time. */
export const CHECKED_AT_START = [
  'meta',
  'root',
  'film',
  'verdict',
  'own_genre',
  'own_verdict',
  'act',
  'act_change',
  'review',
  'pair_decision',
  'setting',
  'saved_filter',
  'model_version',
  'teaching',
  'taught_head',
  'job',
] as const
