import { WebSocket } from 'ws'
import type { Transport } from '#shared/rpc.ts'

/** Frames over an open WebSocket, one binary message each. Text arrives as bytes too, and is refused as no frame. */
export function socketTransport(socket: WebSocket): Transport {
  let onDrain: () => void = () => undefined
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame, { binary: true }, () => onDrain())
    },
    onFrame: (listener) => {
      socket.on('message', (data) => {
        if (Buffer.isBuffer(data)) listener(data)
      })
    },
    onClose: (listener) => {
      if (socket.readyState === WebSocket.CLOSED) listener()
      else socket.once('close', () => listener())
    },
    close: () => {
      // A client that does not read would not read the farewell either.
      if (socket.bufferedAmount > 0) socket.terminate()
      else socket.close(1000)
    },
    backlogBytes: () => socket.bufferedAmount,
    onDrain: (listener) => {
      onDrain = listener
    },
  }
}
