import type { Texts } from '../texts.ts'
import type { filter as english } from '../en/filter.ts'

export const filter: Texts<typeof english> = {
  search: 'Titel suchen',
  clearSearch: 'Suche leeren',
  byGenre: 'Nach {genre} filtern',
  suggestions: 'Genres mit diesem Namen',

  active: 'Aktive Filter',
  remove: '{name} entfernen',
  clearAll: 'Alle entfernen',
  clearAllHint: 'Den ganzen Filter aufheben',
  notGenre: 'ohne {genre}',
  and: 'und',
  or: 'oder',
  since: 'ab {year}',
  until: 'bis {year}',
  textChip: '„{text}“',

  known: {
    is: 'bekannt als {genres}',
    isNot: 'nicht {genres}',
    likely: '{genres} für wahrscheinlich gehalten',
    maybe: '{genres} für möglich oder wahrscheinlich gehalten',
    unsaid: '{genres} nicht genannt',
    nothing: 'kein Genre genannt',
  },

  save: 'Filter sichern',
  saveName: 'Name des Filters',
  saveAct: 'Sichern',
  saveReplaces: 'Ein Filter mit diesem Namen wird ersetzt.',
  saved: 'Als „{name}“ gesichert.',

  rankedOne:
    'Am ehesten {genre}: Auf Plakaten ist das selten zu sehen, darum wird hier geordnet und nicht aussortiert.',
  rankedMany:
    'Am ehesten {genres}: Auf Plakaten ist das selten zu sehen, darum wird hier geordnet und nicht aussortiert.',

  statuses: {
    all: 'Alle Plakate',
    predicted: 'Nur vorhergesagt',
    unsure: 'Unsicher',
    confirmed: 'Bestätigt',
    corrected: 'Berichtigt',
    quarantined: 'Zurückgelegt',
    missing: 'Fehlend',
  },
  shows: { series: 'Serien', other: 'Andere Bilder', hidden: 'Ausgeblendet' },
  colors: {
    red: 'Rot',
    orange: 'Orange',
    yellow: 'Gelb',
    green: 'Grün',
    blue: 'Blau',
    purple: 'Violett',
    black: 'Schwarz',
    white: 'Weiß',
  },
}
