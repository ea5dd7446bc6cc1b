import type { Projection } from '../domain/kernel/projection.ts'
import { agentStates } from '../projections/agent-states/agent-states.ts'
import { callbacks } from '../projections/callbacks/callbacks.ts'
import { calls } from '../projections/calls/calls.ts'
import { celProgress } from '../projections/cel-progress/cel-progress.ts'
import { directory } from '../projections/directory/directory.ts'
import { livePhones } from '../projections/live-phones/live-phones.ts'
import { qualificationAnswers } from '../projections/qualification-answers/qualification-answers.ts'
import { queueVisits } from '../projections/queue-visits/queue-visits.ts'

/** Every read model. Adding one is adding its folder and this line. */
export const projections: readonly Projection[] = [
  directory,
  queueVisits,
  agentStates,
  livePhones,
  calls,
  celProgress,
  qualificationAnswers,
  callbacks,
]

/** The history of calls gives way to them, and what is read with it. */
export const promptProjections: readonly string[] = projections
  .filter(({ givesWay }) => !givesWay)
  .map(({ name }) => name)
