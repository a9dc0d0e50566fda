import { describe, expect, it } from 'vitest'
import type { Embedder } from '../embed.ts'
import { checkedEmbedder } from './checked-embedder.ts'

const head = { weights: new Float32Array(20 * 2).fill(1), bias: new Float32Array(20), dimensions: 2 }
const picture = (shade: number) => new Uint8Array(12).fill(shade)
const vectorOf = (tensor: Uint8Array) => Float32Array.of((tensor[0] ?? 0) / 100, 0.5)

function embedder(answer: (tensor: Uint8Array, call: number) => Float32Array): Embedder {
  let calls = 0
  return {
    embed(tensors) {
      calls++
      return Promise.resolve(tensors.map((tensor) => answer(tensor, calls)))
    },
    close: () => Promise.resolve(),
  }
}

const cpu = () => embedder(vectorOf)

describe('a provider whose answers are checked', () => {
  it('goes on as long as they are sound', async () => {
    const checked = checkedEmbedder(embedder(vectorOf), { cpu, head, batchesPerCheck: 2 })
    for (let shade = 0; shade < 40; shade += 2) {
      const [first, second] = await checked.embed([picture(shade), picture(shade + 1)])
      expect([first, second]).toEqual([vectorOf(picture(shade)), vectorOf(picture(shade + 1))])
    }
  })

  it('may give one picture the same answer twice', async () => {
    const checked = checkedEmbedder(embedder(vectorOf), { cpu, head })
    await checked.embed([picture(7), picture(7)])
    expect(await checked.embed([picture(7)])).toEqual([vectorOf(picture(7))])
  })

  it('is out with a number that is none', async () => {
    const broken = embedder(() => Float32Array.of(1, Number.POSITIVE_INFINITY))
    await expect(checkedEmbedder(broken, { cpu, head }).embed([picture(1)])).rejects.toThrow('not finite')
  })

  it('is out with one answer to different pictures, also one picture at a time', async () => {
    const constant = () => embedder(() => Float32Array.of(1, 2))
    await expect(checkedEmbedder(constant(), { cpu, head }).embed([picture(1), picture(2)])).rejects.toThrow(
      'same answer',
    )
    const single = checkedEmbedder(constant(), { cpu, head })
    await single.embed([picture(1)])
    await expect(single.embed([picture(2)])).rejects.toThrow('same answer')
    const later = checkedEmbedder(
      embedder((tensor, call) => (call === 1 ? vectorOf(tensor) : Float32Array.of(0, 0))),
      { cpu, head },
    )
    await later.embed([picture(1), picture(2)])
    await expect(later.embed([picture(3), picture(4)])).rejects.toThrow('same answer')
  })

  it('is out when it drifts away from the CPU', async () => {
    const drifting = embedder((tensor, call) => vectorOf(tensor).map((value) => value * (1 + call / 20)))
    const checked = checkedEmbedder(drifting, { cpu, head, batchesPerCheck: 3 })
    await checked.embed([picture(1)])
    await checked.embed([picture(2)])
    await expect(checked.embed([picture(3)])).rejects.toThrow('does not agree')
  })
})
