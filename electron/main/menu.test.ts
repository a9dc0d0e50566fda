import { describe, expect, it } from 'vitest'
import type { DesktopCommand, WindowLook } from '#shared/desktop.ts'
import { COMMAND_IDS, GENRE_COMMAND_IDS } from '#shared/domain/commands.ts'
import { menuTemplate } from './menu.ts'

const LOOK: WindowLook = { language: 'en', theme: 'system', keys: {}, unavailable: [] }

interface Entry {
  id?: string
  label?: string
  role?: string
  enabled?: boolean
  accelerator?: string
  registerAccelerator?: boolean
  submenu?: Entry[]
  click?: () => void
}

function menuOf(options: { look?: Partial<WindowLook>; platform?: string; recentFolders?: string[] } = {}) {
  const ran: DesktopCommand[] = []
  let cleared = 0
  const template = menuTemplate({
    look: { ...LOOK, ...options.look },
    platform: options.platform ?? 'linux',
    recentFolders: options.recentFolders ?? [],
    isPackaged: true,
    run: (command) => ran.push(command),
    clearRecent: () => (cleared += 1),
  }) as Entry[]
  const flat = (entries: Entry[]): Entry[] => entries.flatMap((each) => [each, ...flat(each.submenu ?? [])])
  const entries = flat(template)
  const entry = (id: string) => entries.find((each) => each.id === id)
  return { template, entries, entry, ran, cleared: () => cleared }
}

describe('the menu', () => {
  it.each(['linux', 'win32', 'darwin'])('has every command and every genre once, on %s', (platform) => {
    const ids = menuOf({ platform }).entries.flatMap(({ id }) => id ?? [])
    expect(ids.toSorted()).toEqual([...COMMAND_IDS, ...GENRE_COMMAND_IDS].toSorted())
  })

  it('shows each key and leaves it to the page, which knows who is typing', () => {
    const { entry } = menuOf()
    expect(entry('palette')).toMatchObject({ accelerator: 'CommandOrControl+K', registerAccelerator: false })
    expect(entry('redo')?.accelerator).toBe('CommandOrControl+Shift+Z')
    expect(entry('next')?.accelerator).toBe('Right')
    expect(entry('genre:Horror')).toMatchObject({ accelerator: 'H', registerAccelerator: false })
    expect(entry('problems')?.accelerator).toBeUndefined()
  })

  it('takes no letter away from whoever types on a Mac', () => {
    const { entries } = menuOf({ platform: 'darwin' })
    for (const { accelerator } of entries)
      if (accelerator !== undefined && accelerator !== '') expect(accelerator).toContain('CommandOrControl')
  })

  it('shows the keys that a person chose, and none where they want none', () => {
    const { entry } = menuOf({ look: { keys: { 'genre:Horror': 'J', palette: null } } })
    expect(entry('genre:Horror')?.accelerator).toBe('J')
    expect(entry('palette')?.accelerator).toBeUndefined()
  })

  it('greys what would do nothing', () => {
    const { entry } = menuOf({ look: { unavailable: ['undo'] } })
    expect([entry('undo')?.enabled, entry('redo')?.enabled]).toEqual([false, true])
  })

  it('speaks the window’s language', () => {
    const { template, entry } = menuOf({ look: { language: 'de' } })
    expect(template.map(({ label }) => label)).toEqual([
      'Datei',
      'Bearbeiten',
      'Ansicht',
      'Plakat',
      'Genre',
      'Hilfe',
    ])
    expect(entry('genre:Crime')?.label).toBe('Krimi')
  })

  it('runs commands by name, recent folders with their path', () => {
    const { entry, ran, entries, cleared } = menuOf({ recentFolders: ['/films/Tom & Co'] })
    entry('confirm')?.click?.()
    const recent = entry('recent:/films/Tom & Co')
    recent?.click?.()
    expect(recent?.label).toContain('Tom && Co')
    expect(ran).toEqual([
      { id: 'confirm', folder: null },
      { id: 'openFolder', folder: '/films/Tom & Co' },
    ])
    entries.find(({ label }) => label === 'Clear this list')?.click?.()
    expect(cleared()).toBe(1)
  })
})
