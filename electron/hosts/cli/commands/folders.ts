import type { RootInfo } from '#shared/contract/folders.ts'
import type { Run } from '../terminal.ts'
import { print, remark, table } from '../terminal.ts'
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
    engine.call('folders.remove', { path, mode }),
  )
  if (!run.json) remark(mode === 'keep' ? 'Taken out; its verdicts are kept.' : 'Taken out and forgotten.')
  print(run, result, () => inWords(result.roots))
}

function inWords(roots: readonly RootInfo[]): string {
  if (roots.length === 0) return 'No folder yet. Scan one: onesheet scan FOLDER'
  const rows = roots.map((root) => [root.path, root.posters, root.files, root.state, root.reason ?? ''])
  return table(['Folder', 'Posters', 'Files', 'State', ''], rows)
}
