import type { Json } from './json.ts'
import type { Micros } from './time.ts'

/** What a workflow is given to do its work with. */
export interface Steps {
  /**
   * Runs a step and remembers its result; a step that finished before is not run again, its result is given back. A step runs at least
   * once: after a crash in the middle it runs anew, so it must be able to find its own work done. The name is its identity.
   * @throws what `work` throws: then nothing is remembered
   */
  run<T extends Json>(name: string, work: () => Promise<T>): Promise<T>
}

/**
 * A plain function over named steps. It may be ended after any step and begun again from the top in another process: whatever it does
 * outside of steps must follow from its input and their results. What it throws is an accident: it is begun again after a while.
 */
export type Workflow = (steps: Steps, input: Json) => Promise<void>

/**
 * The port to durable work. Adapters: memory, PostgreSQL; one contract suite (infra/workflows/contract.ts). An engine with activities
 * runs each step as one; what a workflow remembers is plain JSON for that reason.
 */
export interface Workflows {
  /**
   * Has it run until it ends, whatever crashes. Started again with the same id nothing happens.
   * @param notBefore when it begins; at once when left out or over
   */
  start(name: string, id: string, input: Json, notBefore?: Micros): Promise<void>
  /** From now on takes part in the work. Each workflow runs in one worker at a time. */
  work(workflows: Readonly<Record<string, Workflow>>): Promise<Worker>
}

export interface Worker {
  /** Takes nothing new, and resolves when what runs has finished its step. */
  stop(): Promise<void>
}
