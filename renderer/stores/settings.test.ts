import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { useSettingsStore } from './settings.ts'

const engine = vi.hoisted(() => ({ call: vi.fn(), changed: (): void => undefined }))
const notices = vi.hoisted(() => ({ warn: vi.fn() }))

vi.mock('./notices.ts', () => ({ useNoticesStore: () => notices }))
vi.mock('./connection.ts', () => ({
  useConnectionStore: () => ({
    call: engine.call,
    on: (_: string, listener: () => void) => (engine.changed = listener),
    whenOnline: (run: () => void) => run(),
  }),
}))

const listed = (key: string, value: unknown) => ({ settings: [{ key, value }] })

describe('the settings of the window', () => {
  beforeEach(() => {
    vi.resetAllMocks()
    setActivePinia(createPinia())
    engine.call.mockResolvedValue(listed('appearance.theme', 'light'))
  })

  it('come from the engine and follow it', async () => {
    const settings = useSettingsStore()
    const theme = settings.use('appearance.theme')
    expect(theme.value).toBe('system')
    await vi.waitFor(() => expect(theme.value).toBe('light'))
    engine.call.mockResolvedValue(listed('appearance.theme', 'dark'))
    engine.changed()
    await vi.waitFor(() => expect(theme.value).toBe('dark'))
  })

  it('change at once, and back where the engine refuses', async () => {
    const settings = useSettingsStore()
    await vi.waitFor(() => expect(settings.isLoaded).toBe(true))
    engine.call.mockRejectedValue(new AppError('catalog/disk-full'))
    const setting = settings.set('levels.Drama', 'more')
    expect(settings.levelOf('Drama')).toBe('more')
    await setting
    expect(settings.levelOf('Drama')).toBe('balanced')
    expect(notices.warn).toHaveBeenCalledOnce()
  })

  it('hold for this window where the engine does not know them', async () => {
    const settings = useSettingsStore()
    await vi.waitFor(() => expect(settings.isLoaded).toBe(true))
    engine.call.mockRejectedValue(new AppError('settings/unknown'))
    await settings.set('keys.enabled', false)
    expect(settings.get('keys.enabled')).toBe(false)
    expect(notices.warn).not.toHaveBeenCalled()
  })

  it('show the later of two quick changes whatever order they are answered in', async () => {
    const settings = useSettingsStore()
    await vi.waitFor(() => expect(settings.isLoaded).toBe(true))
    const answers: ((value: unknown) => void)[] = []
    engine.call.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const both = [settings.set('appearance.theme', 'dark'), settings.set('appearance.theme', 'system')]
    answers[0]?.(listed('appearance.theme', 'dark'))
    await both[0]
    expect(settings.get('appearance.theme')).toBe('system')
    answers[1]?.(listed('appearance.theme', 'system'))
    await both[1]
    expect(settings.get('appearance.theme')).toBe('system')
  })
})
