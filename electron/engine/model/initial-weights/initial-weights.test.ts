import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Network } from '../architectures/architecture.ts'
import { buildNetwork } from '../architectures/architecture.ts'
import { saveLayers } from '../export/layer-files.ts'
import { gluonMobilenetV2 } from './gluon-mobilenet-v2.ts'
import { importInitialWeights, variantOf } from './initial-weights.ts'
import { readSafetensors } from './safetensors.ts'
import { storedShape } from './weight-source.ts'

interface Entry {
  shape: number[]
  values: Float32Array
}

const folder = mkdtempSync(join(tmpdir(), 'onesheet-weights-'))
const path = join(folder, 'weights.safetensors')

function raw(header: unknown, data = Buffer.alloc(0)): void {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  writeFileSync(path, Buffer.concat([length, text, data]))
}

function write(entries: ReadonlyMap<string, Entry>): void {
  const header: Record<string, unknown> = { __metadata__: { arch: 'drawn' } }
  const parts: Buffer[] = []
  let from = 0
  for (const [name, { shape, values }] of entries) {
    header[name] = { dtype: 'F32', shape, data_offsets: [from, from + values.byteLength] }
    from += values.byteLength
    parts.push(Buffer.from(values.buffer, values.byteOffset, values.byteLength))
  }
  raw(header, Buffer.concat(parts))
}

const network = (seed: number, labels = 2): Network =>
  buildNetwork('mobilenetv2', { input: { height: 24, width: 24 }, labels, seed, variant: 'gluon' })

const weightOf = ({ model }: Network, name: string): tf.Tensor => {
  const weight = model.weights.find(({ originalName }) => originalName === name)
  if (weight === undefined) throw new Error(name)
  return weight.read()
}

const isSame = (a: tf.Tensor, b: tf.Tensor): boolean =>
  Buffer.from((a.dataSync() as Float32Array).buffer).equals(
    Buffer.from((b.dataSync() as Float32Array).buffer),
  )

/** Stored tensors of the make that fits a network: those of the network itself, their axes as they are stored. */
function gluonTensors(from: Network): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const [name, origin] of gluonMobilenetV2.origins()) {
    if (!('tensor' in origin)) continue
    const tensor = weightOf(from, name)
    const { layout } = origin
    const order = { OIHW: [3, 2, 0, 1], O1HW: [2, 3, 0, 1] }[layout as 'OIHW' | 'O1HW'] as
      number[] | undefined
    const stored = order === undefined ? tensor : tf.transpose(tensor, order)
    const shape = order === undefined ? tensor.shape : storedShape(tensor.shape, layout)
    entries.set(origin.tensor, { shape, values: stored.dataSync() as Float32Array })
  }
  return entries
}

/** What is stored, and what it is read into. */
let origin: Network
let target: Network

beforeAll(async () => {
  await tf.setBackend('cpu')
  origin = network(1)
})

/** For the tests that read into a network: a fresh one each. */
function withTarget(): void {
  beforeEach(() => {
    target = network(2)
  })
  afterEach(() => {
    target.model.dispose()
  })
}

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('a file of a known make', () => {
  withTarget()
  let entries: Map<string, Entry>

  beforeEach(() => {
    entries = gluonTensors(origin)
  })

  it('sets every weight but the head, its axes in their places', () => {
    write(entries)
    expect(variantOf(path)).toBe('gluon')
    const head = weightOf(target, 'head/logits/kernel').dataSync()
    const imported = importInitialWeights(target, path)
    expect(imported).toMatchObject({
      leftOut: ['head/logits/kernel', 'head/logits/bias'],
      unused: [],
      needsCalibration: false,
    })
    expect(imported.loaded).toHaveLength(265)
    for (const name of imported.loaded) {
      expect([name, isSame(weightOf(target, name), weightOf(origin, name))]).toEqual([name, true])
    }
    expect(weightOf(target, 'head/logits/kernel').dataSync()).toEqual(head)
  })

  it.each([
    ['missing', /the tensor conv1_weight is missing/],
    ['misshapen', /the tensor conv1_weight has the shape \[320, 1280, 1, 1\], not \[1280, 320, 1, 1\]/],
    ['not finite', /the tensor conv1_weight holds values that are not finite/],
  ])('with a tensor %s is refused by its name, and the network stays as it was', (what, message) => {
    const tensor = entries.get('conv1_weight') as Entry
    if (what === 'missing') entries.delete('conv1_weight')
    else if (what === 'misshapen') entries.set('conv1_weight', { ...tensor, shape: [320, 1280, 1, 1] })
    else tensor.values[7] = NaN
    write(entries)
    const before = weightOf(target, 'stem/conv/kernel').dataSync()
    expect(() => importInitialWeights(target, path)).toThrow(message)
    expect(weightOf(target, 'stem/conv/kernel').dataSync()).toEqual(before)
  })

  it('names the tensors it has no place for', () => {
    entries.set('classifier', { shape: [2], values: new Float32Array(2) })
    write(entries)
    expect(importInitialWeights(target, path).unused).toEqual(['classifier'])
  })
})

describe('a safetensors file', () => {
  it('holds half precision too', () => {
    const halves = [0x0000, 0x3c00, 0xc000, 0x0001, 0x7bff, 0x3555]
    const data = Buffer.alloc(16)
    for (const [index, half] of halves.entries()) data.writeUInt16LE(half, 2 * index)
    data.writeUInt16LE(0x3f80, 12)
    data.writeUInt16LE(0xc120, 14)
    raw(
      {
        half: { dtype: 'F16', shape: [2, 3], data_offsets: [0, 12] },
        brain: { dtype: 'BF16', shape: [2], data_offsets: [12, 16] },
      },
      data,
    )
    const { tensors } = readSafetensors(path)
    expect([...(tensors.get('half')?.values() ?? [])]).toEqual([0, 1, -2, 2 ** -24, 65504, 0.333251953125])
    expect([...(tensors.get('brain')?.values() ?? [])]).toEqual([1, -10])
  })

  it.each([
    ['cut short', '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', /a does not lie in the file/],
    ['overlong', '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}', /a does not lie in the file/],
    ['of integers', '{"a":{"dtype":"I64","shape":[0],"data_offsets":[0,0]}}', /a is of the kind I64/],
    [
      'of a strange kind',
      '{"a":{"dtype":"toString","shape":[0],"data_offsets":[0,0]}}',
      /of the kind toString/,
    ],
    ['negative', '{"a":{"dtype":"F32","shape":[-1],"data_offsets":[4,0]}}', /a is not described/],
    ['not described', '{"a":null}', /a is not described/],
    ['of no JSON', '{"a":', /not JSON/],
    ['of a list', '[1]', /not a table/],
    ['of no known make', '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', /no network known here/],
  ])('that is %s is refused', (_, header, message) => {
    raw(header, Buffer.alloc(4))
    expect(() => variantOf(path)).toThrow(message)
  })

  it('that is none, or none at all, is refused', () => {
    writeFileSync(path, 'weights')
    expect(() => variantOf(path)).toThrow(/not a whole safetensors file/)
    writeFileSync(path, Buffer.alloc(64, 0xff))
    expect(() => variantOf(path)).toThrow(/not a whole safetensors file/)
    expect(() => variantOf(join(folder, 'nothing'))).toThrow(/cannot be read/)
  })
})

describe('layers of an earlier training', () => {
  withTarget()
  const layers = join(folder, 'earlier', 'layers')

  beforeEach(async () => {
    await saveLayers(origin, layers, ['a', 'b'])
  })

  it('are taken over whole, from their folder or the one around it', () => {
    for (const place of [layers, join(folder, 'earlier')]) {
      expect(variantOf(place)).toBe('gluon')
      expect(importInitialWeights(target, place).leftOut).toEqual([])
      const expected = origin.model.getWeights()
      const pairs = target.model
        .getWeights()
        .map((tensor, index) => isSame(tensor, expected[index] as tf.Tensor))
      expect(pairs.every(Boolean)).toBe(true)
    }
  })

  it('of other labels leave the head out and say so', () => {
    const imported = importInitialWeights(network(2, 5), layers)
    expect(imported.leftOut).toEqual(['head/logits/kernel', 'head/logits/bias'])
  })

  it('that are not whole are refused, and so is a folder without any', () => {
    writeFileSync(join(layers, 'weights.bin'), Buffer.alloc(100))
    expect(() => importInitialWeights(target, layers)).toThrow(/weights\.bin/)
    expect(() => variantOf(folder)).toThrow(/no layers of an earlier training/)
  })
})
