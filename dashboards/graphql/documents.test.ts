import { validate, type DocumentNode } from 'graphql'
import { expect, test } from 'vitest'
import * as access from '../access/queries.ts'
import * as agentActions from '../agent-actions/queries.ts'
import * as agentReports from '../agent-reports/queries.ts'
import * as callHistory from '../call-history/queries.ts'
import * as call from '../call-history/call-query.ts'
import * as corrections from '../call-history/correction-queries.ts'
import * as callbacks from '../callbacks/queries.ts'
import * as configuration from '../configuration/queries.ts'
import * as decisions from '../health/decision-queries.ts'
import * as health from '../health/queries.ts'
import { arrivalsDocument } from '../live-board/queues/arrivals.ts'
import * as boards from '../live-board/queries.ts'
import * as queueReports from '../queue-reports/queries.ts'
import * as queueShapes from '../queue-reports/shape-queries.ts'
import { excludedCallsDocument } from '../report-range/excluded-hint.tsx'
import { queueNamesDocument } from '../queue-reports/queue-picker.tsx'
import * as visits from '../queue-reports/visit-queries.ts'
import { printedSchema } from '../testing/printed-schema.ts'
import { definitionsDocument } from '../ui/explanation/definitions.tsx'
import { sitesDocument } from './sites.tsx'

const documents = Object.entries({
  ...boards,
  ...access,
  ...agentActions,
  ...callbacks,
  ...configuration,
  ...decisions,
  ...queueReports,
  ...queueShapes,
  ...visits,
  ...agentReports,
  ...callHistory,
  ...call,
  ...corrections,
  ...health,
  arrivalsDocument,
  excludedCallsDocument,
  queueNamesDocument,
  definitionsDocument,
  sitesDocument,
}).filter((entry): entry is [string, DocumentNode] => entry[0].endsWith('Document'))

test.each(documents)('%s asks for nothing that the printed schema does not have', async (_, document) => {
  expect(validate(await printedSchema(), document).map(({ message }) => message)).toEqual([])
})
