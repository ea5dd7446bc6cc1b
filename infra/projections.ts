import type { Projection } from '../domain/kernel/projection.ts'
import { agentStates } from '../projections/agent-states/agent-states.ts'
import { calls } from '../projections/calls/calls.ts'
import { directory } from '../projections/directory/directory.ts'
import { queueVisits } from '../projections/queue-visits/queue-visits.ts'

/** Every read model. Adding one is adding its folder and this line. */
export const projections: readonly Projection[] = [directory, queueVisits, agentStates, calls]
