import { z } from 'zod'
import type { ScanReport } from '#shared/contract/scan.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { Pictures } from '../images/pictures.ts'
import type { Predictor } from '../model/predictor.ts'
import type { Clock } from '../platform/clock.ts'
import type { FileSystems } from '../platform/file-systems.ts'
import type { CommitTally } from './commit-pictures.ts'
import type { GenreTable } from './genre-names.ts'
import type { SurveyedRoot } from './survey.ts'

export const scanParams = z.strictObject({
  folders: z.array(z.string()),
  predict: z.boolean(),
  includeAllArt: z.boolean(),
  acceptMissing: z.boolean(),
})
export type ScanParams = z.output<typeof scanParams>

/** What a scan needs of the engine; predictor and pictures are made when a scan first asks for them. */
export interface ScanServices {
  store: CatalogStore
  appVersion: string
  genres: GenreTable
  clock: Clock
  fileSystems: FileSystems
  pictures(): Promise<Pictures>
  predictor(): Promise<Predictor>
  onRootsChanged(): void
}

export type Report = (progress: {
  phase: string
  done: number
  total: number | null
  problems: number
}) => void

/** What the parts of a scan hand on to each other. */
export interface ScanState {
  report: ScanReport
  tally: CommitTally
  surveys: SurveyedRoot[]
  /** Null before one is needed, or without a model. */
  predictor: Predictor | null
  /** How many of the predictor's warnings came before this scan. */
  warnedBefore: number
}
