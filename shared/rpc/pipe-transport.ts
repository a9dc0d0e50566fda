import type { Transport } from '../rpc.ts'
import { FrameReader } from '../util/frames.ts'
import { MAX_REQUEST_BYTES } from './protocol.ts'

/** As much of a Node stream that is read as is needed here: shared code knows no Node. */
export interface BytesIn {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  on(event: 'error', listener: (reason: unknown) => void): unknown
  on(event: 'end' | 'close', listener: () => void): unknown
  destroy(): unknown
}

/** And of one that is written. */
export interface BytesOut {
  on(event: 'error', listener: (reason: unknown) => void): unknown
  on(event: 'close' | 'drain', listener: () => void): unknown
  write(bytes: Uint8Array): unknown
  end(): unknown
  readonly writableLength: number
}

export interface PipeTransportOptions {
  /** Largest frame read; one that announces more ends the connection, for what follows cannot be told apart. */
  maxFrameBytes?: number
  /** Told why, when it was not simply closed. */
  onBroken?: (reason: unknown) => void
}

/** Frames over two pipes. Reading begins with `onFrame`; the end or failure of either pipe closes both. */
export function pipeTransport(
  input: BytesIn,
  output: BytesOut,
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
