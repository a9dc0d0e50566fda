import type { Texts } from '../texts.ts'
import type { review as english } from '../en/review.ts'

export const review: Texts<typeof english> = {
  title: 'Durchsicht',
  lately: 'bei {changed} der letzten {count} hast du etwas geändert',
  latelyNone: 'noch nichts beantwortet',
  place: '{index} von {count} · {reason}',
  reason: {
    audit: 'zufällig gezogen, um zu sehen, wie gut das Modell ist',
    uncertain: 'gefragt, weil sich das Modell bei {genre} nicht sicher ist',
    disagree: 'gefragt, weil Plakat und NFO einander widersprechen',
    verdictYes: 'gefragt, weil das Modell deinem Ja zu {genre} stark widerspricht',
    verdictNo: 'gefragt, weil das Modell deinem Nein zu {genre} stark widerspricht',
    rare: 'gefragt, weil erst wenige Plakate als {genre} bekannt sind',
    open: 'gefragt, weil es noch niemand angesehen hat',
  },
}
