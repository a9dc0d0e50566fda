import { createHash } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { AppError } from '#shared/errors.ts'
import { isDiskFull } from '../../platform/disk-full.ts'
import type { EpochRow } from './history.ts'

/** Where a training stands: all that it needs beside its options and its data to go on as if nothing had happened. */
export interface Position {
  /** Digest of what decides the training: a checkpoint goes on with equal options only. */
  fingerprint: string
  /** Which of the consecutive splits, from 0. */
  split: number
  /** Epoch under way, from 1 over all splits, and the steps done in it. */
  epoch: number
  step: number
  /** Updates of the optimizer since the split began. */
  updates: number
  /** Sums over the pictures of the epoch so far, and how many they are. */
  lossSum: number
  accuracySum: number
  lossCount: number
  /** Working seconds of the epoch so far. */
  seconds: number
  history: EpochRow[]
  /** Epoch whose weights are in the file of the best. */
  best: { epoch: number; score: number; split: number } | null
}

export interface Checkpoint {
  position: Position
  /** By name: `weights`, `state`, `slot0`, …; flat vectors. */
  vectors: ReadonlyMap<string, Float32Array>
}

interface Header {
  format: 'onesheet-checkpoint-1'
  position: Position
  vectors: { name: string; length: number }[]
}

const PREFIX_BYTES = 8
const DIGEST_BYTES = 32

/**
 * Writes a checkpoint in the old one's place: it is there whole or not at all.
 *
 * Layout: header length (64-bit little-endian), header as JSON, float32 values of each vector, SHA-256 of all before.
 * @throws AppError `train/disk-full`
 */
export function writeCheckpoint(path: string, { position, vectors }: Checkpoint): void {
  const header: Header = {
    format: 'onesheet-checkpoint-1',
    position,
    vectors: [...vectors].map(([name, values]) => ({ name, length: values.length })),
  }
  const json = Buffer.from(JSON.stringify(header))
  const prefix = Buffer.alloc(PREFIX_BYTES)
  prefix.writeBigUInt64LE(BigInt(json.byteLength))
  const temporary = `${path}.writing`
  const digest = createHash('sha256')
  try {
    const file = openSync(temporary, 'w')
    try {
      const write = (bytes: Uint8Array) => {
        digest.update(bytes)
        writeWhole(file, bytes)
      }
      write(prefix)
      write(json)
      for (const values of vectors.values()) {
        write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
      }
      writeWhole(file, digest.digest())
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    if (isDiskFull(error)) throw new AppError('train/disk-full', path)
    throw error
  }
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.byteLength;) written += writeSync(file, bytes, written)
}

/**
 * Reads a checkpoint.
 * @returns null where there is none
 * @throws AppError `train/checkpoint-damaged` when its bytes are not what was written
 */
export function readCheckpoint(path: string): Checkpoint | null {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return null
  const bytes = readFileSync(path)
  const damaged = () => new AppError('train/checkpoint-damaged', path)
  const end = bytes.byteLength - DIGEST_BYTES
  if (end < PREFIX_BYTES) throw damaged()
  const digest = createHash('sha256').update(bytes.subarray(0, end)).digest()
  if (!digest.equals(bytes.subarray(end))) throw damaged()
  const headerEnd = PREFIX_BYTES + Number(bytes.readBigUInt64LE(0))
  const header = JSON.parse(bytes.toString('utf8', PREFIX_BYTES, headerEnd)) as Header
  if (header.format !== 'onesheet-checkpoint-1') throw damaged()
  const vectors = new Map<string, Float32Array>()
  let from = headerEnd
  for (const { name, length } of header.vectors) {
    const to = from + length * Float32Array.BYTES_PER_ELEMENT
    // A copy of its own: the file's header puts the values at odd addresses.
    vectors.set(name, new Float32Array(Uint8Array.from(bytes.subarray(from, to)).buffer))
    from = to
  }
  return { position: header.position, vectors }
}
