import { promptProjections } from '../infra/projections.ts'
import { registerPlace } from '../infra/registration.ts'
import { stopwatch } from './figures.ts'
import type { BenchInput } from './input.ts'
import { livePbx } from './live-pbx.ts'
import { importInto, peakMegabytes, place, timeZone, withOpened, type PartResult } from './parts.ts'

const lateModels = ['agent_states', 'queue_visits', 'calls'] as const

/** What the late rows cost alone, in processor time of their process: the clock on the wall says little beside other work. */
export async function foldLatePart(input: BenchInput): Promise<PartResult> {
  return withOpened(async opened => {
    const { store, engine } = opened
    await registerPlace(store, { ...place, timeZone, actor: 'bench' })
    await livePbx(store).fill()
    await engine.catchUp()
    await importInto(opened, { queueLog: [input.file], cel: [] })
    const figures: Record<string, number> = {}
    for (const name of lateModels) {
      // The history of calls goes behind the others, and waits for them.
      if (name === 'calls') await engine.catchUp({ projections: promptProjections })
      const clock = stopwatch()
      await engine.catchUp({ projections: [name] })
      figures[name] = (1e6 * clock.lap().cpuSeconds) / input.rows
    }
    return { ...figures, peakMegabytes: peakMegabytes() }
  })
}
