import type { Json } from '../../domain/kernel/json.ts'
import type { Steps } from '../../domain/kernel/workflows.ts'
import type { RollOutStep } from '../../domain/roll-out/events.ts'
import { PbxProblem } from '../../domain/roll-out/pbx.ts'

/** The PBX, or the configuration itself, failed a step: the roll-out ends with a ConfigurationRejected. */
export class Rejected extends Error {
  override readonly name = 'Rejected'
  constructor(
    readonly step: RollOutStep,
    readonly reason: string,
  ) {
    super(reason)
  }
}

/**
 * Runs a step that may be failed. A failure is remembered like a result, so that the roll-out takes the same way after a crash; an
 * accident of ours (the log cannot be reached) is not, and the step is tried again.
 * @param name where there are several of the kind
 * @throws Rejected
 */
export async function attempt<T extends Json>(
  steps: Steps,
  step: RollOutStep,
  work: () => Promise<T>,
  name: string = step,
): Promise<T> {
  const outcome = await steps.run<{ readonly done: T } | { readonly problem: string }>(name, async () => {
    try {
      return { done: await work() }
    } catch (error) {
      if (error instanceof PbxProblem) return { problem: error.message }
      throw error
    }
  })
  if ('done' in outcome) return outcome.done
  throw new Rejected(step, outcome.problem)
}

/** What went wrong, where that does not end anything. */
export async function problemOf(attempted: Promise<unknown>): Promise<string | null> {
  try {
    await attempted
    return null
  } catch (error) {
    if (error instanceof Rejected) return error.reason
    throw error
  }
}
