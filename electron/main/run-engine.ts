import { AppError } from '#shared/errors.ts'
import { MAX_ANSWER_BYTES } from '#shared/rpc/protocol.ts'
import { pipeTransport } from '#shared/rpc/pipe-transport.ts'
import type { ServedEngine } from '#shared/rpc/serve.ts'
import type { FilesRefusal } from './engine-files.ts'
import type { EngineLink } from './engine-link.ts'
import type { EngineFlags, EngineProcess, Supervisor } from './engine-supervisor.ts'
import { superviseEngine } from './engine-supervisor.ts'

export interface RunningEngine {
  /** What the window speaks with: the engine, or the sentence that says why there is none. */
  readonly served: ServedEngine
  /** Whether a connection is of use now. */
  isThere(): boolean
  stop(limitMs: number): Promise<void>
}

/**
 * Checks the engine's files, if this is a package, and keeps an engine running. Files that are not as they were packaged
 * are not started at all: every call of the window is answered with the reason.
 */
export function runEngine(options: {
  link: EngineLink
  spawn(flags: EngineFlags): EngineProcess
  /** Null: there is no list to check, in a checkout. */
  check: (() => Promise<FilesRefusal | null>) | null
}): RunningEngine {
  const { link } = options
  let supervisor: Supervisor | null = null
  let isRefused = false
  let isStopped = false

  const start = () => {
    supervisor = superviseEngine({
      spawn: options.spawn,
      onEngine: ({ input, output }) =>
        link.attach(pipeTransport(output, input, { maxFrameBytes: MAX_ANSWER_BYTES })),
    })
  }
  const checked = (options.check?.() ?? Promise.resolve(null)).then((refusal) => {
    isRefused = refusal !== null
    if (!isRefused && !isStopped) start()
  })

  return {
    served: {
      subscribe: link.served.subscribe,
      handle: async (name, params, call): Promise<unknown> => {
        if (isRefused) throw new AppError('app/engine-changed')
        return link.served.handle(name, params, call)
      },
    },
    isThere: () => isRefused || link.client() !== null,
    stop: async (limitMs) => {
      isStopped = true
      await checked
      await supervisor?.stop(limitMs)
      link.detach()
    },
  }
}
