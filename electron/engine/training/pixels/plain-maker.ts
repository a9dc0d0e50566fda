import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import type { BatchMaker } from './batch-pool.ts'
import type { PixelPlace } from './cache-file.ts'

/** Batches that are only read: without a thread of their own, and without waiting for the disk on this one. */
export function openPlainMaker(path: string, { firstByte, size }: PixelPlace): BatchMaker {
  const opened = open(path, 'r')
  opened.catch(() => undefined)
  return {
    async make({ films }) {
      const file = await opened
      const pixels = new Uint8Array(films.length * size)
      const reads: Promise<void>[] = []
      for (let from = 0; from < films.length;) {
        const first = films[from] ?? 0
        let to = from + 1
        while (to < films.length && films[to] === first + (to - from)) to++
        reads.push(readWhole(file, pixels.subarray(from * size, to * size), firstByte + first * size))
        from = to
      }
      await Promise.all(reads)
      return { pixels }
    },
    drop: () => undefined,
    close: async () => (await opened).close(),
  }
}

async function readWhole(file: FileHandle, into: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done)
    if (bytesRead === 0) throw new Error('The cache of pixels is shorter than it was')
    done += bytesRead
  }
}
