/** Narrowing the wall: search, chips, saved filters. */
export const filter = {
  search: 'Search titles',
  clearSearch: 'Clear the search',
  byGenre: 'Filter by {genre}',
  suggestions: 'Genres of that name',

  active: 'Active filters',
  remove: 'Remove {name}',
  clearAll: 'Clear all',
  clearAllHint: 'Take every part of the filter away',
  notGenre: 'not {genre}',
  and: 'and',
  or: 'or',
  since: 'since {year}',
  until: 'until {year}',
  textChip: '“{text}”',

  known: {
    is: 'known as {genres}',
    isNot: 'not {genres}',
    likely: '{genres} called likely',
    maybe: '{genres} called maybe or likely',
    unsaid: '{genres} not said',
    nothing: 'no genre said',
  },

  save: 'Save filter',
  saveName: 'Name of the filter',
  saveAct: 'Save',
  saveReplaces: 'A filter of that name is replaced.',
  saved: 'Saved as “{name}”.',

  rankedOne: 'Most like {genre}: posters rarely show it, so these are ranked, not sorted out.',
  rankedMany: 'Most like {genres}: posters rarely show them, so these are ranked, not sorted out.',

  statuses: {
    all: 'All posters',
    predicted: 'Only predicted',
    unsure: 'Unsure',
    confirmed: 'Confirmed',
    corrected: 'Corrected',
    quarantined: 'Set aside',
    missing: 'Missing',
  },
  shows: { series: 'Series', other: 'Other pictures', hidden: 'Hidden' },
  colors: {
    red: 'Red',
    orange: 'Orange',
    yellow: 'Yellow',
    green: 'Green',
    blue: 'Blue',
    purple: 'Purple',
    black: 'Black',
    white: 'White',
  },
}
