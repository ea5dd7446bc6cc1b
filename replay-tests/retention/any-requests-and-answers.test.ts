import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callbackStream, type CallbackEvent } from '../../domain/callbacks/request-events.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { qualificationAnswered } from '../../domain/qualifications/answers.ts'
import { recordsPurged, retentionStream, type RecordsPurged } from '../../domain/retention/purge.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { siteRegistered } from '../../projections/queue-visits/testing/folding.ts'
import { followedAndRebuilt } from './testing/followed-and-rebuilt.ts'

const day = 86_400_000_000
const november = Date.UTC(2026, 10, 1) * 1000
const december = Date.UTC(2026, 11, 1) * 1000

/** Around the turns of two months, to the microsecond; later in the log is not later on the clock. */
const instants = fc
  .tuple(fc.constantFrom(november, december), fc.constantFrom(-day, -1, 0, 1, day))
  .map(([turn, behind]) => turn + behind)

const requested = (id: string): CallbackEvent => ({
  type: 'CallbackRequested',
  id,
  list: 'leads',
  listName: 'Leads',
  queue: 'sales',
  phoneNumber: '0230210092',
  mobilePhoneNumber: null,
  firstName: 'John',
  lastName: null,
  company: 'ACME',
  description: 'a quote',
  dueDate: '2026-11-20',
  period: 'day',
  periodName: 'Day',
  periodStart: '07:00',
  periodEnd: '17:00',
})

const nextDay = { dueDate: '2026-12-02', period: 'day', periodName: 'Day', periodStart: '07:00', periodEnd: '17:00' }

/** What may happen to a request that is open, in the words of its events. */
const deeds: readonly ((id: string, ticket: string) => CallbackEvent)[] = [
  id => ({ type: 'CallbackTaken', id, agent: 'Agent/8001' }),
  id => ({ type: 'CallbackReleased', id, agent: 'Agent/8001' }),
  (id, ticket) => ({ type: 'CallbackStarted', id, ticket, agent: 'Agent/8001', phoneNumber: '0230210092' }),
  (id, ticket) => ({ type: 'CallbackTicketUpdated', id, ticket, status: 'CALLBACK', comment: 'not at home' }),
  (id, ticket) => ({ type: 'CallbackTicketUpdated', id, ticket, status: 'ANSWERED', comment: null }),
  (id, ticket) => ({ type: 'CallbackRescheduled', id, ticket, ...nextDay }),
  (id, ticket) => ({ type: 'CallbackClosed', id, ticket }),
  (id, ticket) => ({ type: 'CallbackClosed', id, ticket }),
]

interface Told {
  readonly at: number
  readonly id: string
  readonly deed: number
  readonly ticket: string
}

const told: fc.Arbitrary<Told> = fc.record({
  at: instants,
  id: fc.constantFrom('a', 'b', 'c'),
  deed: fc.nat(deeds.length - 1),
  ticket: fc.constantFrom('t1', 't2'),
})

const recorded = (at: number, event: CallbackEvent): NewEvent => ({
  type: event.type,
  occurredAt: at,
  site: 'paris',
  actor: 'desk',
  data: { ...event },
})

/** The first that is heard of a request makes it; when it is closed nothing is done about it any more. */
function lifeOf() {
  const states = new Map<string, 'open' | 'closed'>()
  return ({ at, id, deed, ticket }: Told): NewEvent[] => {
    if (!states.has(id)) {
      states.set(id, 'open')
      return [recorded(at, requested(id))]
    }
    const event = deeds[deed]?.(id, ticket)
    if (!event || states.get(id) === 'closed') return []
    if (event.type === 'CallbackClosed') states.set(id, 'closed')
    return [recorded(at, event)]
  }
}

const answer: fc.Arbitrary<NewEvent> = instants.map(at => ({
  type: qualificationAnswered,
  occurredAt: at,
  site: 'paris',
  actor: 'desk',
  data: {
    type: qualificationAnswered,
    site: 'paris',
    queue: 'sales',
    callId: '1.1',
    node: null,
    agent: 'Agent/8001',
    qualification: 'support',
    subQualification: 'technical',
    qualificationName: 'Support',
    subQualificationName: 'Technical',
    answeredAt: at,
    firstName: 'Ann',
    lastName: null,
    comment: 'late',
    customData: null,
  },
}))

const purge = fc.constantFrom<RetentionBounds>(
  { callDetails: november },
  { callDetails: december },
  { statistics: november },
  { callDetails: december, statistics: november },
  { callDetails: december, statistics: december },
)

function purged(before: RetentionBounds): NewEvent {
  const data: RecordsPurged = { type: recordsPurged, site: 'paris', before, rows: {}, legalBasis: null }
  return { type: recordsPurged, occurredAt: december, site: 'paris', data: { ...data } }
}

const streamOf = ({ type, data }: NewEvent): string => {
  if (type === recordsPurged) return retentionStream('paris')
  if (type === qualificationAnswered) return 'qualification-answers/paris'
  return type.startsWith('Callback') ? callbackStream('paris', (data as { id: string }).id) : 'site/paris'
}

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase('log', 'engine')
})
afterAll(() => database.drop())

test('who was there at each purge holds of requests and answers what a rebuild makes of a whole log, whatever came late', async () => {
  const models = ['callbacks', 'qualification_answers']
  const step = fc.oneof(
    { weight: 6, arbitrary: told.map(one => ({ told: one })) },
    { weight: 2, arbitrary: answer.map(event => ({ event })) },
    { weight: 1, arbitrary: purge.map(before => ({ event: purged(before) })) },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 40 }),
      fc.array(fc.integer({ min: 4, max: 12 }), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(1, 3, 1000),
      async (steps, sizes, pageSize) => {
        const life = lifeOf()
        const events = steps.flatMap(one => ('told' in one ? life(one.told) : [one.event]))
        const of = { pool: database.pool, models, streamOf }
        const { followed, rebuilt } = await followedAndRebuilt(of, [siteRegistered(), ...events], { sizes, pageSize })
        expect(rebuilt).toEqual(followed)
      },
    ),
    { numRuns: 4 },
  )
}, 180_000)
