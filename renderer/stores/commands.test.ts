import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useCommandsStore } from './commands.ts'

describe('commands', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('go to the latest who hears them, a view before the window', () => {
    const commands = useCommandsStore()
    const done: string[] = []
    commands.add({ handlers: { back: () => done.push('window') }, isActive: () => true, offers: {} })
    let isShown = true
    const leave = commands.add({
      handlers: { back: () => done.push('view') },
      isActive: () => isShown,
      offers: {},
    })
    commands.run('back')
    isShown = false
    commands.run('back')
    isShown = true
    leave()
    commands.run('back')
    expect(done).toEqual(['view', 'window', 'window'])
  })

  it('are heard and not offered where they would do nothing', () => {
    const commands = useCommandsStore()
    let said = 0
    commands.add({
      handlers: { genre: () => (said += 1) },
      isActive: () => true,
      offers: { genre: () => false },
    })
    expect(commands.can('genre:Horror')).toBe(false)
    expect(commands.hears('genre:Horror')).toBe(true)
    expect(commands.run('genre:Horror')).toBe(true)
    expect(said).toBe(1)
  })

  it('are not there without anybody, nor in a browser where only the desktop can do them', () => {
    const commands = useCommandsStore()
    expect(commands.run('undo')).toBe(false)
    expect(commands.can('undo')).toBe(false)
    commands.add({ handlers: { showInFolder: () => undefined }, isActive: () => true, offers: {} })
    expect(commands.can('showInFolder')).toBe(false)
  })

  it('carry the folder that the desktop was given', () => {
    const commands = useCommandsStore()
    const folders: unknown[] = []
    commands.add({
      handlers: { openFolder: ({ folder }) => folders.push(folder) },
      isActive: () => true,
      offers: {},
    })
    commands.run('openFolder', { folder: '/films' })
    commands.run('openFolder')
    expect(folders).toEqual(['/films', undefined])
  })
})
