import { describe, expect, it } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { Embedder } from '../embed.ts'
import { CpuOrSlower } from './slow-path.ts'

const picture = Uint8Array.of(1)
const vector = Float32Array.of(1)
const cpu: Embedder = {
  embed: () => Promise.reject(new AppError('model/no-backend')),
  close: () => Promise.resolve(),
}

/** Opened in turn: each answers so many batches and is dead then. */
function lasting(...lives: number[]) {
  const warnings: string[] = []
  let [opened, closed] = [0, 0]
  const open = (): Embedder => {
    let left = lives[opened++] ?? 0
    return {
      embed: () =>
        left-- > 0 ? Promise.resolve([vector]) : Promise.reject(new Error('its process ended (SIGKILL)')),
      close: () => Promise.resolve(void closed++),
    }
  }
  const embedder = new CpuOrSlower(cpu, open, ({ code }) => warnings.push(code))
  return {
    embedder,
    warnings,
    get opened() {
      return opened
    },
    get closed() {
      return closed
    },
  }
}

describe('the slower way', () => {
  it('is opened again when its process has died, and loses no picture', async () => {
    const slow = lasting(2, 0, 1, 3)
    for (let batch = 0; batch < 6; batch++) expect(await slow.embedder.embed([picture])).toEqual([vector])
    expect(slow).toMatchObject({ warnings: ['model/slow-path'], opened: 4, closed: 3 })
  })

  it('is opened once more for all the batches that were under way', async () => {
    const slow = lasting(0, 3)
    const answers = await Promise.all(Array.from({ length: 3 }, () => slow.embedder.embed([picture])))
    expect(answers).toEqual([[vector], [vector], [vector]])
    expect(slow.opened).toBe(2)
  })

  it('is given up, and that is said, when it dies three times without an answer', async () => {
    const slow = lasting(1, 0, 0, 0, 9)
    await slow.embedder.embed([picture])
    const refused = { code: 'model/no-backend', message: expect.stringContaining('SIGKILL') as string }
    await expect(slow.embedder.embed([picture])).rejects.toMatchObject(refused)
    await expect(slow.embedder.embed([picture])).rejects.toMatchObject(refused)
    expect(slow.warnings).toContain('model/no-backend')
    expect(slow.opened).toBe(3)
  })

  it('is not opened again for what another process would not change', async () => {
    let opened = 0
    const open = (): Embedder => {
      opened++
      return { ...cpu, embed: () => Promise.reject(new AppError('model/layers')) }
    }
    const embedder = new CpuOrSlower(cpu, open, () => undefined)
    await expect(embedder.embed([picture])).rejects.toMatchObject({ code: 'model/no-backend' })
    expect(opened).toBe(1)
  })
})
