/**
 * What computes a model on this machine: milliseconds a picture of every provider that is present, why the others are
 * not used, and the setting that is chosen. As `onesheet backends list` measures it, several times over.
 *
 *     onesheet bench providers [--model ID|DIR] [--rounds N] [--json]
 */
import { parseArgs } from 'node:util'
import { createEmbedPool } from '#engine/model/embed-pool.ts'
import { candidatesFor } from '#engine/model/providers/candidates.ts'
import type { Choice } from '#engine/model/providers/choose-provider.ts'
import { measureProviders } from '#engine/model/providers/measure-providers.ts'
import { openProcessEmbedder } from '#engine/model/providers/process-embedder.ts'
import { usualSetting } from '#engine/model/providers/provider.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { resources } from '#engine/platform/resources.ts'
import { machine, median } from './support/machine.ts'

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
})
const registry = openRegistry(resources.modelsFolder())
const model = registry.load(values.model ?? registry.current().id)
const { batchesAtOnce, threads } = usualSetting()
const cpu = createEmbedPool(model, { size: batchesAtOnce, threads })
const choices: Choice[] = []
try {
  for (let round = 0; round < Number(values.rounds); round++) {
    choices.push(
      await measureProviders(model, {
        cpu,
        candidates: candidatesFor(model),
        open: (name) => openProcessEmbedder({ name, model }),
        alone: (work) => work(),
        signal: new AbortController().signal,
      }),
    )
  }
} finally {
  await cpu.close()
}

const last = choices.at(-1)
const providers = (last?.measured ?? []).map(({ name, agrees, reason }) => {
  const times = choices.flatMap(
    ({ measured }) => measured.find((each) => each.name === name)?.msPerImage ?? [],
  )
  return { name, agrees, msPerImage: times.length === 0 ? null : Number(median(times).toFixed(2)), reason }
})
const chosen = choices.map(({ name, setting }) => ({ name, ...setting }))
if (values.json) {
  console.log(JSON.stringify({ machine: machine(), model: model.manifest.id, providers, chosen }, null, 2))
} else {
  console.log(`${machine()}\n${model.manifest.id}`)
  console.table(providers)
  console.table(chosen)
}
