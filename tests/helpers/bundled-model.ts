import { openRegistry } from '#engine/model/registry.ts'
import { resources } from '#engine/platform/resources.ts'

/** What comes with Onesheet. */
export const registry = openRegistry(resources.modelsFolder())
/** Id of its model. */
export const BUNDLED = registry.current().id
