import type { Readable, Writable } from 'node:stream'
import { MAX_REQUEST_BYTES } from '#shared/rpc/protocol.ts'
import type { Transport } from '#shared/rpc.ts'
import { FrameReader } from '#shared/util/frames.ts'

export interface PipeTransportOptions {
  /** Largest frame read; one that announces more ends the connection, for what follows cannot be told apart. */
  maxFrameBytes?: number
  /** Told why, when it was not simply closed. */
  onBroken?: (reason: unknown) => void
}

/** Frames over two pipes. Reading begins with `onFrame`; the end or failure of either pipe closes both. */
export function pipeTransport(
  input: Readable,
  output: Writable,
  options: PipeTransportOptions = {},
): Transport {
  const reader = new FrameReader(options.maxFrameBytes ?? MAX_REQUEST_BYTES)
  const closeListeners: (() => void)[] = []
  let isClosed = false

  const close = () => {
    if (isClosed) return
    isClosed = true
    input.destroy()
    output.end()
    for (const listener of closeListeners.splice(0)) listener()
  }
  const breakOff = (reason: unknown) => {
    if (!isClosed) options.onBroken?.(reason)
    close()
  }

  input.on('error', breakOff)
  input.on('end', close)
  input.on('close', close)
  output.on('error', breakOff)
  output.on('close', close)

  return {
    send: (frame) => {
      if (!isClosed) output.write(frame)
    },
    onFrame: (listener) => {
      input.on('data', (chunk: Uint8Array) => {
        let frames: Uint8Array[]
        try {
          frames = reader.push(chunk)
        } catch (error) {
          return breakOff(error)
        }
        for (const frame of frames) listener(frame)
      })
    },
    onClose: (listener) => {
      if (isClosed) listener()
      else closeListeners.push(listener)
    },
    close,
    backlogBytes: () => output.writableLength,
    onDrain: (listener) => {
      output.on('drain', listener)
    },
  }
}
