import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { modelCard } from '#engine/model/export/model-card.ts'
import { manifestSchema } from '#engine/model/manifest.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { sha256Hex } from '#engine/platform/hash.ts'
import { resources } from '#engine/platform/resources.ts'
import { writeWhole } from '#engine/platform/whole-file.ts'
import { readReport } from '#engine/training/report/read-report.ts'
import { splitCard } from '#engine/training/title/title-card.ts'

/** What a training does not know of itself, as `CardFacts` explains it. */
export const cardFacts = z.strictObject({
  data: z.string(),
  start: z.string(),
  licence: z.string(),
  terms: z.array(z.string()),
  command: z.string(),
  runsCompared: z.int().positive().nullable(),
})

/**
 * Writes the card in a trained model's folder anew, from its report and these facts. A section about the title stays,
 * and so do all other files but the card's line in `SHA256SUMS`.
 */
export function writeCard(folder: string, facts: z.infer<typeof cardFacts>): void {
  const at = (name: string) => join(folder, name)
  const report = readReport(at('report.json'))
  if (report === null) throw new Error(`${at('report.json')} is missing or not whole.`)
  const { outputs } = manifestSchema.parse(JSON.parse(readFileSync(at('model.json'), 'utf8')))

  const before = existsSync(at('CARD.md')) ? readFileSync(at('CARD.md'), 'utf8') : ''
  const replay = openRegistry(resources.modelsFolder()).replay(folder)
  const card = modelCard(report, {
    ...facts,
    dimensions: outputs.dimensions,
    replay: replay && {
      judging: replay.judging.embeddings.length,
      learning: replay.learning.embeddings.length,
    },
  })
  const text = `${card}${splitCard(before).title}`
  writeWhole(at('CARD.md'), text)
  if (!existsSync(at('SHA256SUMS'))) return
  const sums = readFileSync(at('SHA256SUMS'), 'utf8')
  writeWhole(at('SHA256SUMS'), sums.replace(/^[0-9a-f]{64} {2}CARD\.md$/mu, `${sha256Hex(text)}  CARD.md`))
}
