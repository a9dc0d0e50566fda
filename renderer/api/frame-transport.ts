import type { Desktop } from '#shared/desktop.ts'
import type { Transport } from '#shared/rpc.ts'

/**
 * Frames over the desktop's channel.
 * @throws Error (rejects) where there is no engine to speak with
 */
export async function openFrameTransport(desktop: Pick<Desktop, 'connect'>): Promise<Transport> {
  let onFrame: ((frame: Uint8Array) => void) | null = null
  let onClose: () => void = () => undefined
  let isClosed = false
  const early: Uint8Array[] = []
  const closed = () => {
    if (isClosed) return
    isClosed = true
    onClose()
  }
  const connection = await desktop.connect({
    onFrame: (frame) => {
      if (onFrame === null) early.push(frame)
      else onFrame(frame)
    },
    onClose: closed,
  })
  if (connection === null) throw new Error('There is no engine yet.')
  return {
    send: (frame) => {
      if (!isClosed) connection.send(frame)
    },
    onFrame: (listener) => {
      onFrame = listener
      for (const frame of early.splice(0)) listener(frame)
    },
    onClose: (listener) => {
      onClose = listener
      if (isClosed) listener()
    },
    close: () => {
      connection.close()
      closed()
    },
  }
}
