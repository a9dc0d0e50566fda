import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import type { Beat, HeartbeatData } from './heartbeat.ts'

/* The thread that beats. It watches the main thread's turns and writes one line at a time. */
const { descriptor, shared, everyMs } = workerData as HeartbeatData
const cells = new Int32Array(shared)
let turns = -1
let turnedAt = performance.now()

function beat(): void {
  const now = performance.now()
  const turnsNow = Atomics.load(cells, 0)
  if (turnsNow !== turns) turnedAt = now
  turns = turnsNow
  const line: Beat = { idleMs: Math.round(now - turnedAt), excused: Atomics.load(cells, 1) > 0 }
  try {
    writeSync(descriptor, `${JSON.stringify(line)}\n`)
  } catch {
    // Nobody supervises any more, and the main thread may be past noticing: this process must not stay.
    process.kill(process.pid, 'SIGKILL')
  }
}

beat()
setInterval(beat, everyMs)
