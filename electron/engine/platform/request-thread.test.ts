import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../../tests/helpers/temporary.ts'
import type { RequestThread } from './request-thread.ts'
import { openRequestThread } from './request-thread.ts'

const entry = vi.hoisted(() => ({ path: '' }))
vi.mock('./entry-path.ts', () => ({ entryPath: () => entry.path }))

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
  // Where the packages of this repository are found.
  entry.path = join(temporaryFolder(), 'thread.mjs')
  writeFileSync(entry.path, SOURCE)
  const thread = openRequestThread<Asked, number>({ name: 'adder', source: '', data: () => 100, idleMs })
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

  it('is another one after it ended, by itself or for want of questions', async () => {
    const thread = opened(50)
    expect(await thread.ask({ what: 'add', by: 1 })).toBe(101)
    await expect(thread.ask({ what: 'end' })).rejects.toThrow('has ended')
    expect(await thread.ask({ what: 'add', by: 2 })).toBe(102)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await thread.ask({ what: 'add', by: 3 })).toBe(103)
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
