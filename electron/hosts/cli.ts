import { requireNode } from './require-node.ts'

// Before anything native is loaded.
requireNode()

/**
 * The command line. Prints to stdout what was asked for, to stderr everything else.
 * @param argv the parameters, without node and script
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 done with new per-item problems, 130 interrupted
 */
export async function main(argv: readonly string[]): Promise<number> {
  const { runCommandLine } = await import('./cli/run.ts')
  return runCommandLine(argv)
}
