import { openEngine } from '#engine/app/engine.ts'

/*
 * Teaches the catalog of the first parameter with the models of the second, or takes what is offered there into use. It
 * is started to be killed on the way (`kill-at.ts`), and ends with 0 where it was not.
 */
const [catalogPath = '', modelsFolder = '', work] = process.argv.slice(2)
const engine = await openEngine({ catalogPath, modelsFolder })
const { id } = await (work === 'teach' ? engine.call('teach.start', {}) : useOffer())
await engine.call('jobs.wait', { id })
await engine.close()

async function useOffer(): Promise<{ id: number }> {
  const { offer } = await engine.call('teach.state', {})
  return engine.call('teach.use', { teaching: offer?.id ?? 0 })
}
