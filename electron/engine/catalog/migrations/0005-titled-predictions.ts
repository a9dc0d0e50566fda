/** What each prediction was made of beside the picture, and whether the title had a say in it. */
export const titledPredictions = {
  version: 5,
  name: 'titled-predictions',
  sql: `
ALTER TABLE prediction ADD COLUMN told TEXT;
ALTER TABLE prediction ADD COLUMN titled INTEGER NOT NULL DEFAULT 0 CHECK (titled IN (0, 1));
`,
} as const
