import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { resources } from '#engine/platform/resources.ts'
import { AppError } from '#shared/errors.ts'
import type { Run } from '../terminal.ts'
import { print } from '../terminal.ts'

/** Runs `bench/NAME.ts` of a checkout; without a name it lists what there is. A package carries no benchmarks. */
export async function bench(
  run: Run,
  name: string | undefined,
  parameters: readonly string[],
): Promise<void> {
  const folder = resources.benchFolder()
  const names = folder === null ? [] : benchmarksIn(folder)
  if (name === undefined) return print(run, { benchmarks: names }, () => names.join('\n'))
  if (folder === null || !names.includes(name)) throw new AppError('bench/unknown', name)
  const script = join(folder, `${name}.ts`)
  const flags = run.json ? ['--json'] : []
  const child = spawn(process.execPath, [script, ...parameters, ...flags], { stdio: 'inherit' })
  run.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

function benchmarksIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort()
}
