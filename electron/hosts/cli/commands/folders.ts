import { resolve } from 'node:path'
import type { RootInfo } from '#shared/contract/folders.ts'
import type { Run } from '../terminal.ts'
import { count, print, remark, table } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export async function listFolders(run: Run, options: { catalog?: string }): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: true }, (engine) =>
    engine.call('folders.list', {}),
  )
  print(run, result, () => inWords(result.roots))
}

export async function removeFolder(
  run: Run,
  path: string,
  mode: 'keep' | 'forget',
  options: { catalog?: string },
): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: false }, (engine) =>
    engine.call('folders.remove', { path: resolve(path), mode }),
  )
  if (!run.json) remark(mode === 'keep' ? 'Taken out; its verdicts are kept.' : 'Taken out and forgotten.')
  print(run, result, () => inWords(result.roots))
}

export async function relocate(
  run: Run,
  from: string,
  to: string,
  options: { catalog?: string },
): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: false }, (engine) =>
    engine.call('folders.relocate', { from: resolve(from), to: resolve(to) }),
  )
  print(run, result, () => {
    const found = `${count(result.matched, 'file')} found at the new place.`
    if (result.unmatched === 0) return found
    return `${found} ${result.unmatched} not; their verdicts are kept.`
  })
}

export async function forgetMissing(run: Run, options: { catalog?: string }): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: false }, (engine) =>
    engine.call('folders.forgetMissing', {}),
  )
  print(run, result, () =>
    result.forgotten === 0
      ? 'No poster is missing.'
      : `${count(result.forgotten, 'poster')} forgotten. A backup from before is in the folder backups.`,
  )
}

function inWords(roots: readonly RootInfo[]): string {
  if (roots.length === 0) return 'No folder yet. Scan one: onesheet scan FOLDER'
  const rows = roots.map((root) => [root.path, root.posters, root.files, root.state, root.reason ?? ''])
  return table(['Folder', 'Posters', 'Files', 'State', ''], rows)
}
