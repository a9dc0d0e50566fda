import type { AnyCommandId } from '#shared/domain/commands.ts'
import { useKeysStore } from '../../stores/keys.ts'
import { keyWords } from './key-words.ts'

/** The keys beside buttons, as the person has chosen them. */
export function useKeyWords() {
  const keys = useKeysStore()
  /** "Y", or null where a command has no key. */
  const keyOf = (id: AnyCommandId): string | null => {
    const key = keys.keyOf(id)
    return key === null ? null : keyWords(key)
  }
  return {
    keyOf,
    /** "Next poster (→)" */
    withKey: (words: string, id: AnyCommandId): string => {
      const key = keyOf(id)
      return key === null ? words : `${words} (${key})`
    },
  }
}
