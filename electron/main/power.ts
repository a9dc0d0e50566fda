import type { PowerMonitor } from 'electron'
import type { RpcClient } from '#shared/rpc.ts'

/** Tells the engine that the computer goes to sleep or woke up, so that it checkpoints and looks for its folders. */
export function tellPower(
  monitor: { on(event: 'suspend' | 'resume', listener: () => void): unknown } & Partial<PowerMonitor>,
  client: () => Pick<RpcClient, 'call'> | null,
): void {
  const tell = (event: 'suspend' | 'resume') => () => {
    // An engine that is gone, or refuses because it cannot write, has nothing to checkpoint.
    client()
      ?.call('app.power', { event })
      .catch(() => undefined)
  }
  monitor.on('suspend', tell('suspend'))
  monitor.on('resume', tell('resume'))
}
