import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent } from '../../domain/kernel/log.ts'
import { microsOfIso, secondsOf } from '../../domain/kernel/time.ts'
import { createPostgresEventStore } from '../../infra/event-store/postgres.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { callOrigins, callsByKey } from '../../projections/calls/search/call-by-id.ts'
import { callCounts } from '../../projections/calls/figures/call-counts.ts'
import { eventsOfCalls, pathOfCall } from '../../projections/calls/search/call-events.ts'
import { callParts } from '../../projections/calls/search/call-parts.ts'
import { calls } from '../../projections/calls/calls.ts'
import { contactTableNames } from '../../projections/calls/contacts/contact-tables.ts'
import { customerHistory, lastAgent } from '../../projections/calls/search/customer-history.ts'
import { callHistory } from '../../projections/calls/search/history.ts'
import { participations } from '../../projections/calls/figures/participation.ts'
import type { CallPartyRow, CallRow } from '../../projections/calls/types.ts'
import { witnesses, witnessTotals } from '../../projections/calls/figures/witnesses.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'

const corpus = path.join(import.meta.dirname, '../corpus/asterisk-20')
const read = (file: string): string => readFileSync(path.join(corpus, file), 'utf8')

/** What the driver and the manager's events say of a call. */
interface Journal {
  readonly uniqueid: string | null
  readonly caller: string | null
  readonly started: number
  readonly ended: number
  readonly queues: readonly {
    readonly queue: string
    readonly uniqueid: string
    readonly joined: number
    readonly outcome: string
    readonly agent?: string
  }[]
}

const journal = read('calls.jsonl')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Journal)

const night = { from: microsOfIso('2026-11-21T03:30:00Z')!, to: microsOfIso('2026-11-21T04:30:00Z')! }
const scope = { queues: 'all', agents: 'all' } as const

let database: TestDatabase
let store: ReturnType<typeof createPostgresEventStore>
let all: readonly CallRow[] = []
let parties: readonly CallPartyRow[] = []

const contents = async () => {
  const dump: Record<string, unknown> = {}
  for (const table of [...contactTableNames, 'restart', 'node'])
    dump[table] = (await database.pool.query(`select to_jsonb(t)::text as row from calls.${table} t order by 1`)).rows
  return dump
}

const engineOf = (pageSize: number) =>
  createProjectionEngine({ pool: database.pool, store, projections: [calls], log: silent, pageSize })

let followed: Record<string, unknown> = {}

beforeAll(async () => {
  database = await freshDatabase('log', 'engine')
  store = createPostgresEventStore({ pool: database.pool, now: () => 0 })
  const files = { store, site: 'lab', node: 'pbx1', clockZone: 'UTC', queueLog: [], cel: [] }
  await importFiles({ ...files, queueLog: [path.join(corpus, 'queue_log_table.csv')] })
  await engineOf(200).catchUp()
  await importFiles({ ...files, cel: [path.join(corpus, 'cel.csv')] })
  await engineOf(700).catchUp()
  await importFiles({ ...files, ami: [path.join(corpus, 'ami.jsonl.gz')] })
  await engineOf(5000).catchUp()
  followed = await contents()
  await engineOf(5000).rebuild('calls')
  all = (await callHistory(database.pool, { filter: { scope }, orderBy: 'OLDEST_FIRST', first: 1000 })).rows
  parties = await callParts(database.pool, 'parties', all)
}, 240_000)

afterAll(async () => {
  await store.close()
  await database.drop()
})

test('what is followed source by source is what a rebuild of the whole log makes', async () => {
  expect(await contents()).toEqual(followed)
})

test('every call of the journal is found by its uniqueid, and began and ended when the driver says', async () => {
  const placed = journal.filter(({ uniqueid }) => uniqueid !== null)
  expect(placed.length).toBeGreaterThan(150)
  for (const { uniqueid, started, ended } of placed) {
    const [call, ...others] = await callsByKey(database.pool, uniqueid!)
    expect(others).toEqual([])
    expect(secondsOf(call!.startedAt)).toBeLessThan(started + 1)
    if (call!.outcome !== 'UNTERMINATED') expect(secondsOf(call!.endedAt!)).toBeGreaterThan(ended - 1)
  }
})

test('every call has one outcome: in each interval as many are presented as have ended somehow', async () => {
  const request = {
    period: night,
    interval: 'QUARTER_HOUR',
    timeZone: 'Europe/Paris',
    scope,
    excluded: 'WITHOUT',
  } as const
  const rows = await callCounts(database.pool, request)
  expect(rows.every(({ difference }) => difference === 0)).toBe(true)
  expect(rows.reduce((sum, { presented }) => sum + presented, 0)).toBe(all.length)
  const [total] = await callCounts(database.pool, { ...request, interval: 'TOTAL' })
  const sum = Object.values(total!.outcomes).reduce((one, other) => one + other, 0)
  expect(sum).toBe(all.length)
  expect(total!.outcomes.IN_PROGRESS).toBeUndefined()
})

test('calls cut by the crash are unterminated: no end and no talk is made up', () => {
  const lost = all.filter(({ outcome }) => outcome === 'UNTERMINATED')
  for (const call of lost) expect(call).toMatchObject({ talk: null, endedAt: null })
})

test('the agents have answered as often as the manager says', async () => {
  const answered = (agent: string) =>
    parties.filter(party => party.agent === agent && party.queue !== null && party.talkedAt !== null).length
  // The consultation of a transfer is listed by both calls.
  const stays = journal.flatMap(({ queues }) => queues).map(stay => [`${stay.uniqueid} ${stay.joined}`, stay] as const)
  const connects = [...new Map(stays).values()].filter(({ outcome }) => outcome === 'answered')
  const agents = [...new Set(connects.flatMap(({ agent }) => agent ?? []))].sort()
  const told = agents.map(agent => [agent, connects.filter(connect => connect.agent === agent).length])
  expect(agents.map(agent => [agent, answered(agent)])).toEqual(told)

  const of = { kind: 'agent', agent: { site: 'lab', name: 'Agent/8002' } } as const
  const { rows } = await participations(database.pool, { of, scope, first: 1000 })
  expect(rows.filter(({ status }) => status === 'ANSWERED').length).toBeGreaterThanOrEqual(answered('Agent/8002'))
  expect(rows.map(({ startedAt }) => -startedAt)).toEqual(rows.map(({ startedAt }) => -startedAt).sort((a, b) => a - b))
})

test('everything that was attached, transferred and put on hold is there', async () => {
  const attached = await callParts(database.pool, 'attachedData', all)
  expect(attached).toHaveLength(144)
  expect(new Set(attached.map(({ id }) => id)).size).toBe(144)
  const transfers = await callParts(database.pool, 'transfers', all)
  // Of the twelve rows two put a call into the parking lot.
  expect(transfers.filter(({ kind }) => kind === 'BLIND')).toHaveLength(10)
  expect(transfers.filter(({ kind }) => kind === 'ATTENDED').length).toBeGreaterThanOrEqual(5)
  const holds = await callParts(database.pool, 'holds', all)
  expect(holds.filter(({ by }) => by !== null)).toHaveLength(18)
})

test('the history of a customer has every call from his number, written in any way', async () => {
  const ofCaller = (number: string | null) => all.filter(call => call.callerNumber === number)
  const often = [...all].sort((a, b) => ofCaller(b.callerNumber).length - ofCaller(a.callerNumber).length)
  const number = often.find(({ callerNumber }) => callerNumber?.startsWith('06'))!.callerNumber!
  const own = ofCaller(number)
  const written = `+33 ${number.slice(1)}`
  const history = await customerHistory(database.pool, { number: written, scope, first: 1 })
  expect(history.total).toBe(own.length)
  expect(history.rows).toHaveLength(1)
  expect(history.hasNextPage).toBe(own.length > 1)
  const spoken = own.filter(call => call.agents.length > 0 && call.answeredAt !== null).at(-1)
  const last = await lastAgent(database.pool, { number: written, scope, since: night.from })
  if (spoken) expect(spoken.agents).toContain(last?.agent)
  expect(await lastAgent(database.pool, { number: written, scope, since: night.to })).toBeUndefined()
})

test('who may see one queue sees its calls and no other', async () => {
  const sales = { queues: [{ site: 'lab', name: 'sales' }], agents: [] }
  const { rows } = await callHistory(database.pool, { filter: { scope: sales }, orderBy: 'NEWEST_FIRST', first: 1000 })
  expect(rows.map(({ callId }) => callId).sort()).toEqual(
    all
      .filter(
        call => call.queues.includes('sales') || parties.some(p => p.callId === call.callId && p.queue === 'sales'),
      )
      .map(({ callId }) => callId)
      .sort(),
  )
  expect(rows.length).toBeGreaterThan(20)
})

test('what the sources contradict each other in is listed and summed up', async () => {
  const request = { period: night, scope }
  const totals = await witnessTotals(database.pool, request)
  const { rows } = await witnesses(database.pool, { ...request, first: 1000 })
  expect(totals.reduce((sum, { differences }) => sum + differences, 0)).toBe(rows.length)
  expect(await callParts(database.pool, 'witnesses', all)).toHaveLength(rows.length)
})

test('a call leads to its rows in the log, and they tell its path', async () => {
  const [call] = await callsByKey(database.pool, '1795233078.0', 'lab')
  expect(call).toMatchObject({ outcome: 'ANSWERED', direction: 'INBOUND', queues: ['switchboard'] })
  const taker = parties.find(party => party.callId === call!.callId && party.uniqueId === call!.to)
  expect(taker).toMatchObject({ agent: 'Agent/8002', line: 'PJSIP/1002' })
  expect(secondsOf(call!.talk!)).toBeCloseTo(9.877, 1)
  const [origin] = await callOrigins(database.pool, [call!])
  const [events = []] = await eventsOfCalls(store, [{ ...call!, ...origin! }])
  expect(events.filter(({ type }) => type === 'QueueLogRowRecorded').length).toBeGreaterThanOrEqual(4)
  expect(events[0]!.position).toBe(call!.id)
  const kinds = pathOfCall(events, origin!).map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['QUEUE', 'RING', 'TALK', 'HANGUP']))
})
