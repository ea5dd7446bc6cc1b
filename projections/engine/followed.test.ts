import { expect, test } from 'vitest'
import { followedThrough } from './followed.ts'
import { game } from './testing/tally.ts'
import { workbench } from './testing/workbench.ts'

const bench = workbench()

test('how far a projection has come is told while some process follows it, and of no other one', async () => {
  const through = (names: readonly string[]) => followedThrough(bench.pool, names)
  expect(await through(['tally'])).toBeUndefined()
  const engine = bench.engine()
  await engine.start()
  const end = await bench.append(game(50))
  await engine.waitUntilProcessed(end)
  expect(await through(['tally', 'unknown'])).toBe(end)
  expect(await through(['unknown'])).toBeUndefined()
  await engine.stop()
  expect(await through(['tally'])).toBeUndefined()
})
