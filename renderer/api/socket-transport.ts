import type { Transport } from '#shared/rpc.ts'

/**
 * Frames over a WebSocket to this page's own host.
 * @throws Error (rejects) where the socket does not open
 */
export function openSocketTransport(address: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address)
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => resolve(transportOf(socket)), { once: true })
    socket.addEventListener('close', () => reject(new Error('The socket did not open.')), { once: true })
  })
}

/** Where this page's host takes sockets. */
export function socketAddress(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`
}

function transportOf(socket: WebSocket): Transport {
  return {
    send: (frame) => {
      // A copy of its own: the frame may be a view of a larger buffer.
      if (socket.readyState === WebSocket.OPEN) socket.send(new Uint8Array(frame))
    },
    onFrame: (listener) => {
      socket.addEventListener('message', ({ data }) => {
        if (data instanceof ArrayBuffer) listener(new Uint8Array(data))
      })
    },
    onClose: (listener) => {
      if (socket.readyState === WebSocket.CLOSED) listener()
      else socket.addEventListener('close', () => listener(), { once: true })
    },
    close: () => socket.close(1000),
  }
}
