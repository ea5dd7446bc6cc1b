import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PoolClient } from 'pg'
import { cameInAt } from '../../../domain/access/incalls.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import { logOf } from '../testing/log.ts'
import { callCounts } from '../figures/call-counts.ts'
import { callsOfKeys } from './calls-of-keys.ts'
import { callHistory, countOfCalls } from './history.ts'
import { canonicalNumber } from './numbers.ts'
import { correction, recordedContacts, type Said } from '../testing/arbitrary-log.ts'
import { foldInto } from '../testing/in-postgres.ts'
import { calls } from '../calls.ts'
import type { AttachedDataRow, CallFilter, CallOrder, CallPartyRow, CallRow, CallScope } from '../types.ts'
import { callParts } from './call-parts.ts'
import { witnessTotals } from '../figures/witnesses.ts'
import { wordsOf } from '../words.ts'

let database: TestDatabase
let client: PoolClient
let all: readonly CallRow[] = []
let parties: readonly CallPartyRow[] = []
let attached: readonly AttachedDataRow[] = []

const everything = { queues: 'all', agents: 'all' } as const

beforeAll(async () => {
  database = await freshDatabase()
  client = await database.pool.connect()
  const contacts = await recordedContacts()
  const events = contacts.flat().sort((a, b) => a.occurredAt - b.occurredAt)
  await foldInto(client, logOf([...events, ...saidAbout(contacts)]), { sizes: [1000] })
  await client.query(calls.indexes ?? '')
  all = (await callHistory(client, { filter: { scope: everything }, orderBy: 'OLDEST_FIRST', first: 1000 })).rows
  parties = await callParts(client, 'parties', all)
  attached = await callParts(client, 'attachedData', all)
}, 120_000)

afterAll(async () => {
  client.release()
  await database.drop()
})

/** Every third call has a tag, every fourth another one; every fifth does not count. */
const saidAbout = (contacts: readonly (readonly NewEvent[])[]): NewEvent[] =>
  contacts.flatMap(([row], index) => {
    if (!row) return []
    const annotated = (tag: string): Said => ({ type: 'CallAnnotated', note: null, addedTags: [tag], removedTags: [] })
    const excluded: Said = { type: 'CallExcluded', reason: 'TEST', text: null, keys: [], range: null }
    return [
      ...(index % 3 === 0 ? [annotated('test')] : []),
      ...(index % 4 === 0 ? [annotated('vip')] : []),
      ...(index % 5 === 0 ? [excluded] : []),
    ].map(event => correction(row, event, row.occurredAt))
  })

const item = (name: string) => ({ site: 'paris', name })
const queues = fc.subarray(['sales', 'support', 'billing', 'nowhere'].map(item), { minLength: 1 })
const agents = fc.subarray(['Agent/8001', 'Agent/8002', 'Agent/8005', 'Agent/1'].map(item), { minLength: 1 })
const micros = fc.integer({ min: 0, max: 12_000_000 })
/** Mostly not: filters that name everything find nothing. */
const perhaps = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
const start = 1_795_233_076_000_000

const incalls = fc.subarray(
  ['0123456000', '012345XXXX', '[03].', '3001'].map(number => ({ site: 'paris', number })),
  { minLength: 1 },
)
const seconds = fc
  .tuple(fc.nat(300), fc.nat(300))
  .map(([from, to]) => ({ from: start + from * 1e6, to: start + to * 1e6 }))

const scopesOfPeople: fc.Arbitrary<CallScope> = fc.record(
  { queues: fc.oneof(queues, fc.constant([])), agents: fc.oneof(agents, fc.constant([])), incalls, period: seconds },
  { requiredKeys: ['queues', 'agents'] },
)

const filters: fc.Arbitrary<CallFilter> = fc
  .record({
    scope: fc.oneof(
      { weight: 3, arbitrary: fc.constant(everything) },
      fc.record({ queues: fc.oneof(queues, fc.constant([])), agents: fc.oneof(agents, fc.constant([])) }),
      scopesOfPeople,
    ),
    period: perhaps(seconds),
    sites: perhaps(fc.constantFrom(['paris'], ['lyon'])),
    queues: perhaps(queues),
    agents: perhaps(agents),
    lines: perhaps(fc.subarray(['PJSIP/1001', 'PJSIP/1101', 'PJSIP/trunk-in'].map(item), { minLength: 1 })),
    callerNumberPrefix: perhaps(fc.constantFrom('06', '0610', '1', '')),
    calledNumberPrefix: perhaps(fc.constantFrom('0123456', '01234560', '3')),
    numberPrefix: perhaps(fc.constantFrom('0610', '100', '9')),
    number: perhaps(fc.constantFrom('1001', '+33 1 23 45 60 03', 's')),
    callerNumber: perhaps(fc.constantFrom('+33610016055', '0610031893')),
    directions: perhaps(fc.subarray(['INBOUND', 'OUTBOUND', 'INTERNAL'] as const)),
    outcomes: perhaps(fc.subarray(['ANSWERED', 'ABANDONED', 'VOICEMAIL'] as const)),
    talkAtLeast: perhaps(micros),
    talkAtMost: perhaps(micros),
    waitAtLeast: perhaps(micros),
    waitAtMost: perhaps(micros),
    attachedData: perhaps(fc.constant([{ key: 'recording' }])),
    hasRecording: perhaps(fc.boolean()),
    hasVoicemail: perhaps(fc.boolean()),
    transferred: perhaps(fc.boolean()),
    tags: perhaps(fc.constantFrom(['test'], ['vip'], ['vip', 'test'], [])),
    excluded: perhaps(fc.constantFrom('WITHOUT' as const, 'ONLY' as const)),
    text: perhaps(fc.constantFrom('clem', 'CLÉMENT che', 'agent 8001', "o'br", '...')),
  })
  .map(filter => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as never)

/** The same, said once more and differently: every call is looked at, with all that belongs to it. */
function fits(call: CallRow, filter: CallFilter): boolean {
  const own = parties.filter(party => party.callId === call.callId)
  const names = {
    queue: new Set([...call.queues, ...own.map(({ queue }) => queue)]),
    agent: new Set([...call.agents, ...own.map(({ agent }) => agent)]),
    line: new Set(own.map(({ line }) => line)),
  }
  const numbers = [
    call.callerNumber,
    call.calledNumber,
    ...own.flatMap(({ number, dialled }) => [number, dialled]),
  ].filter(number => number !== null)
  const has = (kind: keyof typeof names, items: CallFilter['queues']) =>
    items === undefined || items.some(({ site, name }) => site === call.site && names[kind].has(name))
  const within = (value: number | null, from = -Infinity, to = Infinity) =>
    (from === -Infinity && to === Infinity) || (value !== null && value >= from && value <= to)
  const same = (wanted: string) => canonicalNumber(wanted) ?? wanted
  const { scope, period, text } = filter
  const words = [call.callerName, call.callerNumber, call.calledNumber, ...call.queues, ...call.agents]
    .concat(own.flatMap(({ name, number }) => [name, number]))
    .flatMap(name => wordsOf(name ?? ''))
  return (
    (scope.queues === 'all' ||
      scope.agents === 'all' ||
      (scope.queues.length > 0 && has('queue', scope.queues)) ||
      (scope.agents.length > 0 && has('agent', scope.agents)) ||
      cameInAt(scope.incalls ?? [], call)) &&
    (!scope.period || (call.startedAt >= scope.period.from && call.startedAt < scope.period.to)) &&
    (!period || (call.startedAt >= period.from && call.startedAt < period.to)) &&
    (filter.sites?.includes(call.site) ?? true) &&
    has('queue', filter.queues) &&
    has('agent', filter.agents) &&
    has('line', filter.lines) &&
    (call.callerNumber?.startsWith(filter.callerNumberPrefix ?? '') ?? filter.callerNumberPrefix === undefined) &&
    (call.calledNumber?.startsWith(filter.calledNumberPrefix ?? '') ?? filter.calledNumberPrefix === undefined) &&
    (filter.numberPrefix === undefined || numbers.some(number => number.startsWith(filter.numberPrefix ?? ''))) &&
    (filter.number === undefined || numbers.some(number => canonicalNumber(number) === same(filter.number ?? ''))) &&
    (filter.callerNumber === undefined || canonicalNumber(call.callerNumber) === same(filter.callerNumber)) &&
    (filter.directions?.some(direction => direction === call.direction) ?? true) &&
    (filter.outcomes?.some(outcome => outcome === call.outcome) ?? true) &&
    within(call.talk, filter.talkAtLeast, filter.talkAtMost) &&
    within(call.wait, filter.waitAtLeast, filter.waitAtMost) &&
    (filter.attachedData ?? []).every(({ key }) =>
      attached.some(data => data.callId === call.callId && data.key === key),
    ) &&
    (filter.hasRecording ?? call.hasRecording) === call.hasRecording &&
    (filter.hasVoicemail ?? call.hasVoicemail) === call.hasVoicemail &&
    (filter.transferred ?? call.transferred) === call.transferred &&
    (filter.tags ?? []).every(tag => call.tags.includes(tag)) &&
    (filter.excluded === undefined || (filter.excluded === 'ONLY') === (call.exclusionReason !== null)) &&
    (text === undefined ||
      (wordsOf(text).length > 0 && wordsOf(text).every(begun => words.some(word => word.startsWith(begun)))))
  )
}

const keyOfOrder: Readonly<Record<CallOrder, (call: CallRow) => number | null>> = {
  NEWEST_FIRST: call => -call.startedAt,
  OLDEST_FIRST: call => call.startedAt,
  LONGEST_TALK_FIRST: call => (call.talk === null ? null : -call.talk),
  LONGEST_WAIT_FIRST: call => (call.wait === null ? null : -call.wait),
}

let someFound = 0

test('a page holds the calls that fit the filter, in the order asked for, and the next goes on where it ended', async () => {
  const frequent = fc.constantFrom(1, 10, 10_000)
  const orders = fc.constantFrom(...(Object.keys(keyOfOrder) as CallOrder[]))
  await fc.assert(
    fc.asyncProperty(
      filters,
      orders,
      fc.integer({ min: 1, max: 40 }),
      frequent,
      async (filter, orderBy, first, from) => {
        const keyOf = keyOfOrder[orderBy]
        const expected = all.filter(call => keyOf(call) !== null && fits(call, filter))
        if (expected.length > 0) someFound++
        const found: CallRow[] = []
        let after: string | undefined
        do {
          const page = await callHistory(
            client,
            { filter, orderBy, first, ...(after !== undefined && { after }) },
            from,
          )
          found.push(...page.rows)
          after = page.hasNextPage ? page.rows.at(-1)?.cursor : undefined
        } while (after !== undefined)
        expect(found.map(({ callId }) => callId).sort()).toEqual(expected.map(({ callId }) => callId).sort())
        const keys = found.map(call => keyOf(call) ?? 0)
        expect(keys).toEqual([...keys].sort((a, b) => a - b))
        if (orderBy === 'NEWEST_FIRST') expect(await countOfCalls(client, filter)).toBe(expected.length)
      },
    ),
    { numRuns: 250 },
  )
  expect(someFound).toBeGreaterThan(60)
}, 180_000)

test('as many calls are presented as have an outcome, with those that do not count and without them', async () => {
  const period = { from: 0, to: 2e15 }
  const request = { period, interval: 'TOTAL', timeZone: 'UTC', scope: everything } as const
  const counting = all.filter(({ exclusionReason }) => exclusionReason === null)
  expect(counting.length).toBeLessThan(all.length)
  for (const [excluded, calls] of [
    ['WITH', all],
    ['WITHOUT', counting],
  ] as const)
    expect(await callCounts(client, { ...request, excluded })).toMatchObject([
      { presented: calls.length, difference: 0 },
    ])
})

test('who sees calls at a number, and those of a period, sees them counted and no others', async () => {
  const scope = { queues: [], agents: [], incalls: [{ site: 'paris', number: '012345XXXX' }] }
  const mine = all.filter(call => cameInAt(scope.incalls, call))
  expect(mine.length).toBeGreaterThan(0)
  expect(mine.length).toBeLessThan(all.length)
  const request = { period: { from: 0, to: 2e15 }, interval: 'TOTAL', timeZone: 'UTC', excluded: 'WITH' } as const
  expect(await callCounts(client, { ...request, scope })).toMatchObject([{ presented: mine.length, difference: 0 }])
  const half = mine[Math.floor(mine.length / 2)]?.startedAt ?? 0
  const first = { ...scope, period: { from: 0, to: half } }
  const earlier = mine.filter(({ startedAt }) => startedAt < half)
  expect(await callCounts(client, { ...request, scope: first })).toMatchObject([{ presented: earlier.length }])
  const keys = all.map(({ callId }) => ({ key: callId, site: null, node: null }))
  const named = (await callsOfKeys(client, keys, first)).flat().map(({ callId }) => callId)
  expect(named.sort()).toEqual(earlier.map(({ callId }) => callId).sort())
  const totals = await witnessTotals(client, { period: request.period, scope: first })
  const every = await witnessTotals(client, { period: request.period, scope: everything })
  const sum = (of: typeof totals) => of.reduce((differences, one) => differences + one.differences, 0)
  expect(sum(totals)).toBeLessThan(sum(every))
})

test('a text that is no cursor of this list is refused', async () => {
  const request = { filter: { scope: everything }, orderBy: 'NEWEST_FIRST', first: 5, after: 'WzFd' } as const
  await expect(callHistory(client, request)).rejects.toThrow(/is no cursor of this list/)
})
