import { afterEach, beforeEach, expect, test } from 'vitest'
import { callbackStream, type CallbackEvent } from '../../domain/callbacks/request-events.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { silent } from '../../domain/kernel/log.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { recordsPurged, retentionStream, type RecordsPurged } from '../../domain/retention/purge.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { projections } from '../../infra/projections.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { requestOf } from '../../projections/callbacks/fold.ts'
import { callbackRequestById } from '../../projections/callbacks/requests.ts'
import { requestAsKept } from '../../projections/callbacks/retention.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { contentsOf } from '../../projections/engine/testing/workbench.ts'

const site = 'paris'
const at = (day: string) => microsOfIso(`${day}T12:00:00Z`) ?? NaN
const october = microsOfIso('2026-10-01T00:00:00Z') ?? NaN
const november = microsOfIso('2026-11-01T00:00:00Z') ?? NaN

let database: TestDatabase
let store: EventStore

const append = (day: string, events: readonly CallbackEvent[]) =>
  Promise.all(
    events.map(event =>
      store.append([
        {
          stream: callbackStream(site, event.id),
          expected: 'any',
          events: [{ type: event.type, occurredAt: at(day), site, data: { ...event } }],
        },
      ]),
    ),
  )

const requested = (id: string): CallbackEvent => ({
  type: 'CallbackRequested',
  id,
  list: 'leads',
  listName: 'Leads',
  queue: 'sales',
  phoneNumber: '0230210092',
  mobilePhoneNumber: '0612345678',
  firstName: 'John',
  lastName: 'Doe',
  company: 'ACME',
  description: 'a quote',
  dueDate: '2026-10-20',
  period: 'day',
  periodName: 'Day',
  periodStart: '07:00',
  periodEnd: '17:00',
})
const attempt = async (day: string, id: string, status: 'ANSWERED' | 'NO_ANSWER') => {
  const ticket = `t-${id}`
  await append(day, [{ type: 'CallbackStarted', id, ticket, agent: 'Agent/8001', phoneNumber: '0230210092' }])
  await append(day, [{ type: 'CallbackTicketUpdated', id, ticket, status, comment: 'spoke to his wife' }])
}
const close = (day: string, id: string) => append(day, [{ type: 'CallbackClosed', id, ticket: `t-${id}` }])

async function purge(before: RetentionBounds): Promise<void> {
  const data: RecordsPurged = { type: recordsPurged, site, before, rows: {}, legalBasis: null }
  const event = { type: recordsPurged, occurredAt: at('2026-11-02'), site, data: { ...data } }
  await store.append([{ stream: retentionStream(site), expected: 'any', events: [event] }])
}

const engine = (pageSize?: number) =>
  createProjectionEngine({
    pool: database.pool,
    store,
    projections,
    log: silent,
    ...(pageSize === undefined ? {} : { pageSize }),
  })
const contents = () => contentsOf(database.pool, 'callbacks')
const valuesOf = async (text: string) =>
  (await database.pool.query<Record<string, unknown>>(text)).rows.map(row => Object.values(row))

/** What is known of people. */
const people = async () => ({
  requests: await valuesOf(`SELECT id, phone_number, mobile_phone_number, first_name, last_name, company, description,
    last_comment FROM callbacks.request ORDER BY id`),
  tickets: await valuesOf('SELECT request, phone_number, comment FROM callbacks.ticket ORDER BY request'),
})
/** What is counted. */
const counted = async () => ({
  requests: await valuesOf(`SELECT id, list, queue, due_date, closed, attempts, last_status, requested_us, updated_us
    FROM callbacks.request ORDER BY id`),
  tickets: await valuesOf(
    'SELECT request, agent, status, started_us, updated_us FROM callbacks.ticket ORDER BY request',
  ),
})

const told = (id: string) => [id, '0230210092', '0612345678', 'John', 'Doe', 'ACME', 'a quote', 'spoke to his wife']
const untold = (id: string) => [id, null, null, null, null, null, null, null]

/** `done` is closed in October, `late` asked for in October and closed in November, `open` never. */
beforeEach(async () => {
  database = await freshDatabase('log', 'engine')
  store = createMemoryEventStore()
  for (const id of ['done', 'late', 'open']) await append('2026-10-05', [requested(id)])
  await attempt('2026-10-06', 'done', 'ANSWERED')
  await close('2026-10-06', 'done')
  await attempt('2026-10-07', 'late', 'ANSWERED')
  await attempt('2026-10-07', 'open', 'NO_ANSWER')
  await close('2026-11-01', 'late')
  await engine().catchUp()
})
afterEach(() => database.drop())

test('a purge of details takes who was to be called out of closed requests, and leaves what is counted', async () => {
  const before = await counted()
  await purge({ callDetails: november })
  await engine().catchUp()
  expect(await people()).toEqual({
    requests: [untold('done'), told('late'), told('open')],
    tickets: [
      ['done', '', null],
      ['late', '0230210092', 'spoke to his wife'],
      ['open', '0230210092', 'spoke to his wife'],
    ],
  })
  expect(await counted()).toEqual(before)
  for (const id of ['done', 'late', 'open']) {
    const events = []
    for await (const page of store.readStream(callbackStream(site, id))) events.push(...page.events)
    const fromEvents = requestOf(events)
    expect(fromEvents && requestAsKept(fromEvents, { callDetails: november })).toEqual(
      await callbackRequestById(database.pool, { site, id }),
    )
  }
})

test('a purge of figures takes closed requests with their tickets, and an open one goes on', async () => {
  await purge({ statistics: november })
  await append('2026-11-03', [{ type: 'CallbackTaken', id: 'open', agent: 'Agent/8002' }])
  await engine().catchUp()
  expect(await valuesOf('SELECT id, taken_by FROM callbacks.request ORDER BY id')).toEqual([
    ['late', null],
    ['open', 'Agent/8002'],
  ])
  expect(await valuesOf('SELECT request FROM callbacks.ticket ORDER BY request')).toEqual([['late'], ['open']])
})

test.each([1, 3, 1000])('a rebuild in pages of %i gives the same bytes, and brings nothing back', async pageSize => {
  await purge({ callDetails: october })
  await engine().catchUp()
  await purge({ callDetails: november })
  await engine().catchUp()
  // Closed by a clock that is behind: it is over when it is written.
  await close('2026-10-30', 'open')
  await engine().catchUp()
  const followed = await contents()
  expect((await people()).requests).toEqual([untold('done'), told('late'), untold('open')])
  await engine(pageSize).rebuild('callbacks')
  expect(await contents()).toEqual(followed)
  await purge({ callDetails: november, statistics: november })
  await engine().catchUp()
  expect((await people()).requests).toEqual([told('late')])
  const gone = await contents()
  await engine(pageSize).rebuild('callbacks')
  expect(await contents()).toEqual(gone)
})
