import type { ParsedParams } from '#shared/contract/contract.ts'
import { activeRoots, setRootState } from '../catalog/queries/roots.ts'
import { presenceOf } from '../scan/root-presence.ts'
import type { EngineContext } from './context.ts'

const AWAY = 'The folder cannot be reached. Its posters and verdicts stay as they are.'

/**
 * What the system tells of sleep. Before it, what the -wal holds goes into the catalog, in case the battery does not
 * last; after it, every folder is looked for: drives are unplugged while a computer sleeps.
 */
export async function powerChanged(
  context: EngineContext,
  { event }: ParsedParams<'app.power'>,
): Promise<{ offline: string[] }> {
  const { store } = context
  if (event === 'suspend') {
    store.db.pragma('wal_checkpoint(PASSIVE)')
    return { offline: [] }
  }
  const offline: string[] = []
  for (const root of activeRoots(store.db)) {
    const isThere = (await presenceOf(root.path)) !== null
    if (!isThere) offline.push(root.path.toString('utf8'))
    // A frozen folder waits for a person, whatever is there.
    if (root.state === 'frozen' || isThere === (root.state === 'ok')) continue
    store.write(() => {
      if (isThere) setRootState(store.db, root.id, 'ok', null)
      else setRootState(store.db, root.id, 'offline', AWAY)
    })
  }
  context.emit('folders.changed', {})
  return { offline }
}
