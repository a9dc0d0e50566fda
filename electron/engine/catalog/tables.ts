/** Tables that a person filled, and what they hang on. Small enough to be checked at every start. */
export const PRECIOUS_TABLES = ['meta', 'root', 'film', 'verdict', 'act', 'act_change', 'setting'] as const
