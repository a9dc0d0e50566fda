import { describe, expect, it } from 'vitest'
import type { Predictor } from '../model/predictor.ts'
import { Batches } from './batches.ts'

/** A network that fits so many pictures into memory, and whose embedding of a picture is its first byte. */
function network(fits: number): Predictor & { asked: number[] } {
  const asked: number[] = []
  const embed = async (tensors: readonly Uint8Array[]) => {
    asked.push(tensors.length)
    if (tensors.length > fits) throw new Error('std::bad_alloc')
    return tensors.map((tensor) => tensor.slice(0, 1))
  }
  return { batchSize: 8, embed, asked } as unknown as Predictor & { asked: number[] }
}

const pictures = (count: number) => Array.from({ length: count }, (_, at) => Uint8Array.of(at, 7))
const firstBytes = (vectors: readonly Uint8Array[]) => vectors.map((vector) => vector[0])

describe('batches', () => {
  it('are smaller after the network ran out of memory, and every picture has its embedding', async () => {
    const predictor = network(3)
    const batches = new Batches(predictor, () => false)
    expect(batches.size).toBe(8)
    expect(firstBytes(await batches.embed(pictures(8)))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(batches.size).toBe(2)
    expect(firstBytes(await batches.embed(pictures(2)))).toEqual([0, 1])
    expect(predictor.asked).toEqual([8, 4, 2, 2, 2, 2, 2])
  })

  it('end with the error where one picture does not fit, or where it is another error', async () => {
    await expect(new Batches(network(0), () => false).embed(pictures(4))).rejects.toThrow('bad_alloc')
    const broken = { batchSize: 8, embed: () => Promise.reject(new Error('broken')) } as unknown as Predictor
    await expect(new Batches(broken, () => false).embed(pictures(4))).rejects.toThrow('broken')
  })

  it('are small as long as memory is scarce', () => {
    let isScarce = true
    const batches = new Batches(network(8), () => isScarce)
    expect(batches.size).toBe(2)
    isScarce = false
    expect(batches.size).toBe(8)
  })
})
