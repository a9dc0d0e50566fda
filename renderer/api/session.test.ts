import { describe, expect, it } from 'vitest'
import { reconnectWaitMs } from './back-off.ts'
import { tokenOf } from './session.ts'

describe('signing in and coming back', () => {
  it('reads the token of a link and nothing else', () => {
    expect(tokenOf('#token=Ab_9-x')).toBe('Ab_9-x')
    expect(tokenOf('#/poster/3')).toBeNull()
    expect(tokenOf('#token=')).toBeNull()
    expect(tokenOf('#token=a&b')).toBeNull()
  })

  it('waits longer after each failure, up to eight seconds', () => {
    expect([0, 1, 2, 3].map(reconnectWaitMs)).toEqual([300, 600, 1200, 2400])
    expect(reconnectWaitMs(30)).toBe(8000)
  })
})
