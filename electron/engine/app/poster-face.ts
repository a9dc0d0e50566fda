import type { PosterRow } from '../catalog/queries/posters.ts'

/** What a poster is shown as, wherever it is. */
export interface PosterFace {
  id: number
  /** A person's word goes before what was found. */
  title: string | null
  year: number | null
  /** Another picture has another; null while there is none. */
  pictureKey: string | null
}

export function faceOf(poster: PosterRow): PosterFace {
  return {
    id: poster.id,
    title: poster.edited_title ?? poster.title,
    year: poster.edited_year ?? poster.year,
    pictureKey: poster.content_hash?.toString('hex', 0, 8) ?? null,
  }
}
