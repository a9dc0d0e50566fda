import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import type { BatchMaker } from './batch-pool.ts'
import type { PixelPlace } from './cache-file.ts'
import { runsOf, SHORTER } from './cache-file.ts'

/** Batches that are only read: without a thread of their own, and without waiting for the disk on this one. */
export function openPlainMaker(path: string, place: PixelPlace): BatchMaker {
  const opened = open(path, 'r')
  opened.catch(() => undefined)
  return {
    async make({ films }) {
      const file = await opened
      const pixels = new Uint8Array(films.length * place.size)
      const reads = runsOf(films, place).map(({ from, to, position }) =>
        readWhole(file, pixels.subarray(from, to), position),
      )
      await Promise.all(reads)
      return { pixels, mixing: null }
    },
    drop: () => undefined,
    close: async () => (await opened).close(),
  }
}

async function readWhole(file: FileHandle, into: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done)
    if (bytesRead === 0) throw new Error(SHORTER)
    done += bytesRead
  }
}
