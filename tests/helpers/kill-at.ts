import { registerHooks } from 'node:module'

/*
 * Loaded before anything else (`--import`), by the threads of a process too: kills the process as `kill -9` does when a
 * function of the engine is called for the nth time. KILL_AT is the file below electron/engine, the function and n, with a #
 * between. Nothing of the engine is another than it would be.
 */
const [file = '', name = '', call = '1'] = (process.env['KILL_AT'] ?? '').split('#')

// A module's functions are variables to itself, and who imports them follows.
const killing = `
const itself_ = ${name}
let calls_ = 0
${name} = (...given) => {
  if (++calls_ === ${call}) process.kill(process.pid, 'SIGKILL')
  return itself_(...given)
}
`

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(`/electron/engine/${file}`)) return loaded
    return { ...loaded, source: `${Buffer.from(loaded.source as string | Uint8Array).toString()}${killing}` }
  },
})
