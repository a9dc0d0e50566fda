import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'

/** Where a training keeps how far it is. */
export function checkpointPath(out: string, name: 'last' | 'best'): string {
  return join(out, 'checkpoints', `${name}.checkpoint`)
}

/** Where it keeps what its frozen stages say of every picture, while it lasts. */
export function frozenOutputsPath(out: string): string {
  return join(out, 'frozen.outputs')
}

/**
 * Makes sure that a folder can become the model: it is made, or empty, or holds the checkpoint to go on from. What a
 * training leaves that ended before its first checkpoint does not count: nothing is lost by it, and going on would be
 * impossible.
 * @throws AppError `train/out-taken`, `train/nothing-to-resume`
 */
export function claimFolder(out: string, resume: boolean): void {
  if (resume) {
    if (existsSync(checkpointPath(out, 'last'))) return
    throw new AppError('train/nothing-to-resume', out)
  }
  try {
    mkdirSync(out, { recursive: true })
    if (isFree(out)) return
  } catch (error) {
    if (!isFileInTheWay(error)) throw error
  }
  throw new AppError('train/out-taken', out)
}

function isFree(out: string): boolean {
  return readdirSync(out).every((name) => {
    if (name === 'checkpoints') return readdirSync(join(out, name)).every((each) => each.endsWith('.writing'))
    return join(out, name) === frozenOutputsPath(out)
  })
}

function isFileInTheWay(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOTDIR')
}
