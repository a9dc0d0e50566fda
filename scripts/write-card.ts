/**
 * Writes the card of a trained model anew, from its report and from what the training does not know of it.
 *
 *     node scripts/write-card.ts --model DIR --facts FILE
 *
 * FILE is JSON: `data`, `start`, `licence`, `terms` (a list), `command` and `runsCompared`, as `CardFacts` explains them.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { cardFacts, writeCard } from './card-of-folder.ts'

const { values } = parseArgs({ options: { model: { type: 'string' }, facts: { type: 'string' } } })
const { model, facts } = values
if (model === undefined || facts === undefined) {
  throw new Error('Usage: node scripts/write-card.ts --model DIR --facts FILE')
}
writeCard(model, cardFacts.parse(JSON.parse(readFileSync(facts, 'utf8'))))
