import type { JobInfo } from '#shared/contract/jobs.ts'
import type { ModelVersion, TaughtModel, TeachChange, Teaching, TeachState } from '#shared/contract/teach.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { FakeEngineOptions } from './fake-engine.ts'

/** Invented figures of a model that learned well. */
export const TAUGHT: TaughtModel = {
  model: 'starter-4',
  attempt: 1,
  chanceBetter: 0.974,
  judgingFilms: 40,
  lossBefore: 0.41,
  lossAfter: 0.36,
  agreement: { verdicts: 143, before: 87, after: 118 },
  judgedAgreement: { verdicts: 40, before: 21, after: 29 },
  forgetting: { lossPoints: 0.2, upperPoints: 0.9, films: 1600 },
  changes: {
    posters: 58,
    gain: 31,
    lose: 20,
    swap: 7,
    genres: [
      { genre: 'Horror', added: 24, removed: 4 },
      { genre: 'Thriller', added: 12, removed: 9 },
      { genre: 'Drama', added: 0, removed: 16 },
    ],
  },
}

export const TEACHING: Teaching = {
  id: 7,
  at: Date.UTC(2026, 10, 20, 10, 30),
  parent: 'starter-3',
  state: 'offered',
  outcome: 'better',
  reason: 'proven',
  corrections: 143,
  basis: 'picked',
  genres: [
    { genre: 'Horror', tier: 'vector', yes: 61, no: 48, apBefore: 0.412, apAfter: 0.498, tooFew: false },
    { genre: 'Thriller', tier: 'scale', yes: 22, no: 31, apBefore: 0.331, apAfter: 0.342, tooFew: true },
    { genre: 'Drama', tier: 'bias', yes: 9, no: 14, apBefore: 0.621, apAfter: 0.62, tooFew: true },
    { genre: 'War', tier: 'unchanged', yes: 3, no: 2, apBefore: null, apAfter: null, tooFew: true },
  ],
  seconds: 2.1,
  taught: TAUGHT,
}

function version(number: number, current: boolean): ModelVersion {
  const isFirst = number === 1
  return {
    id: isFirst ? 'starter' : `starter-${number}`,
    trunk: 'starter',
    parent: isFirst ? null : number === 2 ? 'starter' : `starter-${number - 1}`,
    createdAt: Date.UTC(2026, 9 + Math.floor(number / 2), number * 3, 9, 15),
    current,
    measures: isFirst ? { perLabelAccuracy: 0.896, top3Hit: 0.823, macroMAP: 0.381 } : {},
    sha256: 'ab'.repeat(32),
    trainedOn: null,
    number,
    corrections: isFirst ? null : 40 * number,
    agreement: isFirst ? null : { verdicts: 40, before: 21, after: 29 },
  }
}

const NEVER_TAUGHT: TeachState = {
  corrections: 143,
  newCorrections: 143,
  judgedFilms: 96,
  filmsMissing: 0,
  audits: { done: 42, needed: 60 },
  versions: [version(3, true), version(2, false), version(1, false)],
  goBackTo: version(2, false),
  goBackAdvice: null,
  last: null,
  offer: null,
  jobId: null,
}

const JOB: JobInfo = {
  id: 900,
  kind: 'teach',
  state: 'running',
  title: 'Learning from corrections',
  subject: null,
  phase: null,
  done: 0,
  total: null,
  rate: null,
  secondsLeft: null,
  problems: 0,
  createdAt: 0,
  startedAt: 0,
  endedAt: null,
  error: null,
  result: null,
}

/** Teaching as a test tells it: what is asked for waits until the test says how it ends. */
export interface TeachingScript {
  methods: NonNullable<FakeEngineOptions['methods']>
  /** Where teaching stands, as `teach.state` answers. */
  state: TeachState
  /** What would change; of one genre where that is asked for. */
  changes: TeachChange[]
  /** Why it cannot be told where teaching stands. */
  problem: AppError | null
  /** What the next act is refused with. */
  refusal: AppError | null
  /** The job that began last, in the state that a test gives; its announcement is the test's. */
  job: JobInfo
  /** Ends it, after which the engine stands at this. */
  end(state: JobInfo['state'], next: Partial<TeachState>): JobInfo
}

export function scriptTeaching(known: Partial<TeachState> = {}): TeachingScript {
  const begin = (kind: string) => (): JobInfo => {
    const { refusal } = script
    script.refusal = null
    if (refusal !== null) throw refusal
    script.job = { ...JOB, kind, id: script.job.id + 1 }
    script.state = { ...script.state, jobId: script.job.id }
    return script.job
  }
  const script: TeachingScript = {
    state: { ...NEVER_TAUGHT, ...known },
    changes: [],
    problem: null,
    refusal: null,
    job: JOB,
    methods: {
      'teach.state': () => {
        if (script.problem !== null) throw script.problem
        return script.state
      },
      'teach.start': begin('teach'),
      'teach.use': begin('use-model'),
      'models.use': begin('use-model'),
      'models.rollback': begin('use-model'),
      'teach.decline': () => {
        const { offer } = script.state
        const declined = offer === null ? null : ({ ...offer, state: 'declined' } as const)
        script.state = { ...script.state, last: declined, offer: declined }
        return script.state
      },
      'teach.changes': (params) => {
        const { genre, offset, limit } = params as { genre: Genre | null; offset: number; limit: number }
        const found = script.changes.filter(
          ({ added, removed }) => genre === null || added.includes(genre) || removed.includes(genre),
        )
        return { total: found.length, items: found.slice(offset, offset + limit) }
      },
      'teach.exportText': () => ({ text: `id,title\n${script.changes.length},\n` }),
      'jobs.cancel': (params) => {
        if ((params as { id: number }).id !== script.job.id) throw new AppError('app/invalid')
        return script.end('cancelled', {})
      },
    },
    end: (state, next) => {
      script.job = { ...script.job, state, endedAt: 1 }
      script.state = { ...script.state, ...next, jobId: null }
      return script.job
    },
  }
  return script
}

/** Versions up to a number, of which one is in use. */
export function versionsTo(newest: number, current = newest): ModelVersion[] {
  return Array.from({ length: newest }, (_, at) => version(newest - at, newest - at === current))
}
