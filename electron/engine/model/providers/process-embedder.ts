import { entryPath } from '../../platform/entry-path.ts'
import { answerLimit } from '../../platform/request-limit.ts'
import { processEnded, tookLongerThan } from '../backends/reasons.ts'
import { spawnComputing } from '../backends/spawn-computing.ts'
import type { EmbedAnswer, EmbedMessage } from '../embed-channel.ts'
import { EmbedChannel } from '../embed-channel.ts'
import type { Embedder } from '../embed.ts'
import type { LoadedModel } from '../registry.ts'
import type { ProcessProvider } from './provider.ts'
import { WITHOUT_RUNTIME } from './provider.ts'

/** What a process is told first. */
export interface ProviderOpening {
  name: ProcessProvider
  model: Pick<LoadedModel, 'manifest' | 'trunkBytes' | 'layers'>
}

export interface ProcessOptions {
  /** For a batch once it is its turn, and with the first one the start: a card may compile its programs first. */
  limitMs?: number
  /** Another process, for tests. */
  script?: string
  environment?: Record<string, string>
}

const LIMIT_MS = 20_000
/** Without ONNX Runtime, on an old processor, a large network may take seconds a picture. */
const SLOW_LIMIT_MS = 120_000

/**
 * A provider in a process of its own. Whatever becomes of that process is the answer to what was asked; one that takes
 * too long is ended. Close it in any case.
 */
export function openProcessEmbedder(opening: ProviderOpening, options: ProcessOptions = {}): Embedder {
  const {
    limitMs = opening.name === WITHOUT_RUNTIME ? SLOW_LIMIT_MS : LIMIT_MS,
    script = entryPath('provider-process', 'model/providers/provider-process.ts'),
    environment = {},
  } = options
  const child = spawnComputing(script, { environment, serialization: 'advanced' })
  const send = (message: ProviderOpening | EmbedMessage) => {
    // What cannot be sent is settled by the exit.
    if (child.connected) child.send(message, () => undefined)
  }
  const channel = new EmbedChannel(send, (isBusy) => {
    // A process that waits for work does not keep a finished command alive; a request under way does.
    if (isBusy) {
      child.ref()
      child.channel?.ref()
    } else {
      child.unref()
      child.channel?.unref()
    }
  })
  child.on('message', (answer) => channel.receive(answer as EmbedAnswer))
  const exited = new Promise<void>((resolve) => {
    const gone = (reason: string) => {
      channel.end(new Error(reason))
      resolve()
    }
    child.once('error', (error) => gone(error.message))
    child.once('exit', (code, signal) => gone(processEnded(signal ?? `code ${code}`)))
  })
  const { name, model } = opening
  const { manifest, trunkBytes, layers } = model
  send({ name, model: { manifest, trunkBytes, layers } })

  const limited = answerLimit(limitMs, () => {
    channel.end(new Error(tookLongerThan(limitMs)))
    child.kill('SIGKILL')
  })

  return {
    embed: (tensors) => limited(channel.ask(tensors)),
    async close() {
      channel.end(new Error('The provider is closed'))
      // It holds nothing that would have to be saved, and a driver may take its time.
      child.kill('SIGKILL')
      child.ref()
      await exited
    },
  }
}
