import type { ErrorCode } from '#shared/errors.ts'
import { ERROR_SENTENCES, isErrorCode } from '#shared/errors.ts'
import { engine } from '#shared/messages/en/engine.ts'
import { t } from '../i18n.ts'

type EngineText = keyof typeof engine

/** The engine's own words, where the window says it otherwise. */
const OTHERWISE: Partial<Record<EngineText, string>> = {
  folderElsewhere:
    'The folder cannot be reached. Its posters and verdicts stay as they are. Its drive is now at {place}: onesheet relocate makes it known there.',
}

/** Every sentence of the engine's own that the window may have to show, as the engine words it. */
export const ENGINE_SAYS: readonly (readonly [key: EngineText, words: string])[] = (
  Object.entries(engine) as [EngineText, string][]
).map(([key, words]) => [key, OTHERWISE[key] ?? words])

const PATTERNS = ENGINE_SAYS.map(([key, words]) => ({ key, pattern: patternOf(words) }))
const CODES = Object.keys(ERROR_SENTENCES).filter(isErrorCode)

/** `{name}` in the words stands for whatever the engine put there. */
function patternOf(words: string): RegExp {
  const escaped = words.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>.+?)')}$`, 's')
}

/**
 * A sentence that the engine wrote, in the window's language: a refusal ("PATH: sentence" keeps its path), the reason
 * of a folder, what is wrong with a file. What is not known, of another version perhaps, stays as it is.
 */
export function engineText(said: string): string {
  for (const { key, pattern } of PATTERNS) {
    const found = pattern.exec(said)
    if (found !== null) return t(`engine.${key}`, found.groups ?? {})
  }
  const code = CODES.find((each) => said.endsWith(ERROR_SENTENCES[each]))
  return code === undefined ? said : refusalText(said, code)
}

function refusalText(said: string, code: ErrorCode): string {
  const particular = said.slice(0, -ERROR_SENTENCES[code].length)
  const sentence = t(`errors.${code}`)
  if (particular === '') return sentence
  return `${engineText(particular.replace(/: $/, ''))}: ${sentence}`
}
