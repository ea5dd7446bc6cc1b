import { lexicographicSortSchema, printSchema } from 'graphql/index.js'
import { builder } from './builder.ts'
import './scalars.ts'
import './status.ts'
import './site-type.ts'
import './metric-definitions.ts'
import './queue-board.ts'
import './agent-board.ts'
import './queue-statistics.ts'
import './agent-statistics.ts'
import './agent-queue-statistics.ts'
import './reconciliation.ts'
import './queue-visits.ts'
import './calls/calls.ts'
import './agent-timeline.ts'
import './events.ts'
import './event-subscription.ts'
import './quarantine.ts'
import './thresholds.ts'
import './token-type.ts'
import './mutations/set-queue-thresholds.ts'
import './mutations/sites.ts'
import './mutations/tokens.ts'
import './mutations/retry-quarantine.ts'
import './mutations/stop-demo.ts'
import { enforceRights } from './rights.ts'

/** The whole interface. Every module above adds its part when it is imported. */
export const schema = enforceRights(builder.toSchema())

/** As it is committed in api/schema.graphql: clients and documentation are made from that file. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`
