import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import type { EngineApi } from '#shared/contract/contract.ts'
import type { SettingValue } from '#shared/contract/settings.ts'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { registry } from '../helpers/bundled-model.ts'
import { testEngine } from '../helpers/engine.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const set = (engine: EngineApi, key: string, value: SettingValue) =>
  engine.call('settings.set', { key, value })
const valueOf = async (engine: EngineApi, key: string) =>
  (await engine.call('settings.list', {})).settings.find((setting) => setting.key === key)?.value

describe('how much of a genre is called likely', () => {
  const genreIn = async (engine: EngineApi, genre: string) =>
    (await engine.call('library.counts', { filter: {} })).genres.find(({ name }) => name === genre)
  const horrors = async (engine: EngineApi) =>
    (await engine.call('library.ids', { filter: { genres: ['Horror'] } })).ids.length

  it('moves at once on every poster, and back; a restart finds it so', async () => {
    const path = join(temporaryFolder(), 'catalog.db')
    drawCatalog(path, 2_000)
    const engine = await openEngine({ catalogPath: path })
    const balanced = await horrors(engine)
    const heard: unknown[] = []
    engine.on('catalog.changed', ({ ids, catalogRevision }) => heard.push([ids, catalogRevision]))
    const revision = (await engine.call('app.info', {})).catalogRevision
    await set(engine, 'levels.Horror', 'fewer')
    expect(heard).toEqual([[null, revision + 1]])
    const fewer = await horrors(engine)
    await set(engine, 'levels.Horror', 'more')
    const more = await horrors(engine)
    expect(fewer).toBeLessThan(balanced)
    expect(more).toBeGreaterThan(balanced)
    expect((await genreIn(engine, 'Horror'))?.count).toBe(more)
    await engine.close()
    // Once from the columns that were kept, once from the rows of another reader.
    const again = await testEngine({ catalogPath: path })
    expect(await horrors(again)).toBe(more)
    await set(again, 'levels.Horror', null)
    expect(await horrors(again)).toBe(balanced)
  })

  it('leaves what was said as it was said, and what a weak genre is', async () => {
    const path = join(temporaryFolder(), 'catalog.db')
    drawCatalog(path, 500)
    const engine = await testEngine({ catalogPath: path })
    const { ids } = await engine.call('library.ids', { filter: { genres: ['Horror'], status: 'predicted' } })
    const [id = 0] = ids
    await engine.call('labels.set', { posterId: id, genre: 'Horror', verdict: 'yes' })
    await set(engine, 'levels.Horror', 'fewer')
    const detail = await engine.call('poster.get', { id })
    expect(detail.status).toBe('confirmed')
    expect(detail.genres.find(({ name }) => name === 'Horror')).toMatchObject({
      effective: true,
      reliability: null,
    })
    const weak = registry.current().levels.filter(({ likely }) => likely === null)
    const told = weak.find(({ more }) => more !== null)?.name ?? ''
    expect((await genreIn(engine, told))?.weak).toBe(true)
    await set(engine, `levels.${told}`, 'more')
    expect(await genreIn(engine, told)).toMatchObject({ weak: false })
    // Nothing is known that would make more of this one.
    const silent = weak.findLast(({ more }) => more === null)?.name ?? ''
    await set(engine, `levels.${silent}`, 'more')
    expect((await genreIn(engine, silent))?.weak).toBe(true)
  })
})

describe('settings of the window', () => {
  it.each([
    ['appearance.language', 'de', 'fr'],
    ['keys.enabled', false, 'perhaps'],
    ['keys.map', '{"verdict.Horror":"x"}', '{"verdict.Horror":{"deep":1}}'],
    ['keys.map', '{}', '[1]'],
    ['keys.map', '{}', 'not JSON'],
    ['firstRun.guided', true, 3],
    ['levels.Science Fiction', 'more', 'most'],
  ])('%s keeps %j and refuses %j', async (key, good, bad) => {
    const engine = await testEngine()
    const heard: string[] = []
    engine.on('settings.changed', () => heard.push('settings'))
    await set(engine, key, good)
    expect(await valueOf(engine, key)).toBe(good)
    await expect(set(engine, key, bad)).rejects.toMatchObject({ code: 'settings/invalid' })
    expect(await valueOf(engine, key)).toBe(good)
    expect(heard).toEqual(['settings'])
  })
})

describe('saved filters', () => {
  it('are kept under their names in order, replaced and forgotten, and told of', async () => {
    const catalogPath = join(temporaryFolder(), 'catalog.db')
    const engine = await openEngine({ catalogPath })
    let heard = 0
    engine.on('settings.changed', () => heard++)
    await engine.call('filters.save', { name: 'Zombies', query: 'g=Horror' })
    await engine.call('filters.save', { name: ' Äpfel ', query: 'q=apple' })
    const { filters } = await engine.call('filters.save', { name: 'Zombies', query: 'g=Horror&l=maybe' })
    expect(filters).toMatchObject([
      { name: 'Äpfel', query: 'q=apple' },
      { name: 'Zombies', query: 'g=Horror&l=maybe' },
    ])
    await engine.close()
    const again = await testEngine({ catalogPath })
    expect((await again.call('filters.list', {})).filters).toEqual(filters)
    const id = filters[0]?.id ?? 0
    expect((await again.call('filters.remove', { id })).filters).toEqual(filters.slice(1))
    expect((await again.call('filters.remove', { id })).filters).toEqual(filters.slice(1))
    expect(heard).toBe(3)
    await expect(again.call('filters.save', { name: '\u200b', query: '' })).rejects.toMatchObject({
      code: 'app/invalid',
    })
  })
})
