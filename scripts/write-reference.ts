/**
 * Writes docs/contract.md and docs/errors.md from the contract and the table of errors: `node scripts/write-reference.ts`.
 * tests/contract-docs.test.ts fails where they differ.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import type { EventName } from '#shared/contract/contract.ts'
import { CONTRACT, EVENT_NAMES } from '#shared/contract/contract.ts'
import { ERROR_SENTENCES } from '#shared/errors.ts'
import { PROTOCOL_VERSION } from '#shared/rpc/protocol.ts'

const docs = join(import.meta.dirname, '..', 'docs')

const EVENTS: Record<EventName, [payload: string, meaning: string]> = {
  'catalog.changed': [
    '`{ids, catalogRevision}`',
    'Posters changed. `ids` is null where there are too many to name: refetch what is shown.',
  ],
  'job.changed': [
    'the job as `jobs.list` gives it',
    'A job moved on or ended; at most ten times a second a job.',
  ],
  'folders.changed': [
    '`{}`',
    'The set of folders, or the state of one, or how many posters it has, changed.',
  ],
  'app.changed': [
    '`{}`',
    'What `app.info` tells changed: the catalog was found damaged, or another was put in its place.',
  ],
  'own.changed': [
    '`{}`',
    'Genres of the user’s own: which there are, what was said of them, or what was learned.',
  ],
  'settings.changed': ['`{}`', 'Settings or saved filters changed.'],
}

const contract = `# The contract

What a client may ask of the engine, whatever carries it: a function call in the command line, a WebSocket in the
browser, pipes for the desktop shell. The code is \`shared/contract/\`, a file a domain;
parameters are checked there by zod schemas before the engine sees them, results are described by types.
This is protocol version ${PROTOCOL_VERSION}.

A second process on the same catalog opens it read-only and answers \`write\` methods with \`catalog/read-only\`. Every call
can be cancelled; it then fails with \`app/cancelled\`. Errors are \`{code, message, details}\`: see [errors.md](errors.md).

Pictures do not travel by this way: \`/thumb/<id>\` and \`/picture/<id>\` serve them, and never by a path.

## Methods

| Method | Access | What it does |
| --- | --- | --- |
${Object.entries(CONTRACT)
  .map(([name, { access, summary }]) => `| \`${name}\` | ${access} | ${summary} |`)
  .join('\n')}

## Events

Events announce that something changed; a client then asks for what it shows.

| Event | Payload | Meaning |
| --- | --- | --- |
${EVENT_NAMES.map((name) => `| \`${name}\` | ${EVENTS[name].join(' | ')} |`).join('\n')}
`

const errors = `# Errors

- An expected outcome is a returned value; in a bulk operation, one for each item.
- A refusal the user must see is an \`AppError\` with one of the codes below, from \`shared/errors.ts\`. The table is
  exhaustive: an error cannot carry another code, and each code has a sentence that says what to do.
- Anything else is a mistake of ours: it is logged whole, and shown as \`internal\` without its stack.

The command line prints the sentence on stderr, or \`{"error": {"code", "message"}}\` on stdout with \`--json\`, and
exits with 1. A usage error exits with 2 and has written nothing. A picture that cannot be read never stops a scan: it
is set aside ("quarantined") with the reason, and a scan that set aside new ones exits with 3.

| Code | Sentence |
| --- | --- |
${Object.entries(ERROR_SENTENCES)
  .map(([code, sentence]) => `| \`${code}\` | ${sentence} |`)
  .join('\n')}
`

const style = await resolveConfig(join(docs, 'contract.md'))
for (const [name, text] of Object.entries({ 'contract.md': contract, 'errors.md': errors })) {
  writeFileSync(join(docs, name), await format(text, { ...style, parser: 'markdown' }))
}
