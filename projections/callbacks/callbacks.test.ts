import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CallbackEvent } from '../../domain/callbacks/request-events.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { writtenAlone } from '../engine/testing/written-alone.ts'
import { tableWriter } from '../engine/write.ts'
import { callbacks } from './callbacks.ts'
import { openFold, requestOf } from './fold.ts'
import { callbackRequestById, callbackRequests, callbackTotals } from './requests.ts'
import { exportedTickets, ticketsOf } from './tickets.ts'
import type { CallbackFilter } from './types.ts'

const period = { period: 'day', periodName: 'Whole day', periodStart: '07:00', periodEnd: '17:00' }
const afternoon = { period: 'pm', periodName: 'Afternoon', periodStart: '14:00', periodEnd: '17:00' }

const requested = (
  id: string,
  more: Partial<Extract<CallbackEvent, { type: 'CallbackRequested' }>> = {},
): CallbackEvent => ({
  type: 'CallbackRequested',
  id,
  list: 'leads',
  listName: 'Leads',
  queue: 'sales',
  phoneNumber: '0230210092',
  mobilePhoneNumber: null,
  firstName: 'John',
  lastName: 'Doe',
  company: null,
  description: null,
  dueDate: '2026-12-01',
  ...period,
  ...more,
})

/** Three requests: one closed at the second attempt, one taken, one of another queue. */
const history: readonly CallbackEvent[] = [
  requested('a'),
  requested('b', {
    dueDate: '2026-12-01',
    ...afternoon,
    lastName: 'Roe',
    company: 'ACME',
    phoneNumber: null,
    mobilePhoneNumber: '06',
  }),
  { type: 'CallbackTaken', id: 'a', agent: 'Agent/8001' },
  { type: 'CallbackStarted', id: 'a', ticket: 't1', agent: 'Agent/8001', phoneNumber: '0230210092' },
  requested('c', { queue: 'support', list: 'angry', dueDate: '2026-11-20' }),
  { type: 'CallbackTicketUpdated', id: 'a', ticket: 't1', status: 'CALLBACK', comment: 'away' },
  { type: 'CallbackRescheduled', id: 'a', ticket: 't1', dueDate: '2026-12-05', ...afternoon },
  { type: 'CallbackTaken', id: 'b', agent: 'Agent/8002' },
  { type: 'CallbackTaken', id: 'a', agent: 'Agent/8002' },
  { type: 'CallbackStarted', id: 'a', ticket: 't2', agent: 'Agent/8002', phoneNumber: '0230210092' },
  { type: 'CallbackTicketUpdated', id: 'a', ticket: 't2', status: 'ANSWERED', comment: 'sold' },
  { type: 'CallbackClosed', id: 'a', ticket: 't2' },
]

const recorded = (event: CallbackEvent, index: number): RecordedEvent => ({
  id: `e${index}`,
  type: event.type,
  stream: `callbacks/paris/${event.id}`,
  position: index + 1,
  revision: 0,
  occurredAt: 1000 * (index + 1),
  recordedAt: 0,
  schemaVersion: 1,
  actor: 'desk',
  site: 'paris',
  data: { ...event },
})
const log = history.map(recorded)

let database: TestDatabase
let client: PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  client = await database.pool.connect()
})
afterAll(async () => {
  client.release()
  await database.drop()
})

async function fill(pages: readonly (readonly RecordedEvent[])[]): Promise<void> {
  await client.query('drop schema if exists callbacks cascade; create schema callbacks; set search_path to callbacks')
  await client.query(callbacks.tables)
  await client.query(callbacks.indexes ?? '')
  const write = tableWriter(client)
  for (const page of pages) await write(writtenAlone(await openFold(client).page(page)))
}

const contents = async () => ({
  requests: (await client.query('select * from request order by id')).rows,
  tickets: (await client.query('select * from ticket order by id')).rows,
})

test('the tables are the same however the events are cut into pages', async () => {
  await fill([log])
  const whole = await contents()
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: log.length - 1 }), { maxLength: 5 }), async cuts => {
      const bounds = [0, ...cuts.sort((a, b) => a - b), log.length]
      await fill(bounds.slice(1).map((end, i) => log.slice(bounds[i], end)))
      expect(await contents()).toEqual(whole)
    }),
    { numRuns: 10 },
  )
})

describe('what is read of requests', () => {
  beforeEach(() => fill([log]))
  const ids = async (filter: Partial<CallbackFilter>) =>
    (await callbackRequests(client, { filter: { scope: 'all', ...filter }, first: 10 })).rows.map(({ id }) => id)

  test('is how they stand, and the same as their own events say', async () => {
    const a = await callbackRequestById(client, { site: 'paris', id: 'a' })
    expect(a).toMatchObject({
      reference: 1,
      closed: true,
      takenBy: null,
      attempts: 2,
      lastStatus: 'ANSWERED',
      lastComment: 'sold',
      dueDate: '2026-12-05',
      periodName: 'Afternoon',
      requestedAt: 1000,
      updatedAt: 12_000,
      requestedBy: 'desk',
    })
    expect(requestOf(log.filter(({ stream }) => stream.endsWith('/a')))).toEqual(a)
    expect(await callbackRequestById(client, { site: 'lyon', id: 'a' })).toBeUndefined()
  })

  test('comes by day, part of the day and number, page by page', async () => {
    expect(await ids({})).toEqual(['c', 'b', 'a'])
    const first = await callbackRequests(client, { filter: { scope: 'all' }, first: 2 })
    expect(first.hasNextPage).toBe(true)
    const after = first.rows.at(-1)?.cursor ?? ''
    const second = await callbackRequests(client, { filter: { scope: 'all' }, first: 2, after })
    expect(second.rows.map(({ id }) => id)).toEqual(['a'])
    expect(second.hasNextPage).toBe(false)
  })

  test('is cut to queues, and to what is asked for', async () => {
    const of = (name: string) => [{ site: 'paris', name }]
    expect(await ids({ scope: of('support') })).toEqual(['c'])
    expect(await ids({ scope: [] })).toEqual([])
    expect(await ids({ closed: false })).toEqual(['c', 'b'])
    expect(await ids({ closed: true })).toEqual(['a'])
    expect(await ids({ lists: ['angry'] })).toEqual(['c'])
    expect(await ids({ agents: of('Agent/8002') })).toEqual(['b'])
    expect(await ids({ dueUntil: '2026-12-01' })).toEqual(['c', 'b'])
    expect(await ids({ search: 'acme' })).toEqual(['b'])
    expect(await ids({ search: '02 30' })).toEqual(['c', 'a'])
    expect(await ids({ search: 'DOE' })).toEqual(['c', 'a'])
    expect(await ids({ site: 'lyon' })).toEqual([])
  })

  test('G-22: of the requests of a site the one with the phone number 1000, as it was made', async () => {
    const sample = requested('7691e6c8-6ebc-4d8f-a41c-45c049ac0dd4', {
      list: 'fea963f5',
      queue: 'q2',
      phoneNumber: '1000',
      mobilePhoneNumber: '2000',
      dueDate: '2018-07-05',
      period: 'day',
      periodName: 'Toute la journée',
      periodStart: '09:00',
      periodEnd: '17:00',
    })
    await fill([[...log, recorded(sample, log.length)]])
    const { rows, hasNextPage } = await callbackRequests(client, {
      filter: { scope: 'all', search: '1000' },
      first: 100,
    })
    expect(hasNextPage).toBe(false)
    expect(rows).toMatchObject([
      {
        id: '7691e6c8-6ebc-4d8f-a41c-45c049ac0dd4',
        list: 'fea963f5',
        queue: 'q2',
        closed: false,
        phoneNumber: '1000',
        mobilePhoneNumber: '2000',
        dueDate: '2018-07-05',
        periodName: 'Toute la journée',
        periodStart: '09:00',
        periodEnd: '17:00',
      },
    ])
  })

  test('is counted by list, without what is closed', async () => {
    expect(await callbackTotals(client, 'all')).toEqual([
      { site: 'paris', list: 'angry', queue: 'support', open: 1, taken: 0, oldestDueDate: '2026-11-20' },
      { site: 'paris', list: 'leads', queue: 'sales', open: 1, taken: 1, oldestDueDate: '2026-12-01' },
    ])
    expect(await callbackTotals(client, [])).toEqual([])
  })

  test('has every attempt as it was', async () => {
    const [of, none] = await ticketsOf(client, [
      { site: 'paris', id: 'a' },
      { site: 'paris', id: 'b' },
    ])
    expect(of).toMatchObject([
      { id: 't1', agent: 'Agent/8001', status: 'CALLBACK', comment: 'away', dueDate: '2026-12-01', startedAt: 4000 },
      { id: 't2', agent: 'Agent/8002', status: 'ANSWERED', comment: 'sold', dueDate: '2026-12-05', updatedAt: 11_000 },
    ])
    expect(none).toEqual([])
  })

  test('is exported with its request, page by page', async () => {
    const asked = { scope: 'all', first: 1 } as const
    const first = await exportedTickets(client, asked)
    expect(first.rows).toMatchObject([{ id: 't1', reference: 1, list: 'leads', firstName: 'John' }])
    const next = await exportedTickets(client, { ...asked, after: first.rows[0]?.cursor ?? '' })
    expect([next.rows.map(({ id }) => id), next.hasNextPage]).toEqual([['t2'], false])
    const within = { period: { from: 5000, to: 11_000 } }
    expect((await exportedTickets(client, { scope: 'all', first: 9, ...within })).rows.map(({ id }) => id)).toEqual([
      't2',
    ])
    expect((await exportedTickets(client, { scope: [], first: 9 })).rows).toEqual([])
    expect((await exportedTickets(client, { scope: 'all', lists: ['angry'], first: 9 })).rows).toEqual([])
  })
})
