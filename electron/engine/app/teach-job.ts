import { z } from 'zod'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { TaughtModel, TeachChangeCounts, Teaching } from '#shared/contract/teach.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import { putTaughtHead, taughtHeads } from '../catalog/queries/model-versions.ts'
import { addTeaching, teachHistory, teachingById } from '../catalog/queries/teachings.ts'
import type { JobContext, JobDefinition } from '../jobs/define.ts'
import { defineJob } from '../jobs/define.ts'
import { encodeTaughtHead } from '../model/taught-versions.ts'
import type { LoadedModel } from '../model/registry.ts'
import type { GenreLevel } from '../training/levels.ts'
import type { TeachInput } from '../training/teach/input.ts'
import { teachAside } from '../training/teach/teach-aside.ts'
import { taughtPosters } from '../training/teach/taught-posters.ts'
import type { Taught, TeachResult } from '../training/teach/teach.ts'
import type { EngineContext } from './context.ts'
import { teachesFromNfo } from './settings.ts'
import type { ChangedPoster } from './teach-changes.ts'
import { changedPosters } from './teach-changes.ts'

export const TEACH = 'teach'

/** What a teaching works on; the registry knows the trunk's own model. */
export type TeachServices = Pick<EngineContext, 'store' | 'clock' | 'registry' | 'model'>

export function startTeaching({ jobs }: EngineContext): JobInfo {
  return jobs.start(TEACH, {})
}

/** Learns and judges; what may be used is kept as an offer. A second one waits for the first, and finds its films spent. */
export function teachJob(services: TeachServices): JobDefinition<Record<string, never>, Teaching> {
  return defineJob({
    kind: TEACH,
    lane: 'train',
    params: z.strictObject({}),
    title: () => 'Learning from verdicts',
    subject: () => null,
    run: (_, context) => run(services, context),
  })
}

async function run(services: TeachServices, { signal, report }: JobContext): Promise<Teaching> {
  const { store, clock, model } = services
  const startedAt = clock.monotonicMs()
  report({ phase: 'learning', done: 0, total: null, problems: 0 })
  const parent = model.load()
  const input = inputOf(services, parent)
  const result = await teachAside(input, signal)
  const { taught } = result
  const version = taught === null ? null : versionOf(services, parent, taught)
  report({ phase: 'comparing', done: 0, total: null, problems: 0 })
  const changed = version === null ? [] : await changedPosters(services, version.model, signal)
  const isOffered = result.outcome === 'better' || result.outcome === 'unproven'
  const id = store.write(() => {
    const teachingId = addTeaching(store.db, {
      at: clock.now(),
      parent: parent.manifest.id,
      state: isOffered ? 'offered' : 'refused',
      attempt: taught?.attempt ?? null,
      judgedFilms: result.judgedFilms,
      report: {
        outcome: result.outcome,
        reason: result.reason,
        corrections: input.posters.reduce((sum, { verdicts }) => sum + verdicts.length, 0),
        basis: result.basis,
        genres: genresOf(result),
        seconds: (clock.monotonicMs() - startedAt) / 1000,
        taught:
          taught === null || version === null
            ? null
            : taughtModelOf(taught, version, {
                changed,
                films: input.replay?.judging.embeddings.length ?? 0,
              }),
      },
    })
    if (isOffered && version !== null) {
      const { manifest, head } = version.model
      putTaughtHead(store.db, {
        modelId: manifest.id,
        teachingId,
        number: version.number,
        trunkSha256: manifest.trunkSha256,
        parent: parent.manifest.id,
        createdAt: clock.now(),
        ...encodeTaughtHead(head, manifest.levels),
      })
    }
    return teachingId
  })
  return teachingById(store.db, id) as Teaching
}

/** What the catalog has to learn from, beside the model in use. */
export function inputOf({ store, registry }: TeachServices, parent: LoadedModel): TeachInput {
  const { manifest, head } = parent
  const withNfo = teachesFromNfo(store.db)
  const trunk = { trunkSha256: manifest.trunkSha256, preprocessVersion: PREPROCESS_VERSION }
  const first = registry.trunkModelOf(manifest.id)
  return {
    posters: taughtPosters(store, { ...trunk, withNfo }),
    parent: { head, levels: levelsOfManifest(parent) },
    bundled: first === manifest.id ? null : registry.load(first).head,
    replay: registry.replay(manifest.id),
    history: teachHistory(store.db, manifest.trunkSha256),
    withNfo,
  }
}

function levelsOfManifest({ manifest }: LoadedModel): GenreLevel[] {
  return manifest.levels.map(({ likely, fewer = null, more = null, maybe }) => ({
    likely,
    fewer,
    more,
    maybe,
  }))
}

interface Version {
  number: number
  model: LoadedModel
}

/** The taught head as the model that it would be. */
function versionOf({ store, registry }: TeachServices, parent: LoadedModel, taught: Taught): Version {
  // An offer that is not used leaves its number to the next.
  const used = taughtHeads(store.db).filter(({ modelId }) => registry.ids().includes(modelId))
  const number = 1 + Math.max(1, ...used.map((row) => row.number))
  const id = `${registry.trunkModelOf(parent.manifest.id)}.${number}`
  const levels = taught.levels.map((level, label) => ({ name: GENRES[label] ?? '', ...level }))
  const manifest = { ...parent.manifest, id, parent: parent.manifest.id, levels, measures: {} }
  return { number, model: { ...parent, manifest, head: taught.head } }
}

function genresOf({ genres, taught }: TeachResult): Teaching['genres'] {
  return genres.map(({ label, tier, yes, no }) => {
    const precision = taught?.precisions.find((each) => each.label === label)
    return {
      genre: GENRES[label] as Genre,
      tier,
      yes,
      no,
      apBefore: precision?.before ?? null,
      apAfter: precision?.after ?? null,
      tooFew: precision?.isTooFew ?? true,
    }
  })
}

function taughtModelOf(
  { attempt, judgement, agreement, judgedAgreement }: Taught,
  { model }: Version,
  { changed, films }: { changed: readonly ChangedPoster[]; films: number },
): TaughtModel {
  const { chanceBetter, lossBefore, lossAfter, forgetting } = judgement
  return {
    model: model.manifest.id,
    attempt,
    chanceBetter,
    judgingFilms: judgement.films,
    lossBefore,
    lossAfter,
    agreement,
    judgedAgreement,
    forgetting: forgetting === null ? null : { ...forgetting, films },
    changes: countsOf(changed),
  }
}

function countsOf(changed: readonly ChangedPoster[]): TeachChangeCounts {
  const count = (test: (poster: ChangedPoster) => boolean) => changed.filter(test).length
  const has = (mask: number, label: number) => ((mask >>> label) & 1) === 1
  const genres = GENRES.map((genre, label) => ({
    genre,
    added: count(({ addedMask }) => has(addedMask, label)),
    removed: count(({ removedMask }) => has(removedMask, label)),
  }))
  return {
    posters: changed.length,
    gain: count(({ removedMask }) => removedMask === 0),
    lose: count(({ addedMask }) => addedMask === 0),
    swap: count(({ addedMask, removedMask }) => addedMask !== 0 && removedMask !== 0),
    genres: genres
      .filter(({ added, removed }) => added + removed > 0)
      .sort((left, right) => right.added + right.removed - (left.added + left.removed)),
  }
}
