/** Writes the list of licences that the window shows: `node scripts/write-licences.ts`, after a change of the lock file. */
import { writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { LICENCES_FILE, licencesSource, shippedLicences } from './licences.ts'

const options = (await resolveConfig(LICENCES_FILE)) ?? {}
writeFileSync(
  LICENCES_FILE,
  await format(licencesSource(shippedLicences()), { ...options, parser: 'typescript' }),
)
