import type { own as english } from '../en/own.ts'
import type { Texts } from '../texts.ts'

export const own: Texts<typeof english> = {
  title: 'Eigene Genres',
  none: 'Ein Genre fehlt? Hinzufügen und sagen, welche Plakate dazugehören.',
  add: 'Eigenes Genre hinzufügen',
  addAct: 'Hinzufügen',
  addHint:
    'Es bekommt eine Taste von 1 bis 9. Bei einigen Plakaten Ja und Nein sagen, und Onesheet lernt, andere zu finden.',
  name: 'Name',
  example: 'Film noir',
  rename: 'Umbenennen',
  renameAct: 'Umbenennen',
  remove: 'Entfernen',
  outOfUse: 'Ein eigenes Genre, das nicht in Gebrauch ist',
  removed: '„{genre}“ entfernt. Die Urteile darüber bleiben.',
  teach: '„{genre}“ beibringen',
  show: 'Plakate zeigen',
  cannotShow: 'Dieses Genre kann nicht gezeigt werden',
  looking: 'Plakate zum Nachfragen werden gesucht …',
  counts: '{yes} ja, {no} nein',

  learning: 'Wird gelernt …',
  notLearned: 'Gerade konnte nichts gelernt werden. Die Urteile bleiben.',
  few: '{needed} Ja und {neededNo} Nein sind nötig, die Hälfte der Nein zu ähnlichen Plakaten: bisher {yes} und {no}.',
  fewAlike: 'Es bleibt ein Schlagwort, bis {needed} ähnliche Plakate ein Nein haben: bisher {said}.',
  fewOthers: 'Es bleibt ein Schlagwort, bis {needed} nicht ähnliche Plakate ein Nein haben: bisher {said}.',
  untold: 'An Plakaten nicht zu erkennen: Es bleibt ein Schlagwort.',
  ranked: 'Plakate werden geordnet. Prozente gibt es ab {needed} Urteilen: bisher {said}.',
  rankedChance:
    'Plakate werden geordnet. Prozente gibt es, wenn {needed} zufällig gezogene Plakate beantwortet sind: bisher {drawn}.',
  scored: 'Plakate haben Prozente, und die wahrscheinlichen stehen auf seiner Wand.',
  order: 'In {right} von 10 Paaren kommt ein passendes Plakat vor einem anderen.',
  percent: '{percent} %',
  rankedLine:
    'Am ähnlichsten zu „{genre}“: zuerst die mit Ja, dann die anderen der Reihe nach, noch ohne Prozente.',

  question: 'Ist es „{genre}“?',
  hint: 'Die Hälfte ähnelt einem Plakat mit Ja, die Hälfte ist zufällig gezogen.',
  firstHint:
    'Zuerst bei einigen Plakaten Ja sagen, hier oder auf der Wand mit seiner Taste. Dann wird nach ähnlichen gefragt.',
  yes: 'Ja',
  no: 'Nein',
  skip: 'Weiß nicht',
  grid: 'Plakate für Ja oder Nein',
  asked: { alike: 'ähnelt einem', chance: 'zufällig gezogen' },
  answers: { yes: 'ja', no: 'nein', skipped: 'weiß nicht' },
  nothingLeft: 'Nichts mehr zu fragen',
  nothingLeftText: 'Jedes vergleichbare Plakat hat ein Ja oder Nein.',
  tooMany: 'Höchstens {count} Plakate auf einmal. Weniger auswählen.',
}
