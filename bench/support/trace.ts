/** What a trace of Chromium says of the page's main thread. */
export interface MainThread {
  frames: number
  /** Work of the main thread for each frame, in milliseconds of processor time. */
  workMs: number[]
  longestTaskMs: number
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  /** Of `dur`, what the thread had a processor for. */
  tdur?: number
  args?: { name?: string }
}

export const TRACE_CATEGORIES = [
  'toplevel',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'devtools.timeline.frame',
]

const MAIN_THREAD = 'CrRendererMain'
const TASK = 'RunTask'
/** The main thread hands a frame over. */
const FRAME = 'BeginCommitCompositorFrame'

/** Reads a trace: the busiest renderer's main thread is the page's. */
export function readTrace(trace: Buffer): MainThread {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] }
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === MAIN_THREAD)
  const perThread = threads.map(({ pid, tid }) =>
    traceEvents.filter((event) => event.pid === pid && event.tid === tid),
  )
  const page = perThread.sort((left, right) => countFrames(right) - countFrames(left))[0] ?? []
  const frameTimes = page.filter(({ name }) => name === FRAME).map(({ ts }) => ts)
  frameTimes.sort((left, right) => left - right)
  const tasks = page.filter(({ name, ph, dur }) => name === TASK && ph === 'X' && dur !== undefined)
  const work = new Float64Array(frameTimes.length)
  let longest = 0
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    const frame = frameOf(frameTimes, ts)
    if (frame === frameTimes.length) continue
    work[frame] = (work[frame] ?? 0) + tdur / 1000
    longest = Math.max(longest, tdur / 1000)
  }
  return { frames: frameTimes.length, workMs: [...work], longestTaskMs: longest }
}

function countFrames(events: readonly TraceEvent[]): number {
  return events.reduce((count, { name }) => count + (name === FRAME ? 1 : 0), 0)
}

/** The frame that a task beginning at a time works for: the next one handed over. */
function frameOf(frameTimes: readonly number[], at: number): number {
  let low = 0
  let high = frameTimes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((frameTimes[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
