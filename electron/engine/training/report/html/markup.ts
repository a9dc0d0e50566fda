/** Text that is HTML already. Everything else that {@link html} is given is escaped. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Part = Markup | string | number | null | false | readonly Part[]

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Control characters that no page may hold, and halves of characters. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cs}/gu

/** Makes text safe between tags and within quoted attributes; what no page may hold becomes the sign for that. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => NAMES[mark] ?? '').replaceAll(FORBIDDEN, '\ufffd')
}

/** HTML from a template: what is put in is escaped unless it is markup; lists are joined, null and false are nothing. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(texts.reduce((all, text, index) => all + textOf(parts[index - 1] ?? null) + text))
}

function textOf(part: Part): string {
  if (part === null || part === false) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(textOf).join('')
  return escaped(String(part))
}
