/**
 * The drive a folder lies on, so that another drive at its place is noticed and its own is found elsewhere; and
 * pictures that killed the decoder, by their bytes, so that no other name makes it try them again.
 */
export const volumesAndBans = {
  version: 2,
  name: 'volumes-and-bans',
  sql: `
ALTER TABLE root ADD COLUMN volume TEXT;
ALTER TABLE root ADD COLUMN volume_path BLOB;

CREATE TABLE ban (
  content_hash BLOB PRIMARY KEY,
  code TEXT NOT NULL,
  app_version TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const
