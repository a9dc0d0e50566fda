import type { Desktop } from '#shared/desktop.ts'
import type { Transport } from '#shared/rpc.ts'
import { openFrameTransport } from './frame-transport.ts'
import type { SessionState } from './session.ts'
import { askSession } from './session.ts'
import { desktop } from './shell.ts'
import { openSocketTransport, socketAddress } from './socket-transport.ts'

/** The way to the engine: the desktop's channel, or a socket to the page's own host. */
export interface Host {
  askSession(): Promise<SessionState>
  openTransport(): Promise<Transport>
}

export const host: Host = hostOf(desktop)

function hostOf(shell: Desktop | null): Host {
  if (shell === null) return { askSession, openTransport: () => openSocketTransport(socketAddress()) }
  // The window of the desktop is the person's own: there is nobody to tell apart.
  return { askSession: () => Promise.resolve('signed-in'), openTransport: () => openFrameTransport(shell) }
}
