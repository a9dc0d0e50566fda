import { copyFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { flipBit } from '../../../../tests/helpers/spoil.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import type { Checkpoint, Position } from './checkpoint.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import type { EpochRow } from './history.ts'

const ROW: EpochRow = {
  epoch: 1,
  split: 1,
  loss: 0.1 + 0.2,
  valLoss: 1 / 3,
  trainAccuracy: 0.9,
  learningRate: 1e-3 / 7,
  seconds: 12.25,
  perLabelAccuracy: 0.88,
  predictNothingAccuracy: 0.87,
  macroMAP: 0.2,
  macroMAP18: null,
  microMAP: 0.3,
  microF1At05: 0.1,
  macroF1At05: 0.05,
  top1: 0.4,
  top3Hit: 0.7,
  rankingLoss: 0.2,
  ece: 0.03,
}
const POSITION: Position = {
  fingerprint: 'Größe ✓',
  split: 1,
  epoch: 2,
  step: 7,
  updates: 27,
  lossSum: 0.1 + 0.7,
  accuracySum: 17.3,
  lossCount: 20,
  seconds: 1.5,
  history: [ROW],
  best: { epoch: 1, score: 1 / 7, split: 0 },
}

function drawn(fill = 1): Checkpoint {
  return {
    position: POSITION,
    vectors: new Map([
      ['weights', Float32Array.of(fill, -0, 1e-38, 3.4e38, Infinity, NaN, 1 / 3)],
      ['state', new Float32Array()],
      // A part of a larger array: only the part is meant.
      ['slot-0', Float32Array.of(9, 8, 7, 6).subarray(1, 3)],
    ]),
  }
}

function written(checkpoint = drawn()): string {
  const path = join(temporaryFolder(), 'last.checkpoint')
  writeCheckpoint(path, checkpoint)
  return path
}

function expectDamaged(path: string): void {
  expect(() => readCheckpoint(path)).toThrow(expect.objectContaining({ code: 'train/checkpoint-damaged' }))
}

describe('a checkpoint', () => {
  it('comes back as it was, every number to the last bit', () => {
    const read = readCheckpoint(written())
    expect(read?.position).toEqual(POSITION)
    expect([...(read?.vectors ?? [])]).toEqual([...drawn().vectors])
    expect(Object.is(read?.vectors.get('weights')?.[1], -0)).toBe(true)
  })

  it('is null where there is none', () => {
    expect(readCheckpoint(join(temporaryFolder(), 'last.checkpoint'))).toBeNull()
  })

  it('is refused with any one bit changed', () => {
    const path = written()
    const { size } = statSync(path)
    for (let at = 0; at < size; at++) {
      flipBit(path, at)
      expectDamaged(path)
      flipBit(path, at)
    }
    expect(readCheckpoint(path)?.position).toEqual(POSITION)
  })

  it('is refused with anything missing at its end, or added', () => {
    const path = written()
    const { size } = statSync(path)
    const part = `${path}.part`
    for (let length = 0; length < size; length++) {
      copyFileSync(path, part)
      truncateSync(part, length)
      expectDamaged(part)
    }
    writeFileSync(part, Buffer.concat([readFileSync(path), Buffer.alloc(1)]))
    expectDamaged(part)
  })

  it('names its file when it is refused', () => {
    const path = written()
    flipBit(path, 100)
    expect(() => readCheckpoint(path)).toThrow(path)
  })

  it('stays the old one, whole, when writing a new one was cut off', () => {
    const path = written(drawn(1))
    // What a killed process leaves: the beginning of the next one beside it.
    writeFileSync(`${path}.writing`, readFileSync(path).subarray(0, 60))
    expect(readCheckpoint(path)?.vectors.get('weights')?.[0]).toBe(1)
    writeCheckpoint(path, drawn(2))
    expect(readCheckpoint(path)?.vectors.get('weights')?.[0]).toBe(2)
    expect(existsSync(`${path}.writing`)).toBe(false)
  })
})
