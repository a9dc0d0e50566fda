/** A provider's process that computes as the CPU does and dies with its third batch, as a driver may. */
import { createEmbedder } from '#engine/model/embed.ts'
import type { EmbedMessage } from '#engine/model/embed-channel.ts'
import { serveEmbedder } from '#engine/model/embed-channel.ts'
import type { ProviderOpening } from '#engine/model/providers/process-embedder.ts'

const LAST_BATCH = 2

process.once('message', ({ model }: ProviderOpening) => {
  let batches = 0
  const receive = serveEmbedder(
    createEmbedder(model, { threads: 1 }),
    (answer) => process.send?.(answer),
    () => process.exit(),
  )
  process.on('message', (message: EmbedMessage) => {
    if (++batches > LAST_BATCH) process.kill(process.pid, 'SIGKILL')
    receive(message)
  })
})
process.once('disconnect', () => process.exit())
