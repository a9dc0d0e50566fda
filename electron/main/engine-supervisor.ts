import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** A started engine, as `child_process.spawn` gives it: frames in and out, and the pipe it beats on. */
export interface EngineProcess {
  input: Writable
  output: Readable
  beats: Readable
  kill(): void
  onceExited(listener: (code: number | null) => void): void
}

export interface EngineFlags {
  /** Without its native model. */
  safeMode: boolean
  /** Goes on with the jobs that were running when the last one died. */
  resume: boolean
}

export type SupervisorState = 'starting' | 'running' | 'restarting' | 'stopped'

export interface SupervisorOptions {
  spawn(flags: EngineFlags): EngineProcess
  /** Told of every new engine, to speak with it. */
  onEngine(engine: EngineProcess, flags: EngineFlags): void
  onState?(state: SupervisorState, flags: EngineFlags): void
  /** No beat, or none of the main thread, for so long: it hangs. */
  beatLimitMs?: number
  /** How long after its first, second and later deaths a new one is started. */
  delaysMs?: readonly number[]
  /** Milliseconds since an arbitrary start. */
  now?(): number
}

export interface Supervisor {
  readonly state: SupervisorState
  readonly safeMode: boolean
  /** Ends the engine: its pipes are closed, and after the limit it is killed. */
  stop(limitMs?: number): Promise<void>
}

const BEAT_LIMIT_MS = 15_000
const DELAYS_MS = [500, 2_000, 8_000]
const DEATHS_WINDOW_MS = 60_000
const DEATHS_TO_SAFE_MODE = 3
const STOP_LIMIT_MS = 3_000
const LONGEST_LOOK_MS = 1_000

/**
 * Keeps an engine running. One that dies or hangs is replaced: at once nearly, then after longer; after three deaths in
 * a minute without its native model, which is what dies of a driver or a processor. The window lives on meanwhile.
 */
export function superviseEngine(options: SupervisorOptions): Supervisor {
  const { beatLimitMs = BEAT_LIMIT_MS, delaysMs = DELAYS_MS, now = () => performance.now() } = options
  const flags: EngineFlags = { safeMode: false, resume: false }
  let deaths: number[] = []
  let state: SupervisorState = 'starting'
  let engine: EngineProcess | null = null
  let restart: NodeJS.Timeout | null = null
  let exited: Promise<void> = Promise.resolve()

  const setState = (next: SupervisorState) => {
    state = next
    options.onState?.(next, { ...flags })
  }

  const start = () => {
    const started = options.spawn({ ...flags })
    engine = started
    const watch = watchBeats(started, { limitMs: beatLimitMs, now, onHang: () => started.kill() })
    exited = new Promise((resolve) => {
      started.onceExited(() => {
        watch.end()
        engine = null
        resolve()
        if (state !== 'stopped') replace()
      })
    })
    options.onEngine(started, { ...flags })
    setState('running')
  }

  const replace = () => {
    const at = now()
    deaths = [...deaths.filter((death) => at - death < DEATHS_WINDOW_MS), at]
    flags.resume = true
    if (deaths.length >= DEATHS_TO_SAFE_MODE) flags.safeMode = true
    setState('restarting')
    const delayMs = delaysMs[Math.min(deaths.length, delaysMs.length) - 1] ?? 0
    restart = setTimeout(start, delayMs)
  }

  start()
  return {
    get state() {
      return state
    },
    get safeMode() {
      return flags.safeMode
    },
    async stop(limitMs = STOP_LIMIT_MS) {
      setState('stopped')
      if (restart !== null) clearTimeout(restart)
      const ending = engine
      if (ending === null) return
      ending.input.end()
      const timer = setTimeout(() => ending.kill(), limitMs)
      await exited
      clearTimeout(timer)
    },
  }
}

/** Reads an engine's beats and tells, once, when it hangs: silent, or its main thread idle and not excused. */
function watchBeats(
  engine: EngineProcess,
  options: { limitMs: number; now(): number; onHang(): void },
): { end(): void } {
  const { limitMs, now, onHang } = options
  let aliveAt = now()
  const lines = createInterface({ input: engine.beats })
  lines.on('line', (line) => {
    const beat = readBeat(line)
    if (beat !== null && (beat.excused || beat.idleMs < limitMs)) aliveAt = now()
  })
  const timer = setInterval(
    () => {
      if (now() - aliveAt <= limitMs) return
      clearInterval(timer)
      onHang()
    },
    Math.min(LONGEST_LOOK_MS, limitMs / 4),
  )
  return {
    end() {
      clearInterval(timer)
      lines.close()
    },
  }
}

/** Null for what is no beat: a line cut by the engine's end. */
function readBeat(line: string): { idleMs: number; excused: boolean } | null {
  try {
    const beat = JSON.parse(line) as { idleMs?: unknown; excused?: unknown } | null
    if (typeof beat?.idleMs !== 'number') return null
    return { idleMs: beat.idleMs, excused: beat.excused === true }
  } catch {
    return null
  }
}
