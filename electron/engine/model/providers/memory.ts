import { createRequire } from 'node:module'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { dirname } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../../platform/whole-file.ts'
import { findNativeAddon } from '../backends/native-library.ts'
import type { LoadedModel } from '../registry.ts'
import type { Choice } from './choose-provider.ts'
import type { ProcessProvider } from './provider.ts'
import { CPU, PROCESS_PROVIDERS } from './provider.ts'

const settingSchema = z.strictObject({
  batchSize: z.int().positive(),
  batchesAtOnce: z.int().positive(),
  threads: z.int().positive(),
})
const nameSchema = z.enum([CPU, ...PROCESS_PROVIDERS])
const choiceSchema = z.strictObject({
  name: nameSchema,
  setting: settingSchema,
  cpu: settingSchema,
  measured: z.array(
    z.strictObject({
      name: nameSchema,
      agrees: z.boolean().nullable(),
      msPerImage: z.number().nullable(),
      reason: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<Choice>
const fileSchema = z.array(z.strictObject({ key: z.string(), choice: choiceSchema }))

/** A user has one model or two; what was measured for older ones goes. */
const MOST_KEPT = 8

/**
 * What is known of this machine's providers: what was measured, kept in a file of the data folder for the runs to come,
 * and what was dropped in this run.
 */
export class ProviderMemory {
  /** Why a provider is not asked again before Onesheet is started anew. */
  readonly dropped = new Map<ProcessProvider, string>()
  private readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** Null where nothing was measured for this model, machine and versions. */
  choiceFor(model: Pick<LoadedModel, 'manifest' | 'layers'>): Choice | null {
    const key = keyOf(model)
    return this.read().find((each) => each.key === key)?.choice ?? null
  }

  keep(model: Pick<LoadedModel, 'manifest' | 'layers'>, choice: Choice): void {
    const key = keyOf(model)
    this.write([{ key, choice }, ...this.read().filter((each) => each.key !== key)])
  }

  /** It is measured anew in a later run. */
  forget(model: Pick<LoadedModel, 'manifest' | 'layers'>): void {
    const key = keyOf(model)
    this.write(this.read().filter((each) => each.key !== key))
  }

  private read(): z.output<typeof fileSchema> {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.path, 'utf8')))
    } catch {
      // Not there, of another version or spoilt: it is measured again.
      return []
    }
  }

  private write(kept: z.output<typeof fileSchema>): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true })
      writeWhole(this.path, `${JSON.stringify(kept.slice(0, MOST_KEPT), null, 2)}\n`)
    } catch {
      // A folder that cannot be written costs a measurement in each run, and no run.
    }
  }
}

/** All that a measurement depends on. A driver has no version that could be asked; its provider is compared anew in each run. */
export function keyOf({ manifest, layers }: Pick<LoadedModel, 'manifest' | 'layers'>): string {
  const addon = findNativeAddon()
  return JSON.stringify([
    `${process.platform}-${process.arch}`,
    cpus()[0]?.model ?? '',
    availableParallelism(),
    process.versions.node,
    versionOf('onnxruntime-node'),
    manifest.trunkSha256,
    layers?.sha256 ?? null,
    addon === null ? null : statSync(addon).mtimeMs,
  ])
}

function versionOf(name: string): string {
  const require = createRequire(import.meta.url)
  return (require(`${name}/package.json`) as { version: string }).version
}
