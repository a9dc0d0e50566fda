import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { evaluate } from '#engine/app/evaluate.ts'
import { openModelTools } from '#engine/app/model-tools.ts'
import { predictFiles } from '#engine/app/models.ts'
import { titleReader } from '#engine/model/predictor.ts'
import { openRegistry } from '#engine/model/registry.ts'
import { resources } from '#engine/platform/resources.ts'
import type { TitleTrainEvents, TitleTrainResult } from '#engine/training/title/train-title.ts'
import { trainTitle } from '#engine/training/title/train-title.ts'
import { trainTitleModel } from '../../electron/hosts/cli/commands/train-title.ts'
import type { Run } from '../../electron/hosts/cli/terminal.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import type { FolderFilm } from '../helpers/training-folder.ts'
import { folderFilms, trainingFolder } from '../helpers/training-folder.ts'
import { flipBit } from '../helpers/spoil.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { pictureModels } from '../helpers/titled-models.ts'

const { signal } = new AbortController()
const root = mkdtempSync(join(tmpdir(), 'onesheet-title-'))
const at = (name: string) => join(root, name)
/** Where none is named: a model that looks at the picture only. */
const tools = () => openModelTools(at('models'))
const registry = openRegistry(pictureModels(BUNDLED, at('models')))
const JUDGED = 15

/** Forty-five films; the last fifteen judge, and 046 is another picture of the first of these. */
const films: FolderFilm[] = [
  ...folderFilms(45).map((film) => ({ ...film, title: `${film.genres.join(' ')} ${film.title}` })),
  { file: '046.jpg', title: 'Drama Film 31', year: 1990, genres: ['Western'] },
]

async function train(
  dataset: string,
  out: string,
  events: TitleTrainEvents = { signal },
): Promise<TitleTrainResult> {
  const validation = at('judged.txt')
  writeFileSync(
    validation,
    films
      .slice(30, 30 + JUDGED)
      .map(({ file }) => `${file}\n`)
      .join(''),
  )
  const source = { kind: 'folder', path: dataset } as const
  return trainTitle({ source, validation, init: BUNDLED, out, filter: '', seed: 1 }, registry, events)
}

let result: TitleTrainResult

beforeAll(async () => {
  await trainingFolder(films, at('dataset'))
  result = await train(at('dataset'), at('titled'))
}, 120_000)

afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

const picture = () => join(at('dataset'), 'posters', '031.jpg')

async function predicted(model: string | null, title: string | null) {
  const report = await predictFiles(tools(), { files: [picture()], model, title, year: null }, signal)
  return { genres: report.items[0]?.genres, usedTitle: report.usedTitle }
}

describe('a title model that was trained', () => {
  it('is judged on the listed films, and learned from no other picture of them', () => {
    expect(result.counts).toMatchObject({ training: 30, validation: JUDGED, titled: JUDGED })
    expect(result.measures.withTitle.films).toBe(JUDGED)
    expect(result.sizeBytes).toBeLessThan(2_000_000)
    const { titleModel } = registry.load(at('titled')).manifest
    expect(titleModel?.file.sizeBytes).toBe(result.sizeBytes)
    expect(titleModel?.measures['macroMAP']).toBe(result.measures.withTitle.macroMAP)
    expect(readFileSync(join(at('titled'), 'CARD.md'), 'utf8').match(/^## The title$/gmu)).toHaveLength(1)
  })

  it('has weights that no validation film has touched, and the same for the same seed', async () => {
    const turned = films.map((film, index): FolderFilm =>
      index < 30 ? film : { ...film, genres: index % 2 === 0 ? ['Western'] : ['Music'] },
    )
    await trainingFolder(turned, at('turned'))
    await train(at('turned'), at('turned-out'))
    const bytes = readFileSync(join(at('titled'), 'title.bin'))
    expect(readFileSync(join(at('turned-out'), 'title.bin')).equals(bytes)).toBe(true)
    // What joins them is fitted on these films.
    const fusion = (folder: string) => registry.load(at(folder)).manifest.titleModel?.fusion
    expect(fusion('turned-out')).not.toEqual(fusion('titled'))
  }, 120_000)

  it('may be trained again beside itself, and leaves a folder with files alone', async () => {
    await expect(train(at('dataset'), at('titled'))).rejects.toMatchObject({ code: 'train/out-taken' })
    const source = { kind: 'folder', path: at('dataset') } as const
    const validation = join(at('titled'), 'validation-files.txt')
    const options = { source, validation, init: at('titled'), out: at('again'), filter: '', seed: 1 }
    expect((await trainTitle(options, registry, { signal })).measures).toEqual(result.measures)
    const sections = readFileSync(join(at('again'), 'CARD.md'), 'utf8').match(/^## The title$/gmu)
    expect(sections).toHaveLength(1)
  }, 120_000)

  it('tells of every picture, and stopped after the last one it writes nothing', async () => {
    const stop = new AbortController()
    const counts: number[] = []
    const trained = train(at('dataset'), at('stopped'), {
      signal: stop.signal,
      onPhase: (phase, done, total) => {
        if (phase !== 'pictures') return
        expect(total).toBe(JUDGED)
        counts.push(done)
        // While the last answers are joined with the titles.
        if (done === total) setImmediate(() => stop.abort())
      },
    })
    await expect(trained).rejects.toMatchObject({ code: 'app/cancelled' })
    expect(counts.length).toBeGreaterThan(1)
    expect(counts).toEqual(counts.toSorted((left, right) => left - right))
    expect(existsSync(join(at('stopped'), 'model.json'))).toBe(false)
  }, 120_000)

  it('has a say where a title is given, and none otherwise', async () => {
    const alone = await predicted(null, null)
    expect(await predicted(at('titled'), null)).toEqual(alone)
    const titled = await predicted(at('titled'), 'Horror Film')
    expect(titled.usedTitle).toBe(true)
    expect(titled.genres).not.toEqual(alone.genres)
    expect(await predicted(at('titled'), '🎬🔥')).toEqual(alone)
    expect(await predicted(null, 'Horror Film')).toEqual(alone)
  }, 60_000)

  it('answers whatever a title holds with probabilities, or leaves the word to the picture', () => {
    const { manifest, title } = registry.load(at('titled'))
    const titles = titleReader(title, manifest)
    const ask = (said: string) => titles?.probabilities(new Float32Array(20), { title: said, year: 2001 })
    for (const said of [
      'السلام',
      '七人の侍',
      'x'.repeat(10_240),
      'é'.repeat(10_240),
      "'; DROP TABLE film; --",
    ]) {
      expect(ask(said)?.every((probability) => probability > 0 && probability < 1)).toBe(true)
    }
    for (const said of ['', '🎬'.repeat(5_000), '\u202e\u0000', '\ud800', '…']) expect(ask(said)).toBeNull()
  })

  it('is measured beside the picture where that is asked', async () => {
    const only = join(at('titled'), 'validation-files.txt')
    const ask = (model: string | null, withTitle: boolean) =>
      evaluate(tools(), { dataset: at('dataset'), model, only, withTitle, compare: null }, signal)
    const both = await ask(at('titled'), true)
    expect(both.macroMAP).toBe(result.measures.picture.macroMAP)
    expect(both.withTitle?.films).toBe(JUDGED)
    expect(both.withTitle?.macroMAP).not.toBe(both.macroMAP)
    expect((await ask(at('titled'), false)).withTitle).toBeNull()
    expect((await ask(null, true)).withTitle).toBeNull()
  }, 60_000)

  it.each<[string, (bytes: Buffer) => Buffer]>([
    [
      'a flipped bit',
      (bytes) => Buffer.from(bytes.map((byte, place) => (place === 5_000 ? byte ^ 1 : byte))),
    ],
    ['its end cut off', (bytes) => bytes.subarray(0, 70_000)],
    ['nothing in it', () => Buffer.alloc(0)],
  ])('is refused with %s', (_, spoil) => {
    const path = join(at('titled'), 'title.bin')
    const bytes = readFileSync(path)
    try {
      writeFileSync(path, spoil(bytes))
      expect(() => registry.load(at('titled'))).toThrow(expect.objectContaining({ code: 'model/damaged' }))
    } finally {
      writeFileSync(path, bytes)
    }
    expect(registry.load(at('titled')).title).not.toBeNull()
  })
})

describe('the picture model of train --arch title', () => {
  /** A models folder whose current model is damaged, beside one that is whole. */
  function damagedModels(): string {
    const models = pictureModels('mine', temporaryFolder())
    cpSync(join(at('models'), BUNDLED), join(models, BUNDLED), { recursive: true })
    writeFileSync(
      join(models, 'manifest.json'),
      JSON.stringify({ current: 'mine', models: ['mine', BUNDLED] }),
    )
    flipBit(join(models, 'mine', 'model.onnx'), 5_000)
    return models
  }

  afterEach(() => {
    vi.restoreAllMocks()
  })

  it.each([
    ['no --init', {}],
    ['--init current', { init: 'current' }],
  ])(
    'with %s is the other one where the current is damaged',
    async (_, given) => {
      const models = damagedModels()
      vi.spyOn(resources, 'modelsFolder').mockReturnValue(models)
      const written = { out: '', errors: '' }
      vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((written.out += String(text))))
      vi.spyOn(process.stderr, 'write').mockImplementation((text) =>
        Boolean((written.errors += String(text))),
      )
      const run: Run = { json: true, signal, exitCode: 0 }
      const out = join(temporaryFolder(), 'out')
      const validation = at('judged.txt')
      await trainTitleModel(run, { dataset: at('dataset'), out, validation, ...given })
      expect(JSON.parse(written.out)).toMatchObject({ model: BUNDLED, out })
      expect(written.errors).toContain('model in use cannot be used')
    },
    60_000,
  )

  it('is refused before anything is learned where it is damaged', async () => {
    const damaged = openRegistry(damagedModels())
    const source = { kind: 'folder', path: at('dataset') } as const
    const [validation, out] = [at('judged.txt'), at('never')]
    const onPhase = vi.fn()
    const trained = trainTitle({ source, validation, init: 'mine', out, filter: '', seed: 1 }, damaged, {
      signal,
      onPhase,
    })
    await expect(trained).rejects.toMatchObject({ code: 'model/damaged' })
    expect(onPhase).not.toHaveBeenCalled()
    expect(existsSync(out)).toBe(false)
  })
})
