import { computed, onMounted, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { AnyCommandId, CommandGroup } from '#shared/domain/commands.ts'
import { COMMAND_IDS, COMMANDS, GENRE_COMMAND_IDS, genreOfCommand } from '#shared/domain/commands.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { en } from '#shared/messages/en.ts'
import { genreName, t } from '../../i18n.ts'
import { useCommandsStore } from '../../stores/commands.ts'
import { useFilterStore } from '../../stores/filter.ts'
import { useKeysStore } from '../../stores/keys.ts'
import { useOwnStore } from '../../stores/own.ts'
import { commandName, keyWords } from '../keys/key-words.ts'
import { SECTIONS } from '../settings/sections.ts'
import { useShowWall } from '../side/useShowWall.ts'

export interface PaletteEntry {
  id: string
  group: CommandGroup | 'judge' | 'filter' | 'settings'
  name: string
  /** Every name it is found by, in both languages. */
  names: string[]
  key: string | null
  run(): void
}

type Messages = Pick<typeof en, 'commands' | 'genres' | 'settings'>

/** Everything that can be done now, by name. */
export function usePaletteEntries() {
  const commands = useCommandsStore()
  const keys = useKeysStore()
  const filterStore = useFilterStore()
  const own = useOwnStore()
  const router = useRouter()
  const showWall = useShowWall()
  /** Names are found in every language, whichever the window speaks. */
  const languages = shallowRef<Messages[]>([en])
  onMounted(async () => {
    const { de } = await import('#shared/messages/de.ts')
    languages.value = [en, de]
  })

  const genreNames = (genre: Genre) => languages.value.map(({ genres }) => genres[genre])
  const keyWordsOf = (id: AnyCommandId) => {
    const key = keys.keyOf(id)
    return key === null ? null : keyWords(key)
  }

  const ofCommands = computed<PaletteEntry[]>(() =>
    COMMAND_IDS.filter((id) => id !== 'palette' && commands.can(id)).map((id) => ({
      id,
      group: COMMANDS[id].group,
      name: commandName(id),
      names: languages.value.map((messages) => messages.commands[id]),
      key: keyWordsOf(id),
      run: () => void commands.run(id),
    })),
  )
  const ofJudging = computed<PaletteEntry[]>(() =>
    GENRE_COMMAND_IDS.filter((id) => commands.can(id)).flatMap((id) => {
      const genre = genreOfCommand(id)
      if (genre === null) return []
      const name = t('palette.judge', { genre: genreName(genre) })
      const names = [...genreNames(genre), name]
      return [{ id, group: 'judge', name, names, key: keyWordsOf(id), run: () => void commands.run(id) }]
    }),
  )
  const ofFilter = computed<PaletteEntry[]>(() =>
    GENRES.map((genre) => {
      const isOn = filterStore.filter.genres.includes(genre)
      const name = t(isOn ? 'palette.unfilter' : 'palette.filter', { genre: genreName(genre) })
      return {
        id: `filter:${genre}`,
        group: 'filter',
        name,
        names: [...genreNames(genre), name],
        key: null,
        run: () => {
          filterStore.toggleGenre(genre)
          showWall({})
        },
      }
    }),
  )
  const ofOwn = computed<PaletteEntry[]>(() =>
    own.genres.flatMap(({ id, name }) => {
      const isOn = filterStore.filter.own === id
      const filter = t(isOn ? 'palette.unfilter' : 'palette.filter', { genre: name })
      const teach = t('own.teach', { genre: name })
      const toggle = () => {
        filterStore.toggleOwn(id)
        showWall({})
      }
      const open = () => void router.push(`/own/${id}`)
      return [
        {
          id: `own:filter:${id}`,
          group: 'filter',
          name: filter,
          names: [name, filter],
          key: null,
          run: toggle,
        },
        { id: `own:teach:${id}`, group: 'filter', name: teach, names: [name, teach], key: null, run: open },
      ]
    }),
  )
  const ofSettings = computed<PaletteEntry[]>(() =>
    SECTIONS.map((section) => ({
      id: `settings:${section}`,
      group: 'settings',
      name: t(`settings.${section}`),
      names: languages.value.map(({ settings }) => `${settings.title}: ${settings[section]}`),
      key: null,
      run: () => void router.push({ name: 'settings', params: { section } }),
    })),
  )

  return computed(() => [
    ...ofCommands.value,
    ...ofJudging.value,
    // Filter and settings are of a catalog.
    ...(commands.hears('settings') ? [...ofFilter.value, ...ofOwn.value, ...ofSettings.value] : []),
  ])
}
