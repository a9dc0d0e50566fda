/** What a literal of Python or JSON can hold. */
export type Literal = string | number | boolean | null | Literal[] | { [key: string]: Literal }

const DEEPEST = 16

class Malformed extends Error {}

/**
 * Reads a literal as Python prints lists and dictionaries (`[{'id': 16, 'name': "Bug's"}]`) or as JSON writes them.
 * Nothing is evaluated.
 * @returns undefined for anything else
 */
export function parseLiteral(text: string): Literal | undefined {
  const reader = new LiteralReader(text)
  try {
    return reader.whole()
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

const NAMES: ReadonlyMap<string, boolean | null> = new Map([
  ['None', null],
  ['null', null],
  ['nan', null],
  ['NaN', null],
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
])

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
  ['\n', ''],
])

const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

class LiteralReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): Literal {
    const value = this.#value(0)
    this.#space()
    if (this.#at < this.#text.length) throw new Malformed()
    return value
  }

  #value(depth: number): Literal {
    if (depth > DEEPEST) throw new Malformed()
    this.#space()
    const next = this.#text[this.#at]
    if (next === '[') return this.#items(']', () => this.#value(depth + 1))
    if (next === '(') return this.#items(')', () => this.#value(depth + 1))
    if (next === '{') return Object.fromEntries(this.#items('}', () => this.#entry(depth + 1)))
    if (next === "'" || next === '"') return this.#string(next)
    return this.#word()
  }

  #entry(depth: number): [string, Literal] {
    const key = this.#value(depth)
    this.#space()
    if (this.#text[this.#at] !== ':' || typeof key === 'object') throw new Malformed()
    this.#at++
    return [String(key), this.#value(depth)]
  }

  #items<T>(close: string, item: () => T): T[] {
    this.#at++
    const items: T[] = []
    for (;;) {
      this.#space()
      if (this.#text[this.#at] === close) break
      items.push(item())
      this.#space()
      if (this.#text[this.#at] === close) break
      if (this.#text[this.#at] !== ',') throw new Malformed()
      this.#at++
    }
    this.#at++
    return items
  }

  #string(quote: string): string {
    let value = ''
    for (this.#at++; this.#text[this.#at] !== quote;) {
      const letter = this.#text[this.#at++]
      if (letter === undefined) throw new Malformed()
      value += letter === '\\' ? this.#escape() : letter
    }
    this.#at++
    return value
  }

  #escape(): string {
    const letter = this.#text[this.#at++]
    if (letter === undefined) throw new Malformed()
    const digits = HEX_DIGITS.get(letter)
    if (digits === undefined) {
      // Python keeps the backslash of an escape it does not know.
      return ESCAPES.get(letter) ?? (/['"\\/]/u.test(letter) ? letter : `\\${letter}`)
    }
    const hex = this.#text.slice(this.#at, this.#at + digits)
    const code = Number.parseInt(hex, 16)
    if (hex.length < digits || !/^[\da-f]+$/iu.test(hex) || code > 0x10ffff) throw new Malformed()
    this.#at += digits
    return String.fromCodePoint(code)
  }

  #word(): Literal {
    const word = /[\w.+-]+/uy
    word.lastIndex = this.#at
    const found = word.exec(this.#text)?.[0]
    if (found === undefined) throw new Malformed()
    this.#at += found.length
    const named = NAMES.get(found)
    if (named !== undefined) return named
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(found)) throw new Malformed()
    return Number(found)
  }

  #space(): void {
    while (/\s/u.test(this.#text[this.#at] ?? '')) this.#at++
  }
}
