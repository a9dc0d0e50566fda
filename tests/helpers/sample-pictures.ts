import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resources } from '#engine/platform/resources.ts'

/** The drawn samples as they are, to hang where any picture does. */
export function samplePictures(): Buffer[] {
  const folder = resources.samplesFolder()
  if (folder === null) throw new Error('The drawn samples are not there.')
  const files = readdirSync(folder).filter((name) => name.endsWith('.jpg'))
  return files.map((name) => readFileSync(join(folder, name)))
}
