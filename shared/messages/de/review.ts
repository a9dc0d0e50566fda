import type { Texts } from '../texts.ts'
import type { review as english } from '../en/review.ts'

export const review: Texts<typeof english> = {
  title: 'Durchsicht',
  lately: 'in {changed} der letzten {count} etwas geändert',
  gain: {
    some: 'Lernt das Modell aus dem {count} neuen Urteil, irrt es sich vielleicht um etwa {share} weniger. | Lernt das Modell aus den {count} neuen Urteilen, irrt es sich vielleicht um etwa {share} weniger.',
    little:
      'Lernt das Modell aus dem {count} neuen Urteil, irrt es sich kaum weniger. | Lernt das Modell aus den {count} neuen Urteilen, irrt es sich kaum weniger.',
    audit: 'Nach den letzten drei Malen sind es {low} bis {high}, geprüft an zufällig gezogenen Filmen.',
    picked: 'Nach den letzten drei Malen sind es {low} bis {high}, geprüft an selbst ausgesuchten Filmen.',
  },
  place: '{index} von {count} · {reason}',
  reason: {
    audit: 'zufällig gezogen, um zu sehen, wie gut das Modell ist',
    uncertain: 'gefragt, weil sich das Modell bei {genre} nicht sicher ist',
    disagree: 'gefragt, weil Plakat und NFO einander widersprechen',
    verdictYes: 'gefragt, weil das Modell dem Ja zu {genre} stark widerspricht',
    verdictNo: 'gefragt, weil das Modell dem Nein zu {genre} stark widerspricht',
    rare: 'gefragt, weil erst von wenigen Plakaten {genre} bekannt ist',
    open: 'gefragt, weil es noch niemand angesehen hat',
  },
  ask: 'Ist es {genre}?',
  askAll: 'Was ist es?',
  askAllHint:
    'Jedes Genre wählen, das es ist, mit seiner Taste oder einem Klick. Die übrigen sind dann ein Nein.',
  askOpenHint: 'Wegnehmen, was es nicht ist, und dazunehmen, was es ist.',
  hidden: 'Was das Modell sagt, steht hier nach der Antwort.',
  yes: 'Ja',
  no: 'Nein',
  cannotTell: 'Nicht zu erkennen',
  done: 'Fertig',
  next: 'Nächste Frage',
  previous: 'Vorige Frage',
  more: 'Die Taste eines anderen Genres sagt auch dieses.',
  nfoSays: 'Die NFO sagt {genres}.',
  modelSays: 'Das Modell sagt {genres}.',
  modelNothing: 'Das Modell nennt nichts wahrscheinlich.',
  notPredicted: 'Das Modell hat es noch nicht angesehen.',
  knownSoFar:
    'Noch von keinem Plakat ist {genre} bekannt. | Bisher ist von {count} Plakat {genre} bekannt. | Bisher ist von {count} Plakaten {genre} bekannt.',
  answers: 'Antwort',
  strip: 'Fragen dieser Seite',
  questionSpoken: '{index}: {title}',
  answeredSpoken: '{index}: {title}, beantwortet',
  reviewed: 'Durchgesehen',
  loading: 'Fragen werden ausgewählt',
  cannotShow: 'Die Durchsicht kann nicht gezeigt werden',
  finished: 'Es gibt nichts mehr zu fragen',
  finishedText:
    'Nach Plakaten, die neu eingelesen werden, wird hier gefragt. Das Gesagte lässt sich auf der Seite jedes Plakats ändern.',
  toLibrary: 'Zur Sammlung',
}
