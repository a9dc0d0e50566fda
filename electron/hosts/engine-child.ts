import { Socket } from 'node:net'
import { parseArgs } from 'node:util'
import { requireNode } from './require-node.ts'

/*
 * The desktop's engine: `node engine-child.mjs [--catalog FILE] [--read-only] [--safe-mode] [--resume]`, spawned by the
 * shell, which sends frames into descriptor 3, reads them from descriptor 4 and, with --heartbeat, beats from 5. It
 * lives as long as those pipes. Without --catalog it opens the person's own and logs beside it.
 */
requireNode()

const [
  { openReopeningEngine },
  { catalogFile, commandLog, logsFolder },
  { startHeartbeat },
  { openLog },
  { servePipes },
] = await Promise.all([
  import('#engine/app/reopening-engine.ts'),
  import('./cli/with-engine.ts'),
  import('#engine/platform/heartbeat.ts'),
  import('#engine/platform/log.ts'),
  import('./engine-child/serve-pipes.ts'),
])

/** After this long the engine is ended without waiting for its workers: what it saved is saved. */
const CLOSE_LIMIT_MS = 2_500
/** And within that, so long for the day's backup. */
const BACKUP_LIMIT_MS = 1_200

const { values } = parseArgs({
  options: {
    catalog: { type: 'string' },
    'read-only': { type: 'boolean', default: false },
    'safe-mode': { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    heartbeat: { type: 'boolean', default: false },
    logs: { type: 'string' },
  },
})
const heartbeat = values.heartbeat ? startHeartbeat(5) : null
const isOwn = values.catalog === undefined && values.logs === undefined
const log = isOwn ? commandLog() : openLog(values.logs ?? null)
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
    const options = {
      catalogPath: catalogFile(values.catalog),
      readOnly: values['read-only'],
      safeMode: values['safe-mode'],
      resumeJobs: values.resume,
      log,
      logsFolder: isOwn ? logsFolder() : (values.logs ?? null),
    }
    // Migrations and checks take as long as they take.
    return openReopeningEngine(options, heartbeat?.during)
  },
  closeLimitMs: BACKUP_LIMIT_MS,
})
process.exit(0)
