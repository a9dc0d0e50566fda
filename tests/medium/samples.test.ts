import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openModelTools } from '#engine/app/model-tools.ts'
import { predictFiles } from '#engine/app/models.ts'
import { resources } from '#engine/platform/resources.ts'

interface Sample {
  file: string
  genre: string
}

/** Shares of the drawn samples: they are what a first look at Onesheet shows, so they must be right. */
const LEAST_FIRST = 0.6
const LEAST_TOP_THREE = 0.8

it('the bundled samples are recognised for what they were drawn to be', async () => {
  const folder = resources.samplesFolder() ?? ''
  const samples = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8')) as Sample[]
  expect(samples.length).toBeGreaterThanOrEqual(20)
  const { items } = await predictFiles(
    openModelTools(),
    { files: samples.map((sample) => join(folder, sample.file)), model: null, title: null, year: null },
    new AbortController().signal,
  )
  const ranks = samples.map(({ genre }, index) =>
    items[index]?.genres.findIndex((answer) => answer.name === genre),
  )
  const shareUpTo = (rank: number) =>
    ranks.filter((each) => each !== undefined && each >= 0 && each < rank).length / samples.length
  const missed = samples
    .map((sample, index) => `${sample.file}: ${sample.genre} is number ${(ranks[index] ?? -1) + 1}`)
    .filter((_, index) => ranks[index] !== 0)
  expect(shareUpTo(3), missed.join('\n')).toBeGreaterThanOrEqual(LEAST_TOP_THREE)
  expect(shareUpTo(1), missed.join('\n')).toBeGreaterThanOrEqual(LEAST_FIRST)
})
