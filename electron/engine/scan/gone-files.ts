import { fileById } from '../catalog/queries/files.ts'
import type { PictureResult } from '../images/pictures.ts'
import type { CommitContext } from './commit-pictures.ts'
import { commitPictures } from './commit-pictures.ts'
import { presenceOf } from './root-presence.ts'
import type { ScanServices } from './scan-state.ts'
import type { SurveyedRoot } from './survey.ts'
import { freezeFor, setOffline } from './survey.ts'
import { statOf } from './walk-stat.ts'

/** How long one look at a folder holds: a drive that goes takes many files with it. */
const LOOK_MS = 500

/**
 * Files that could not be read because they, or their folder with them, went while a scan was reading. They are held
 * back until it ends: a folder that went is set aside as it was, and only files gone from one that is still there, and
 * not too many, are called missing. What is held back and never settled stays pending for the next scan.
 */
export class GoneFiles {
  private readonly services: Pick<ScanServices, 'store' | 'clock' | 'fileSystems'>
  private readonly surveys: Map<number, SurveyedRoot>
  private readonly acceptMissing: boolean
  private readonly held = new Map<number, PictureResult[]>()
  private readonly looks = new Map<number, { at: number; isThere: boolean }>()

  constructor(
    services: Pick<ScanServices, 'store' | 'clock' | 'fileSystems'>,
    surveys: readonly SurveyedRoot[],
    acceptMissing: boolean,
  ) {
    this.services = services
    this.surveys = new Map(surveys.map((surveyed) => [surveyed.root.id, surveyed]))
    this.acceptMissing = acceptMissing
  }

  /** Whether this folder was found to be gone: nothing more of it need be tried. */
  isLost(rootId: number): boolean {
    return this.looks.get(rootId)?.isThere === false
  }

  /** Takes a result that says that a file went, or cannot be read because its folder went. */
  async takes(result: PictureResult): Promise<boolean> {
    if (result.ok || (result.code !== 'file/gone' && result.code !== 'file/unreadable')) return false
    const rootId = fileById(this.services.store.db, result.key)?.root_id
    if (rootId === undefined) return false
    if (result.code === 'file/unreadable' && (await this.isThere(rootId))) return false
    const results = this.held.get(rootId)
    if (results === undefined) this.held.set(rootId, [result])
    else results.push(result)
    await this.isThere(rootId)
    return true
  }

  /** Decides, when reading has ended, what became of the files held back. */
  async settle(context: Omit<CommitContext, 'now'>): Promise<void> {
    const { store, clock, fileSystems } = this.services
    const { acceptMissing } = this
    for (const [rootId, results] of this.held) {
      const surveyed = this.surveys.get(rootId)
      if (surveyed === undefined) continue
      this.looks.delete(rootId)
      if (!(await this.isThere(rootId))) {
        await setOffline(store, surveyed, fileSystems)
        continue
      }
      // Files of a drive that went and came back meanwhile are there again.
      const gone: PictureResult[] = []
      for (const result of results) if (!(await this.isBack(surveyed, result))) gone.push(result)
      const known = surveyed.files.length
      if (await freezeFor(store, surveyed, gone.length, { acceptMissing, fileSystems, known })) continue
      const pictures = gone.map((result) => ({ result, stored: null }))
      commitPictures({ ...context, now: clock.now() }, pictures)
    }
    this.held.clear()
  }

  private async isThere(rootId: number): Promise<boolean> {
    const surveyed = this.surveys.get(rootId)
    if (surveyed === undefined) return true
    const now = this.services.clock.monotonicMs()
    const look = this.looks.get(rootId)
    if (look !== undefined && now - look.at < LOOK_MS) return look.isThere
    const isThere = (await presenceOf(surveyed.root.path)) === surveyed.presence
    this.looks.set(rootId, { at: now, isThere })
    return isThere
  }

  private async isBack(surveyed: SurveyedRoot, result: PictureResult): Promise<boolean> {
    const file = fileById(this.services.store.db, result.key)
    if (file === null) return true
    const path = Buffer.concat([surveyed.root.path, Buffer.from('/'), file.path])
    return typeof (await statOf(path)) !== 'string'
  }
}
