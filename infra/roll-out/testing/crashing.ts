import type { Json } from '../../../domain/kernel/json.ts'
import type { Steps } from '../../../domain/kernel/workflows.ts'

/** The process ends here. Nothing catches it but the test. */
export class Crash extends Error {
  override readonly name = 'Crash'
  constructor(readonly step: string) {
    super(`crash at ${step}`)
  }
}

/** Before the step's work, after it but before it is remembered, or after that. */
export const moments = ['before', 'unremembered', 'after'] as const
type Moment = (typeof moments)[number]

/** What was remembered: it survives crashes. */
export type Memory = Map<string, Json>

export interface CrashPoint {
  readonly step: number
  readonly moment: Moment
}

/**
 * Steps over a memory that outlives them. At the crash point the process ends.
 * @param ran gets the names of the steps whose work was run
 */
export function crashingSteps(memory: Memory, ran: string[], crash?: CrashPoint): Steps {
  let count = 0
  return {
    async run<T extends Json>(name: string, work: () => Promise<T>): Promise<T> {
      const known = memory.get(name)
      if (known !== undefined) return known as T
      const step = count++
      const crashAt = (moment: Moment): void => {
        if (crash?.step === step && crash.moment === moment) throw new Crash(name)
      }
      crashAt('before')
      ran.push(name)
      const result = await work()
      crashAt('unremembered')
      memory.set(name, JSON.parse(JSON.stringify(result)) as Json)
      crashAt('after')
      return result
    },
  }
}
