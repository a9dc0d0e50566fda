import type { Transport } from '#shared/rpc.ts'

/** One end of a pair in memory, with a tap that can be shut to play a client that does not read. */
export interface TestTransport extends Transport {
  /** While shut, what this end sends piles up as its backlog. */
  shut(): void
  /** Delivers the pile and tells the drain listener. */
  open(): void
  readonly isClosed: boolean
}

/** Two ends in memory; frames arrive in a later microtask, in order, as they would from a socket. */
export function createTransportPair(): [TestTransport, TestTransport] {
  const left = createEnd()
  const right = createEnd()
  left.peer = right
  right.peer = left
  return [left, right]
}

interface End extends TestTransport {
  peer: End | null
  deliver(frame: Uint8Array): void
  closeHere(): void
}

function createEnd(): End {
  let onFrame: (frame: Uint8Array) => void = () => undefined
  let onClose: () => void = () => undefined
  let onDrain: () => void = () => undefined
  let pile: Uint8Array[] = []
  let isShut = false
  let isClosed = false
  const end: End = {
    peer: null,
    get isClosed() {
      return isClosed
    },
    send: (frame) => {
      if (isClosed) return
      if (isShut) pile.push(frame)
      else queueMicrotask(() => end.peer?.deliver(frame))
    },
    deliver: (frame) => {
      if (!isClosed) onFrame(frame)
    },
    onFrame: (listener) => {
      onFrame = listener
    },
    onClose: (listener) => {
      onClose = listener
      if (isClosed) listener()
    },
    onDrain: (listener) => {
      onDrain = listener
    },
    backlogBytes: () => pile.reduce((sum, frame) => sum + frame.byteLength, 0),
    shut: () => {
      isShut = true
    },
    open: () => {
      isShut = false
      const sent = pile
      pile = []
      for (const frame of sent) end.send(frame)
      onDrain()
    },
    closeHere: () => {
      if (isClosed) return
      isClosed = true
      onClose()
    },
    close: () => {
      end.closeHere()
      queueMicrotask(() => end.peer?.closeHere())
    },
  }
  return end
}
