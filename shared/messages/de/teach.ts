import type { Texts } from '../texts.ts'
import type { teach as english } from '../en/teach.ts'

export const teach: Texts<typeof english> = {
  title: 'Anlernen',
  loading: 'Es wird nachgesehen, woraus zu lernen ist',
  cannotShow: 'Das Anlernen kann nicht gezeigt werden',
  safe: 'Deine Urteile und Dateien bleiben unberührt. Du kannst jederzeit zurück.',
  inUse: 'Modell {number} ist in Gebrauch',
  inUseLearned:
    'Modell {number} ist in Gebrauch, gelernt aus {count} Korrektur | Modell {number} ist in Gebrauch, gelernt aus {count} Korrekturen',

  corrections: '{count} Korrektur, aus der zu lernen ist | {count} Korrekturen, aus denen zu lernen ist',
  act: 'Aus {count} Korrektur lernen | Aus {count} Korrekturen lernen',
  newOnes:
    '{count} davon kam seit dem letzten Anlernen dazu. | {count} davon kamen seit dem letzten Anlernen dazu.',
  noneNew: 'Seit dem letzten Anlernen kam keine dazu: dieselben Korrekturen lehren dasselbe.',
  audits:
    'Wie gut ein Modell ist, zeigen am besten Filme, die der Zufall für die Durchsicht zieht: {done} von {needed} sind beantwortet. Bis dahin wird ein Viertel der beurteilten Filme zum Prüfen zurückbehalten.',
  auditsDone: 'Ob das Gelernte taugt, zeigen die Filme, die der Zufall für die Durchsicht gezogen hat.',
  nothing: 'Noch gibt es nichts zu lernen',
  nothingText:
    'Sag von einigen Plakaten, was sie sind und was nicht, auf der Wand oder in der Durchsicht. Daraus lernt das Modell, was sein Training nicht wissen konnte.',
  missing:
    'Vor dem nächsten Versuch muss noch {count} Film durchgesehen werden: an denselben Filmen sieht einer von vielen Versuchen durch Glück gut aus. | Vor dem nächsten Versuch müssen noch {count} Filme durchgesehen werden: an denselben Filmen sieht einer von vielen Versuchen durch Glück gut aus.',
  missingFirst:
    'Zuerst muss noch {count} Film durchgesehen werden (bestätige ihn, oder antworte in der Durchsicht): an weniger Filmen ist nicht zu sehen, ob etwas besser wurde. | Zuerst müssen noch {count} Filme durchgesehen werden (bestätige sie, oder antworte in der Durchsicht): an weniger Filmen ist nicht zu sehen, ob etwas besser wurde.',
  readOnly: 'Der Katalog lässt sich gerade nur lesen, darum kann nichts gelernt werden.',
  toReview: 'Zur Durchsicht',
  sinceLast: '{count} Korrektur seit dem letzten Anlernen | {count} Korrekturen seit dem letzten Anlernen',

  learning: 'Aus deinen Korrekturen wird gelernt',
  changing: 'Das Modell wird gewechselt',
  changingText:
    'Jedes Plakat wird aus dem, was von ihm gespeichert ist, neu bewertet. Kein Bild wird noch einmal gelesen.',
  learningText: 'Das Modell in Gebrauch bleibt, wie es ist, bis du etwas anderes sagst.',

  outcome: {
    better: 'Besser: verwenden?',
    unproven: 'Wahrscheinlich besser: erst ansehen, dann verwenden',
    noGain: 'Keine Änderung nötig',
    worse: 'Nicht besser: alles bleibt, wie es ist',
    notEnough: 'Noch nicht genug',
  },
  reason: {
    proven:
      'Bei Filmen, an denen es nicht gelernt hat, passen seine Antworten besser zu deinen, mehr als es der Zufall gibt, und es hat nichts vergessen, was zählt.',
    'not-proven':
      'Bei Filmen, an denen es nicht gelernt hat, passen seine Antworten besser zu deinen, doch das kann noch Zufall sein. Vergessen hat es nichts, was zählt.',
    'no-replay':
      'Bei Filmen, an denen es nicht gelernt hat, passen seine Antworten besser zu deinen. Ob es etwas vergessen hat, ist nicht zu sagen: dafür sind keine Filme aufgehoben.',
    'no-gain':
      'Soweit es sich sagen lässt, passen die Antworten des Modells in Gebrauch genauso gut zu deinen. Es bleibt.',
    'less-agreement':
      'Bei Filmen, an denen es nicht gelernt hat, passen seine Antworten schlechter zu deinen als die des Modells in Gebrauch. Dieses bleibt.',
    forgets:
      'Es hat von dir gelernt und zu viel von anderen Filmen vergessen. Das Modell in Gebrauch bleibt.',
    'may-forget':
      'Es hat von dir gelernt, aber vielleicht zu viel von anderen Filmen vergessen. Das Modell in Gebrauch bleibt.',
    'below-bundled':
      'Mit ihm wäre alles Angelernte zusammen schlechter als das mitgelieferte Modell. Das Modell in Gebrauch bleibt.',
    'no-pattern':
      'Deine Korrekturen folgen nichts, was das Modell auf Plakaten sehen kann, darum kann es sie nicht lernen. Sie gelten trotzdem.',
    'no-verdicts': 'Es wurde noch nichts gesagt, woraus sich lernen ließe.',
    'few-examples':
      'Noch hat kein Genre genug Filme: fünf, die es sind, und fünf, die es nicht sind. Filme, die zum Prüfen zurückbehalten werden, zählen nicht.',
    'few-new-films':
      'Seit dem letzten Versuch wurden zu wenige Filme beurteilt, als dass ein weiterer etwas zeigen könnte.',
    'few-judges':
      'Zum Prüfen bleiben zu wenige Filme: nötig sind fünfzehn, an denen nicht gelernt wurde, mit einer Antwort zu einem gelernten Genre.',
  },
  nearest: 'Am nächsten dran: {genres}.',
  genreCounts: '{genre} ({yes} Ja, {no} Nein)',
  putOff: 'Zurückgestellt: was zuvor gelernt wurde',
  use: 'Verwenden',
  notNow: 'Jetzt nicht',
  usedTitle: 'Modell {number} ist in Gebrauch',
  usedText: 'Es hat aus {count} Korrektur gelernt. | Es hat aus {count} Korrekturen gelernt.',

  answers: 'Was anders wäre',
  agreesMore: 'stimmt {count} Korrektur mehr von dir zu | stimmt {count} Korrekturen mehr von dir zu',
  agreesSame: 'stimmt so vielen deiner Korrekturen zu wie zuvor',
  agreesLess: 'stimmt {count} Korrektur weniger von dir zu | stimmt {count} Korrekturen weniger von dir zu',
  agreesHow: '{after} von {verdicts} statt {before}; bei Filmen, an denen es nicht gelernt hat, {judged}',
  agreesJudged: '{after} von {verdicts} statt {before}',
  wouldChange: 'Plakat würde sich ändern | Plakate würden sich ändern',
  didChange: 'Plakat hat sich geändert | Plakate haben sich geändert',
  wouldChangeHow: '{gain} bekommen ein Genre, {lose} verlieren eines, {swap} tauschen.',
  didChangeHow: '{gain} bekamen ein Genre, {lose} verloren eines, {swap} tauschten.',
  changeOrder: 'Die größten Änderungen zuerst, hier unten.',
  changeNone: 'Auf jedem bleiben dieselben Genres wahrscheinlich.',
  keptYes: 'altes Können behalten: ja',
  keptNo: 'altes Können behalten: nein',
  keptMaybe: 'altes Können behalten: nicht gewiss',
  keptUnknown: 'altes Können behalten: nicht zu sagen',
  keptHow:
    'Punkte an {films} dafür aufgehobenen Film; höchstens {allowed} dürfen verloren gehen | Punkte an {films} dafür aufgehobenen Filmen; höchstens {allowed} dürfen verloren gehen',
  keptHowMaybe:
    'Punkte an {films} dafür aufgehobenen Film, vielleicht {upper}; mehr als {allowed} ist zu viel | Punkte an {films} dafür aufgehobenen Filmen, vielleicht {upper}; mehr als {allowed} ist zu viel',
  keptUnknownHow: 'Das Modell kam ohne Filme, die dafür aufgehoben sind.',
  chance: 'Wahrscheinlichkeit, dass es besser ist: {share}.',
  judgedAudit:
    'Geprüft an {count} Film, den der Zufall für die Durchsicht gezogen hat. | Geprüft an {count} Filmen, die der Zufall für die Durchsicht gezogen hat.',
  judgedPicked:
    'Geprüft an {count} selbst ausgesuchten Film; ab {needed} Antworten auf Gezogenes prüfen diese. | Geprüft an {count} selbst ausgesuchten Filmen; ab {needed} Antworten auf Gezogenes prüfen diese.',
  attempt: 'Versuch {attempt}, seit Gelerntes zuletzt in Gebrauch kam.',
  took: 'Gelernt in {seconds} s.',

  changes: 'Was sich ändern würde',
  changesOf: 'Plakate nach dem Genre, das sie bekommen oder verlieren',
  allGenres: 'Alle Genres',
  genreOption: '{genre} ({count})',
  export: 'Liste sichern',
  exported: 'Gesichert als {file}.',
  fileName: 'wuerde-sich-aendern',
  changesLoading: 'Plakate, die sich ändern würden, werden gesucht',
  changesNone: 'Kein Plakat würde dieses Genre bekommen oder verlieren.',
  more: '{count} weiteres | {count} weitere',
  added: '{genre}: wäre wahrscheinlich',
  removed: '{genre}: wäre nicht mehr wahrscheinlich',

  learned: 'Was gelernt wurde, Genre für Genre',
  learnedHint:
    'Die mittlere Genauigkeit gilt für die Filme, an denen geprüft wird. Sie ist zum Ansehen da und entscheidet nichts.',
  what: 'Gelernt',
  yes: 'Ja',
  no: 'Nein',
  precisionBefore: 'Genauigkeit zuvor',
  precisionAfter: 'danach',
  tooFew: 'zu wenige',
  tier: {
    unchanged: 'nichts: zu wenige Filme',
    bias: 'wie oft es vorkommt',
    scale: 'wie oft, wie gewiss',
    vector: 'wie oft, wie gewiss, wie es aussieht',
  },

  versions: 'Fassungen',
  versionsText:
    'Jedes Modell, das in Gebrauch war. Jedes lässt sich wieder verwenden: alle Plakate werden dann mit ihm bewertet, deine Urteile bleiben.',
  version: 'Modell {number}',
  now: 'in Gebrauch',
  bundled: 'mit Onesheet geliefert',
  versionAgrees:
    'stimmte bei Filmen, an denen es nicht gelernt hat, mit {after} von {verdicts} Antworten überein statt mit {before}',
  versionLearned:
    'gelernt aus {count} Korrektur, ausgehend von Modell {parent} | gelernt aus {count} Korrekturen, ausgehend von Modell {parent}',
  versionLearnedAlone: 'gelernt aus {count} Korrektur | gelernt aus {count} Korrekturen',
  useThis: 'Dieses verwenden',
  useThisSpoken: 'Modell {number} verwenden',
  goBack: 'Zurück zu Modell {number}',
  nowInUse: 'Modell {number} ist in Gebrauch.',
  advice:
    'Modell {number} widerspricht {contradicted} der {verdicts} Urteile, die seit seinem Gebrauch kamen; Modell {earlier} würde {before} widersprechen. Zurückzugehen ist vielleicht besser.',
  lookAtIt: 'Ansehen',
  undoLearned: 'Das Modell in Gebrauch hat daraus gelernt; erst neues Anlernen nimmt das zurück.',
}
