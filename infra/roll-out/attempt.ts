import type { Json } from '../../domain/kernel/json.ts'
import type { Steps } from '../../domain/kernel/workflows.ts'
import type { ConfigurationRollOutStepEnded, RollOutStep, RollOutStepBack } from '../../domain/roll-out/events.ts'
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

export interface Teller {
  readonly steps: Steps
  /** Writes down that a step has ended. What was written already is not written again. */
  readonly tell: (ended: Omit<ConfigurationRollOutStepEnded, 'type' | 'rollOutId'>) => Promise<void>
}

/** What comes of a step: for the next ones, and a sentence for each thing that people may want to know. */
export interface Outcome<T> {
  readonly result: T
  readonly findings: readonly string[]
  /** The step came to a result, but the roll-out cannot go on: whoever has the result says so. */
  readonly problem?: string
}

/**
 * Runs a step that may be failed. A failure is remembered like a result, so that the roll-out takes the same way after a crash; an
 * accident of ours (the log cannot be reached) is not, and the step is tried again.
 * @param module where it is a reload
 * @throws Rejected
 */
export async function attempt<T extends Json>(
  teller: Teller,
  step: RollOutStep,
  work: () => Promise<Outcome<T>>,
  module: string | null = null,
): Promise<T> {
  const end = await endOf(teller, step, module, module === null ? step : `${step} ${module}`, work)
  if ('done' in end) return end.done
  throw new Rejected(step, end.problem)
}

/**
 * Runs a step on the way back, where a failure does not end anything.
 * @returns what went wrong
 */
export async function attemptBack(
  teller: Teller,
  step: RollOutStepBack,
  work: () => Promise<Outcome<null>>,
  module: string | null = null,
): Promise<string | null> {
  const end = await endOf(teller, step, module, module === null ? step : `reload ${module} again`, work)
  return 'problem' in end ? end.problem : null
}

type End<T> = { readonly done: T } | { readonly problem: string }

const endOf = <T extends Json>(
  { steps, tell }: Teller,
  step: RollOutStep | RollOutStepBack,
  module: string | null,
  name: string,
  work: () => Promise<Outcome<T>>,
): Promise<End<T>> =>
  steps.run<End<T>>(name, async () => {
    try {
      const { result, findings, problem = null } = await work()
      await tell({ step, module, findings, problem })
      return { done: result }
    } catch (error) {
      if (!(error instanceof PbxProblem)) throw error
      await tell({ step, module, findings: [], problem: error.message })
      return { problem: error.message }
    }
  })
