/**
 * A process that computes embeddings with one provider, so that a driver which crashes takes nothing else with it. It
 * lives as long as its engine, which speaks to it as to the network's thread.
 */
import type { EmbedMessage } from '../embed-channel.ts'
import { serveEmbedder } from '../embed-channel.ts'
import type { Embedder } from '../embed.ts'
import { createEmbedder } from '../embed.ts'
import type { ProviderOpening } from './process-embedder.ts'

process.once('message', (opening: ProviderOpening) => {
  const receive = serveEmbedder(
    open(opening),
    (answer) => process.send?.(answer),
    () => process.exit(),
  )
  process.on('message', (message: EmbedMessage) => receive(message))
})
process.once('disconnect', () => process.exit())

async function open({ name, model }: ProviderOpening): Promise<Embedder> {
  if (name === 'onnxruntime-webgpu') return createEmbedder(model, { threads: 1, provider: 'webgpu' })
  const { createLayersEmbedder } = await import('./layers-embedder.ts')
  return createLayersEmbedder(model, name === 'tensorflow' ? 'native' : 'wasm')
}
