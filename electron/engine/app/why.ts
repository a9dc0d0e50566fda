import type { ParsedParams } from '#shared/contract/contract.ts'
import type { ActivationGrid, WhyGenre } from '#shared/contract/poster.ts'
import type { Level } from '#shared/contract/values.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { TrainingReport } from '#shared/domain/report.ts'
import { AppError } from '#shared/errors.ts'
import { filesOfPoster } from '../catalog/queries/files.ts'
import type { PosterRow } from '../catalog/queries/posters.ts'
import { posterById } from '../catalog/queries/posters.ts'
import { allRoots } from '../catalog/queries/roots.ts'
import { pictureArea } from '../images/preprocess.ts'
import type { ActivationMap } from '../model/explain/activation-map.ts'
import { absolutePath } from '../scan/picture-stage.ts'
import { LEAST_SUPPORT } from '../training/measures/measure.ts'
import type { EngineContext } from './context.ts'
import { levelAt } from './library.ts'
import { levelChoices } from './settings.ts'
import { reliabilityOf, titleSayOf } from './title-say.ts'
import { reportOf } from './training-report.ts'

/**
 * Computed from the file when somebody asks, never in a scan.
 * @throws AppError `poster/not-found`, `model/…`
 */
export async function whyGenre(
  context: EngineContext,
  { posterId, genre }: ParsedParams<'poster.why'>,
  signal: AbortSignal,
): Promise<WhyGenre> {
  const { store } = context
  const poster = posterById(store.db, posterId)
  const row = store.columns.rowOf(posterId)
  if (poster === null || row < 0) throw new AppError('poster/not-found')
  const label = GENRES.indexOf(genre)
  const level = levelAt(store, row, label)
  const year = poster.edited_year ?? poster.year
  const map = await mapOf(context, poster, label, signal)
  return {
    genre,
    level,
    map: typeof map === 'string' ? null : map,
    mapMissing: typeof map === 'string' ? map : null,
    parts: titleSayOf(context, poster).parts?.[label] ?? null,
    ...trustIn(context, { level, label, titled: store.columns.isTitled(row) }, year),
  }
}

async function mapOf(
  context: EngineContext,
  poster: PosterRow,
  label: number,
  signal: AbortSignal,
): Promise<ActivationGrid | NonNullable<WhyGenre['mapMissing']>> {
  const { content_hash: contentHash, width, height } = poster
  if (contentHash === null || width === null || height === null) return 'file'
  const map = await context.explainer.explain(contentHash.toString('hex'), label, () =>
    tensorOf(context, poster.id, contentHash, signal),
  )
  if (map === 'no-picture') return 'file'
  return map === null ? 'network' : gridOf(map, pictureArea({ width, height }, context.manifest.input))
}

/** Model input of the first of the poster's files that still is what the catalog says; null where none is. */
async function tensorOf(
  { store, pictures }: EngineContext,
  posterId: number,
  contentHash: Buffer,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const roots = new Map(allRoots(store.db).map((root) => [root.id, root]))
  const requests = filesOfPoster(store.db, posterId).flatMap((file) => {
    const root = roots.get(file.root_id)
    if (file.state !== 'ok' || root === undefined) return []
    return [{ key: file.id, path: absolutePath(root, file), wantTensor: true, wantThumbnail: false }]
  })
  for (const request of requests) {
    for await (const result of (await pictures()).process([request], { signal })) {
      if (result.ok && result.sha256 === contentHash.toString('hex')) return result.tensor
    }
  }
  return null
}

/** Shares of the largest contribution either way: where nothing speaks for a genre, all of it stays at 0. */
function gridOf(
  { rows, columns, contributions }: ActivationMap,
  area: ActivationGrid['area'],
): ActivationGrid {
  const largest = contributions.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const values = Array.from(contributions, (value) => (largest === 0 ? 0 : Math.max(0, value) / largest))
  return { rows, columns, values, area }
}

function trustIn(
  context: EngineContext,
  { level, label, titled }: { level: Level | null; label: number; titled: boolean },
  year: number | null,
): Pick<WhyGenre, 'reliability' | 'decade'> {
  const measured = reliabilityOf(context, titled)[label]
  // It was measured for balanced levels.
  const isBalanced = (levelChoices(context.store.db).get(GENRES[label] ?? '') ?? 'balanced') === 'balanced'
  if (level === null || measured === undefined || (level === 'likely' && !isBalanced))
    return { reliability: null, decade: null }
  const precision = level === 'likely' ? measured.likelyPrecision : measured.maybePrecision
  return {
    reliability: precision,
    decade:
      year === null || titled
        ? null
        : decadeOf(reportOf(context), { level, label, from: year - (year % 10) }),
  }
}

/** Of so few films that chance would speak, nothing is said. */
function decadeOf(
  report: TrainingReport | null,
  { level, label, from }: { level: Level; label: number; from: number },
): WhyGenre['decade'] {
  const figures = report?.genres[label]?.decades?.find((decade) => decade.from === from)?.[level]
  if (figures === undefined || figures.precision === null || figures.said < LEAST_SUPPORT) return null
  return { from, reliability: figures.precision }
}
