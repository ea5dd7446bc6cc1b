import { microsOfSeconds } from '../../domain/kernel/time.ts'
import type { QueueVisitFilter } from '../../projections/queue-visits/types.ts'
import type { Scope } from '../../projections/scope.ts'
import { builder } from '../schema/builder.ts'
import { ExcludedCallsType, OpeningHoursType, VisitOutcomeType } from '../schema/enums.ts'
import { checkedPeriod, PeriodInput } from '../schema/period.ts'
import type { Reports } from '../ports/reports.ts'
import { entitiesArg } from '../reports/report-args.ts'

export const QueueVisitFilterInput = builder.inputType('QueueVisitFilter', {
  description: 'Which visits. Conditions are joined by and, the values of a list by or.',
  fields: t => ({
    period: t.field({ type: PeriodInput, description: 'Entered in this period.' }),
    queues: t.stringList({ description: 'Technical names, `sales` or `paris/sales`.' }),
    entities: t.stringList(entitiesArg),
    queueName: t.string({
      description: 'Part of the technical name of the queue, whatever its case: `bl` finds `blue` and `black`.',
    }),
    outcomes: t.field({ type: [VisitOutcomeType], description: 'How they ended.' }),
    agents: t.stringList({ description: 'Member names of the agents who answered, e.g. `Agent/8001`.' }),
    callId: t.string({ description: 'callid of queue_log.' }),
    callerNumber: t.string({ description: 'How the number of the caller begins.' }),
    calledNumber: t.string({ description: 'How the called number begins.' }),
    waitAtLeastSeconds: t.float({ description: 'Waited so many seconds or more.' }),
    openingHours: t.field({
      type: OpeningHoursType,
      description: 'Entered while the queue was open by the schedule that it had then, or closed; ALL when left out.',
    }),
    excluded: t.field({
      type: ExcludedCallsType,
      description: 'Visits of calls that were excluded from the figures; WITHOUT them when left out.',
    }),
  }),
})

/** Of the queues that may be seen those whose technical name has the part in it (contact-center 16). */
export async function queuesNamed(scope: Scope, part: string, reports: Pick<Reports, 'knownQueues'>): Promise<Scope> {
  const sought = part.toLowerCase()
  const queues = scope === 'all' ? await reports.knownQueues() : scope
  return queues.filter(({ name }) => name.toLowerCase().includes(sought))
}

/** @throws BAD_USER_INPUT for a period that is empty or turned round */
export function visitFilter(scope: Scope, filter: typeof QueueVisitFilterInput.$inferInput): QueueVisitFilter {
  const { period, outcomes, agents, callId, callerNumber, calledNumber, waitAtLeastSeconds, excluded, openingHours } =
    filter
  return {
    scope,
    ...(period && { period: checkedPeriod(period) }),
    ...(outcomes && { outcomes }),
    ...(agents && { agents }),
    ...(callId && { callId }),
    ...(callerNumber && { callerNumberPrefix: callerNumber }),
    ...(calledNumber && { calledNumberPrefix: calledNumber }),
    ...(openingHours && { openingHours }),
    ...(excluded === 'WITH' ? {} : { excluded: excluded ?? 'WITHOUT' }),
    ...(typeof waitAtLeastSeconds === 'number' && { waitAtLeast: microsOfSeconds(waitAtLeastSeconds) }),
  }
}
