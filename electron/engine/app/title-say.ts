import type { GenreParts, PosterDetail } from '#shared/contract/poster.ts'
import type { PosterRow } from '../catalog/queries/posters.ts'
import { tellingOf } from '../catalog/queries/predictions.ts'
import type { Told } from '../catalog/told.ts'
import { toldOf } from '../catalog/told.ts'
import type { Answers } from '../model/predictor.ts'
import { decidedBy } from '../model/title/title-fusion.ts'
import { embeddingOfPoster } from '../scan/predict-poster.ts'
import type { EngineContext } from './context.ts'
import { levelAt } from './library.ts'
import { titledAnswers } from './titles.ts'

export interface TitleSay extends Pick<PosterDetail, 'titled' | 'titleSilent'> {
  /** In label order; null as {@link PosterDetail} says of each genre's. */
  parts: GenreParts[] | null
}

/** What a poster's title had to do with its prediction. */
export function titleSayOf(context: EngineContext, poster: PosterRow): TitleSay {
  const { store } = context
  const telling = tellingOf(store.db, store.modelId, poster.id)
  const answers = titledAnswers(context)
  const titled = telling?.titled === true
  if (telling === null || answers?.titles == null) return { titled, titleSilent: null, parts: null }
  const film = toldOf(store.db, poster.id, answers.titles.key)
  if (telling.told !== (film?.told ?? null)) return { titled, titleSilent: 'next-scan', parts: null }
  if (film === null) {
    const hasTitle = (poster.edited_title ?? poster.title) !== null
    return { titled, titleSilent: hasTitle ? 'bare-name' : 'none', parts: null }
  }
  if (!titled) return { titled, titleSilent: 'unreadable', parts: null }
  return { titled, titleSilent: null, parts: partsOf(context, answers, poster.id, film) }
}

/** Null for want of the picture's embedding, which the next scan makes again. */
function partsOf(
  { store }: EngineContext,
  answers: Answers,
  posterId: number,
  film: Told,
): GenreParts[] | null {
  const stored = embeddingOfPoster(store, answers, posterId)
  const fused = stored === null ? null : answers.titles?.explain(answers.logits(stored), film)
  if (fused == null) return null
  const row = store.columns.rowOf(posterId)
  return fused.map(({ fromPicture, fromTitle, moved }, label) => ({
    fromPicture,
    fromTitle,
    decidedBy: decidedBy(moved, levelAt(store, row, label) !== null),
  }))
}

/** How often each level was right on films that the model had not seen, for predictions with or without the title. */
export function reliabilityOf({ manifest }: Pick<EngineContext, 'manifest'>, titled: boolean) {
  return (titled ? manifest.titleModel?.reliability : undefined) ?? manifest.reliability
}
