import { describe, it } from 'vitest'
import { scan } from '../helpers/engine.ts'
import { STEPS_AROUND } from '../helpers/steps-around-verdicts.ts'
import { STEPS_OF_A_PERSON } from '../helpers/steps-of-a-person.ts'
import { addTaughtVersion } from '../helpers/taught-version.ts'
import { rowsOf, World } from '../helpers/verdicts-world.ts'

const STEPS = { ...STEPS_AROUND, ...STEPS_OF_A_PERSON }
/** People say more than they do anything else. */
const NAMES = [
  ...Object.keys(STEPS),
  'scan',
  'scan',
  'say',
  'say',
  'say',
  'say of many',
  'edit',
  'mark',
  'undo',
  'redo',
  'add',
]
const ROUNDS = 70

describe('what a person said (44)', () => {
  it.each([1, 2, 3])(
    'is byte for byte the same after anything else, in any order (seed %i)',
    async (seed) => {
      const world = new World(seed)
      try {
        for (let poster = 0; poster < 5; poster++) await world.add()
        await scan(await world.open(), [world.root])
        await world.close()
        addTaughtVersion(world.path)
        await world.open()
        world.reference.now = rowsOf(world.path)
        for (let round = 0; round < ROUNDS; round++) {
          const name = world.pick(NAMES)
          world.log.push(`${round} ${name}`)
          await STEPS[name]?.(world)
          await world.open()
          world.check()
        }
      } finally {
        await world.close()
      }
    },
  )
})
