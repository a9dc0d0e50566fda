import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../tests/helpers/temporary.ts'
import type { RequestThread } from './request-thread.ts'
import { openRequestThread } from './request-thread.ts'

const ENGINE = join(import.meta.dirname, '..')

interface Asked {
  what: 'add' | 'fail' | 'refuse' | 'end' | 'slow'
  by?: number
}

const SOURCE = `
import { workerData } from 'node:worker_threads'
import { AppError } from ${JSON.stringify(join(import.meta.dirname, '../../../shared/errors.ts'))}
import { answerRequests } from ${JSON.stringify(join(import.meta.dirname, 'request-thread.ts'))}
let sum = workerData
answerRequests(async ({ what, by = 0 }) => {
  if (what === 'fail') throw new RangeError('cannot')
  if (what === 'refuse') throw new AppError('model/damaged', 'this')
  if (what === 'end') process.exit(3)
  if (what === 'slow') await new Promise((resolve) => setTimeout(resolve, 200))
  sum += by
  return sum
})
`

let threads: RequestThread<Asked, number>[] = []

function opened(idleMs = 60_000): RequestThread<Asked, number> {
  const path = join(temporaryFolder(), 'thread.mjs')
  writeFileSync(path, SOURCE)
  const source = relative(ENGINE, path)
  const thread = openRequestThread<Asked, number>({ name: 'adder', source, data: () => 100, idleMs })
  threads.push(thread)
  return thread
}

afterEach(async () => {
  await Promise.all(threads.map((thread) => thread.close()))
  threads = []
})

describe('a thread that answers requests', () => {
  it('does one after the other and keeps what it knows', async () => {
    const thread = opened()
    const answers = [1, 2, 3].map((by) => thread.ask({ what: by === 1 ? 'slow' : 'add', by }))
    expect(await Promise.all(answers)).toEqual([101, 103, 106])
  })

  it('says what went wrong, refusals with their code, and goes on', async () => {
    const thread = opened()
    await expect(thread.ask({ what: 'fail' })).rejects.toThrow('cannot')
    await expect(thread.ask({ what: 'refuse' })).rejects.toMatchObject({ code: 'model/damaged' })
    expect(await thread.ask({ what: 'add', by: 1 })).toBe(101)
  })

  it('is another one after it ended', async () => {
    const thread = opened()
    expect(await thread.ask({ what: 'add', by: 1 })).toBe(101)
    await expect(thread.ask({ what: 'end' })).rejects.toThrow('has ended')
    expect(await thread.ask({ what: 'add', by: 2 })).toBe(102)
  })

  it('goes for want of questions, and is another one for the next', async () => {
    const thread = opened(20)
    expect(await thread.ask({ what: 'add', by: 1 })).toBe(101)
    // Each question keeps it for another while: they are asked less often than that.
    const sum = () => thread.ask({ what: 'add' })
    await expect.poll(sum, { interval: 100, timeout: 10_000 }).toBe(100)
  })

  it('rejects what was asked when it is closed, and whatever comes after', async () => {
    const thread = opened()
    const asked = thread.ask({ what: 'slow' })
    const refused = expect(asked).rejects.toThrow('is closed')
    await thread.close()
    await refused
    await expect(thread.ask({ what: 'add' })).rejects.toThrow('is closed')
  })
})
