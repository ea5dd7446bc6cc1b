import { IntervalType } from '../schema/enums.ts'
import { PeriodInput } from '../schema/period.ts'

/** Arguments that reports have in common; what else they take stands at each. */

export const periodArg = { type: PeriodInput, required: true, description: 'From when to when.' } as const

export const intervalArg = { type: IntervalType, description: 'How the period is cut; TOTAL when left out.' } as const

export const zoneOfDaysArg = {
  type: 'TimeZone',
  description: 'Zone in which days are cut; that of each site when left out.',
} as const

/** Of a report that can be grouped by the hour of the day. */
export const zoneOfHoursArg = {
  type: 'TimeZone',
  description: 'Zone in which days and hours are cut; that of each site when left out.',
} as const

export const queuesArg = {
  description: 'Technical names, `sales` or `paris/sales`; all that you may see when left out.',
} as const

/** Of figures that are summed up: what came into a hold queue came into its switchboard before. */
export const queuesOfSumsArg = {
  description:
    'Technical names, `sales` or `paris/sales`; when left out all that you may see, without the hold queues of switchboards.',
} as const

export const agentsArg = {
  description: 'Member names, `Agent/8001` or `paris/Agent/8001`; all that you may see when left out.',
} as const

export const entitiesArg = {
  description:
    'Short names of entities, `acme` or `paris/acme`: only what belongs to them now by the configuration. All that you may see when left out.',
} as const
