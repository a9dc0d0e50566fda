import { Socket } from 'node:net'
import { parseArgs } from 'node:util'
import { requireNode } from './require-node.ts'

/*
 * The desktop's engine: `node engine-child.js --catalog FILE [--read-only]`, spawned by the shell, which sends
 * frames into descriptor 3 and reads them from descriptor 4. It lives as long as those pipes.
 */
requireNode()

const [{ openEngine }, { servePipes }, { pino }] = await Promise.all([
  import('#engine/app/engine.ts'),
  import('./engine-child/serve-pipes.ts'),
  import('pino'),
])

/** After this long the engine is ended without waiting for its workers: what it saved is saved. */
const CLOSE_LIMIT_MS = 2500

const { values } = parseArgs({
  options: { catalog: { type: 'string' }, 'read-only': { type: 'boolean', default: false } },
})
const log = pino(
  { base: null, serializers: { error: pino.stdSerializers.err } },
  pino.destination({ dest: 2, sync: true }),
)
const input = new Socket({ fd: 3, readable: true, writable: false })
const output = new Socket({ fd: 4, readable: false, writable: true })

// Ctrl+C in a terminal reaches the whole group; the shell decides when the engine ends, by closing the pipes.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => input.destroy())
input.once('close', () => setTimeout(() => process.exit(0), CLOSE_LIMIT_MS).unref())

await servePipes({
  input,
  output,
  log,
  openEngine: async () => {
    if (values.catalog === undefined) throw new Error('engine-child needs --catalog FILE')
    return openEngine({ catalogPath: values.catalog, readOnly: values['read-only'], log })
  },
})
process.exit(0)
