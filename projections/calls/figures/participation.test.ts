import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PoolClient } from 'pg'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import type { Cell } from '../../../domain/kernel/projection.ts'
import { writtenAlone } from '../../engine/testing/written-alone.ts'
import { tableWriter } from '../../engine/write.ts'
import { callByNumber, callOrigins, callsByKey } from '../search/call-by-id.ts'
import { callCounts } from './call-counts.ts'
import { contactTables, type ContactTable } from '../contacts/contact-tables.ts'
import { customerHistory, lastAgent } from '../search/customer-history.ts'
import { participations } from './participation.ts'
import { emptyTables } from '../testing/in-postgres.ts'

let database: TestDatabase
let client: PoolClient

const scope = { queues: 'all', agents: 'all' } as const
const zero = 1_795_233_600_000_000 // 2026-11-21T04:00:00Z
const key = (callId: string) => ({ site: 'paris', node: 'pbx1', call_id: callId })

type Given = Readonly<Record<string, Cell>>

const blank: Readonly<Partial<Record<ContactTable, Given>>> = {
  call: {
    id: 0,
    linked_ids: [],
    direction: 'INBOUND',
    outcome: 'ANSWERED',
    queues: [],
    agents: [],
    flags: [],
    words: [],
    tags: [],
    has_recording: false,
    has_voicemail: false,
    transferred: false,
  },
  party: { channel: 'PJSIP/x-1', line: 'PJSIP/x', role: 'CALLEE', is_external: false, talk_us: 0 },
}

async function put(table: ContactTable, ...rows: readonly Given[]): Promise<void> {
  const { columns, keyLength } = contactTables[table]
  const cells = rows.map(row => columns.map(column => ({ ...blank[table], ...row })[column] ?? null))
  await tableWriter(client)(
    writtenAlone([{ table, columns, key: columns.slice(0, keyLength), insert: cells, replace: [], remove: [] }]),
  )
}

/** A caller outside who rang an agent for so long, at a minute of the hour. */
interface Told {
  readonly id: string
  readonly minute: number
  readonly outcome?: string
  readonly talk?: number
  readonly agent?: string
  readonly endedAt?: null
  readonly caller?: string
}

async function tell({ id, minute, outcome = 'ANSWERED', talk = 60, agent = 'Agent/8001', endedAt, caller }: Told) {
  const at = zero + minute * 60_000_000
  const number = caller ?? '0612345678'
  const canonical = number.replace(/\D/g, '').slice(-9)
  const talked = talk > 0 ? at + 5_000_000 : null
  const ended = endedAt === null ? null : at + 5_000_000 + talk * 1_000_000
  const call = { started_us: at, answered_us: talked, ended_us: ended, talk_us: talk * 1_000_000, wait_us: 5_000_000 }
  const numbers = {
    caller_number: number,
    caller_canonical: canonical,
    called_number: '0199',
    called_canonical: '0199',
  }
  await put('call', { ...key(id), ...call, ...numbers, id: minute, outcome, agents: [agent], queues: ['sales'] })
  await put(
    'party',
    { ...key(id), seq: 1, unique_id: id, role: 'CALLER', is_external: true, number, started_us: at, ended_us: ended },
    {
      ...key(id),
      seq: 2,
      unique_id: `${id}1`,
      line: 'PJSIP/1001',
      agent,
      queue: 'sales',
      number: '1001',
      started_us: at,
      talked_us: talked,
      ended_us: ended,
      talk_us: talk * 1_000_000,
    },
  )
  const mentions = [
    ['agent', agent],
    ['queue', 'sales'],
    ['line', 'PJSIP/1001'],
    ['canonical', canonical],
    ['canonical', '1001'],
    ['canonical', '0199'],
  ] as const
  await put('mention', ...mentions.map(([kind, name]) => ({ ...key(id), kind, name, started_us: at })))
  await put('call_key', { ...key(id), key: id }, { ...key(id), key: `${id}1` })
  await put('contact', {
    ...key(id),
    call_us: at,
    first_row_us: at,
    last_row_us: at,
    rows: 9,
    is_open: ended === null,
    is_excluded: false,
  })
}

beforeAll(async () => {
  database = await freshDatabase()
  client = await database.pool.connect()
  await emptyTables(client)
  await tell({ id: '1.1', minute: 1 })
  await tell({ id: '1.2', minute: 2, caller: '+33 6 12 34 56 78', outcome: 'ABANDONED', talk: 0 })
  await tell({ id: '1.3', minute: 3, agent: 'Agent/8002' })
  await tell({ id: '1.4', minute: 20, outcome: 'IN_PROGRESS', endedAt: null, caller: '0700000000' })
})

afterAll(async () => {
  client.release()
  await database.drop()
})

describe('how a call looks from one who took part (contact-center 16)', () => {
  const statuses = async (of: Parameters<typeof participations>[1]['of']) => {
    const { rows } = await participations(client, { of, scope, first: 10 })
    return rows.map(({ callId, status }) => `${callId} ${status}`)
  }
  const paris = (name: string) => ({ site: 'paris', name })

  test('an agent answers, misses, and is still talking', async () => {
    expect(await statuses({ kind: 'agent', agent: paris('Agent/8001') })).toEqual([
      '1.4 ONGOING',
      '1.2 MISSED',
      '1.1 ANSWERED',
    ])
  })

  test('a line has the calls of every agent who used it', async () => {
    expect(await statuses({ kind: 'line', line: paris('PJSIP/1001') })).toHaveLength(4)
  })

  test('a caller emits, however his number was written', async () => {
    expect(await statuses({ kind: 'number', number: '0612345678' })).toEqual([
      '1.3 EMITTED',
      '1.2 EMITTED',
      '1.1 EMITTED',
    ])
  })

  test('a called number without a channel of its own answers when somebody did', async () => {
    expect(await statuses({ kind: 'number', number: '0199' })).toEqual([
      '1.4 ONGOING',
      '1.3 ANSWERED',
      '1.2 MISSED',
      '1.1 ANSWERED',
    ])
  })

  test('nobody of another site is found by the same name', async () => {
    expect(await statuses({ kind: 'agent', agent: { site: 'lyon', name: 'Agent/8001' } })).toEqual([])
  })

  test('his own figures stand beside those of the call, and pages go on', async () => {
    const of = { kind: 'agent', agent: paris('Agent/8001') } as const
    const first = await participations(client, { of, scope, first: 1 })
    expect(first.hasNextPage).toBe(true)
    const second = await participations(client, { of, scope, first: 5, after: first.rows[0]!.cursor })
    expect(second.rows.map(({ callId }) => callId)).toEqual(['1.2', '1.1'])
    expect(second.rows[1]!.party).toMatchObject({ callId: '1.1', line: 'PJSIP/1001', talk: 60_000_000 })
  })
})

describe('what a customer has called before', () => {
  test('every call of his number counts, raw or canonical, though the list is cut', async () => {
    const { total, rows, hasNextPage } = await customerHistory(client, { scope, number: '0033612345678', first: 2 })
    expect({ total, ids: rows.map(({ callId }) => callId), hasNextPage }).toEqual({
      total: 3,
      ids: ['1.3', '1.2'],
      hasNextPage: true,
    })
  })

  test('his last agent is who talked to him last, not who missed him', async () => {
    expect(await lastAgent(client, { scope, number: '+33612345678', since: zero })).toMatchObject({
      agent: 'Agent/8002',
      call: { callId: '1.3' },
    })
    const before = { scope: { queues: [], agents: [{ site: 'paris', name: 'Agent/8001' }] }, number: '0612345678' }
    expect(await lastAgent(client, { ...before, since: zero })).toMatchObject({ agent: 'Agent/8001' })
    expect(await lastAgent(client, { ...before, since: zero + 120_000_000 })).toBeUndefined()
    expect(await lastAgent(client, { scope, number: 'anonymous', since: zero })).toBeUndefined()
  })
})

test('a call is found by any of its uniqueids and by its number', async () => {
  expect((await callsByKey(client, '1.31')).map(({ callId }) => callId)).toEqual(['1.3'])
  expect(await callsByKey(client, '1.31', 'lyon')).toEqual([])
  expect(await callByNumber(client, 3)).toMatchObject({ callId: '1.3' })
  const [origin] = await callOrigins(client, [{ site: 'paris', node: 'pbx1', callId: '1.3' }])
  expect(origin?.keys).toEqual(['1.3', '1.31'])
})

test('in each interval as many calls are presented as have an outcome; a call that is missing shows', async () => {
  const period = { from: zero, to: zero + 3_600_000_000 }
  const request = { period, interval: 'QUARTER_HOUR', timeZone: 'Europe/Paris', scope, excluded: 'WITHOUT' } as const
  const counts = await callCounts(client, request)
  expect(counts.map(({ presented, outcomes, difference }) => ({ presented, outcomes, difference }))).toEqual([
    { presented: 3, outcomes: { ANSWERED: 2, ABANDONED: 1 }, difference: 0 },
    { presented: 1, outcomes: { IN_PROGRESS: 1 }, difference: 0 },
  ])
  await put('contact', {
    ...key('9.9'),
    call_us: zero + 1,
    first_row_us: zero,
    last_row_us: zero,
    rows: 1,
    is_open: false,
    is_excluded: false,
  })
  expect((await callCounts(client, request))[0]).toMatchObject({ presented: 4, difference: 1 })
})
