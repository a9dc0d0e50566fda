import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checkpoint } from '#engine/training/trainer/checkpoint.ts'
import { readCheckpoint, writeCheckpoint } from '#engine/training/trainer/checkpoint.ts'
import { expect, it } from 'vitest'
import { canMount, smallDisk } from '../helpers/mounts.ts'

function checkpoint(step: number): Checkpoint {
  const sums = { updates: step, lossSum: 1, accuracySum: 1, lossCount: 1, seconds: 1 }
  return {
    position: { fingerprint: 'same', split: 0, epoch: 1, step, ...sums, history: [], best: null },
    vectors: new Map([['weights', new Float32Array(20_000).fill(step)]]),
  }
}

it.runIf(canMount)(
  'a disk that is full at a checkpoint is told as such, and the last one stays whole',
  () => {
    const { path: folder } = smallDisk(256)
    const path = join(folder, 'last.checkpoint')
    const filler = join(folder, 'filler')
    writeCheckpoint(path, checkpoint(1))
    const before = readFileSync(path)
    writeFileSync(filler, new Uint8Array(130_000))
    expect(() => {
      writeCheckpoint(path, checkpoint(2))
    }).toThrow(expect.objectContaining({ code: 'train/disk-full' }))
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readCheckpoint(path)?.position.step).toBe(1)
    // The half that was written does not stand in the way of what makes room.
    expect(readdirSync(folder).sort()).toEqual(['filler', 'last.checkpoint'])
    rmSync(filler)
    writeCheckpoint(path, checkpoint(3))
    expect(readCheckpoint(path)?.vectors.get('weights')?.[19_999]).toBe(3)
  },
)
