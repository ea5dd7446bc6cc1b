import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { writtenAlone } from '../engine/testing/written-alone.ts'
import { tableWriter } from '../engine/write.ts'
import { memoryTables, type MemoryTables } from '../queue-visits/testing/memory-tables.ts'
import { agentPhones } from './agent-phones.ts'
import { openFold } from './fold.ts'
import { amiTrunkStatus } from './ami-trunk-status.ts'
import { livePhones } from './live-phones.ts'
import { heard, instant, say, type Said, type Silent } from './testing/heard.ts'

/** What the fold reads of its own tables: each of them whole. */
const sqlOver = (tables: MemoryTables): Queryable => ({
  query: <R>(text: string) => Promise.resolve({ rows: tables.rows(/ from (\w+)$/.exec(text)?.[1] ?? '') as R[] }),
})

async function folded(events: readonly RecordedEvent[], pageSize = Infinity, reopens = false): Promise<MemoryTables> {
  const tables = memoryTables()
  let fold = await openFold(sqlOver(tables))
  for (let from = 0; from < events.length; from += pageSize) {
    if (reopens) fold = await openFold(sqlOver(tables))
    tables.apply(await fold.page(events.slice(from, from + pageSize)))
  }
  return tables
}

const after = (...entries: readonly (Said | Silent)[]) => folded(heard(...entries))

const devicesOf = (tables: MemoryTables) =>
  tables.rows('device').map(({ device, state, since_us: since }) => [device, state, since])

describe('telephones', () => {
  test('are those of members; Asterisk tells of a hundred other devices', async () => {
    const tables = await after(
      say.device(0, 2, 'INUSE'),
      say.added(1, 1),
      say.device(2, 1, 'RINGING'),
      say.device(3, 3, 'INUSE'),
    )
    expect(devicesOf(tables)).toEqual([['PJSIP/1001', 'RINGING', instant(2)]])
  })

  test('are in a state since it began, and it is not known since when before the first change', async () => {
    const tables = await after(
      say.added(0, 1),
      say.device(1, 1, 'INUSE'),
      say.device(2, 1, 'INUSE'),
      say.added(0, 2),
      say.paused(3, 2, '1'),
    )
    expect(devicesOf(tables)).toEqual([
      ['PJSIP/1001', 'INUSE', instant(1)],
      ['PJSIP/1002', 'NOT_INUSE', null],
    ])
  })
})

describe('a call of a queue', () => {
  const calls = async (...entries: readonly (Said | Silent)[]) =>
    (await after(...entries)).rows('queue_call').map(row => [row['agent'], row['rang_us'], row['answered_us']])
  const ringsTwo = [say.rings(10, 1, 'c1'), say.rings(10, 2, 'c1')]

  test('rings at each whom the queue calls, until the caller leaves', async () => {
    expect(await calls(...ringsTwo)).toEqual([
      ['Agent/8001', instant(10), null],
      ['Agent/8002', instant(10), null],
    ])
    expect(await calls(...ringsTwo, say.leaves(12, 'c1'))).toEqual([])
    expect(await calls(...ringsTwo, say.leaves(12, 'c1', 'support'))).toHaveLength(2)
  })

  test('rings no more at a telephone that was given up, and at all others on', async () => {
    expect(await calls(...ringsTwo, say.hangsUp(11, 'c1.1'))).toEqual([['Agent/8002', instant(10), null]])
  })

  test('is talked with until its end, though the caller has left the queue', async () => {
    const answered = [say.rings(10, 1, 'c1'), say.leaves(14, 'c1'), say.connects(14, 1, 'c1')]
    expect(await calls(...answered)).toEqual([['Agent/8001', null, instant(14)]])
    expect(await calls(...answered, say.completes(20, 1, 'c1'))).toEqual([])
  })

  test('is talked with though the half of a Local channel that the queue made is gone', async () => {
    expect(await calls(say.connects(14, 1, 'c1'), say.hangsUp(15, 'c1.1'))).toHaveLength(1)
    expect(await calls(say.connects(14, 1, 'c1'), say.hangsUp(15, 'c1'))).toEqual([])
  })
})

test('a hold lasts until it is taken back, or its channel ends', async () => {
  const held = [say.added(0, 1), say.holds(5, 1, 'Hold'), say.holds(6, 1, 'Hold')]
  const holds = async (...entries: readonly (Said | Silent)[]) =>
    (await after(...held, ...entries)).rows('hold').map(({ device, since_us: since }) => [device, since])
  expect(await holds()).toEqual([['PJSIP/1001', instant(5)]])
  expect(await holds(say.holds(7, 1, 'Unhold'))).toEqual([])
  expect(await holds(say.hangsUp(7, 'c1.1'))).toEqual([])
})

describe('what was heard', () => {
  const busy = [say.added(0, 1), say.device(1, 1, 'INUSE'), say.rings(2, 1, 'c1'), say.holds(2, 1, 'Hold')]
  const isForgotten = (tables: MemoryTables) =>
    ['member', 'device', 'queue_call', 'hold'].every(table => tables.rows(table).length === 0)

  test('is void after a time in which nobody listened', async () => {
    expect(isForgotten(await after(...busy, { from: 3, to: 90 }))).toBe(true)
    expect(devicesOf(await after(...busy, { from: 3, to: 90 }, say.added(90, 1)))).toEqual([
      ['PJSIP/1001', 'NOT_INUSE', null],
    ])
  })

  test('is void once Asterisk stops', async () => {
    expect(isForgotten(await after(...busy, say.shutsDown(3)))).toBe(true)
  })

  test('is void when Asterisk has started since, and not at a mere login', async () => {
    expect(isForgotten(await after(...busy, say.booted(60, 10)))).toBe(true)
    expect(devicesOf(await after(...busy, say.booted(60, 3000)))).toHaveLength(1)
    expect(devicesOf(await after(say.added(55, 1), say.booted(60, 10)))).toHaveLength(1)
  })

  test('stays when an old recording comes later, with its gaps', async () => {
    const old = [{ from: -9000, to: -8000 }, say.device(-7000, 1, 'UNAVAILABLE'), say.shutsDown(-6000)]
    expect((await after(...busy, ...old)).dump()['device']).toEqual((await after(...busy)).dump()['device'])
  })

  test('goes on when the clock of the PBX is set back', async () => {
    const back = { ...say.device(-3600, 1, 'NOT_INUSE'), wentBack: true }
    expect(devicesOf(await after(...busy, back, say.device(-3599, 1, 'RINGING')))).toEqual([
      ['PJSIP/1001', 'RINGING', instant(-3599)],
    ])
  })

  test('of another PBX is not touched', async () => {
    const elsewhere = { ...say.shutsDown(3), node: 'pbx2' }
    expect(devicesOf(await after(...busy, elsewhere))).toHaveLength(1)
  })
})

describe('a contact', () => {
  const contacts = async (...entries: readonly (Said | Silent)[]) =>
    (await after(...entries)).rows('contact').map(row => [row['state'], row['round_trip_us'], row['since_us']])

  test('is in a state since it changed, and from an answer nobody knows since when', async () => {
    expect(await contacts(say.contactListed(0, 'Reachable'))).toEqual([['REACHABLE', null, null]])
    const changes = [say.contactListed(0, 'Reachable'), say.contact(5, 'Unreachable'), say.contact(9, 'Unreachable')]
    expect(await contacts(...changes)).toEqual([['UNREACHABLE', null, instant(5)]])
    expect(await contacts(...changes, say.contactListed(12, 'Unreachable'))).toEqual([
      ['UNREACHABLE', null, instant(5)],
    ])
    expect(await contacts(say.contact(1, 'Reachable', '900'), say.contact(2, 'Reachable', '950'))).toEqual([
      ['REACHABLE', 950, instant(1)],
    ])
  })

  test('that stands in the file is known by its address of record, and how it answers by the state of its endpoint', async () => {
    expect(await contacts(say.aorListed(0, 60))).toEqual([['UNKNOWN', null, null]])
    expect(await contacts(say.aorListed(0, 60), say.endpointListed(1, 'Unavailable'))).toEqual([
      ['UNREACHABLE', null, null],
    ])
    expect(await contacts(say.aorListed(0, 60), say.endpointListed(1, 'In use'))).toEqual([['REACHABLE', null, null]])
    expect(await contacts(say.aorListed(0, 0), say.endpointListed(1, 'Not in use'))).toEqual([
      ['NOT_QUALIFIED', null, null],
    ])
    expect(await contacts(say.endpointListed(1, 'Not in use'))).toEqual([])
  })

  test('of which an event has told stays as that said, with its time', async () => {
    const lists = [say.aorListed(5, 60), say.endpointListed(6, 'Unavailable')]
    expect(await contacts(say.contact(1, 'Reachable', '900'), ...lists)).toEqual([['REACHABLE', 900, instant(1)]])
    expect(await contacts(...lists, say.contact(7, 'Reachable', '900'))).toEqual([['REACHABLE', 900, instant(7)]])
  })

  test('is gone when it is removed', async () => {
    expect(await contacts(say.contact(1, 'Reachable'), say.contact(2, 'Removed'))).toEqual([])
  })
})

test('nothing is known of trunks after a time in which nobody listened, nor after a restart', async () => {
  const told = [say.contact(1, 'Reachable'), say.registry(2, 'Registered'), say.allListed(3)]
  const rows = async (...entries: readonly (Said | Silent)[]) => {
    const tables = await after(...told, ...entries)
    return ['contact', 'registration', 'told_list'].map(table => tables.rows(table).length)
  }
  expect(await rows()).toEqual([1, 1, 1])
  expect(await rows({ from: 4, to: 90 })).toEqual([0, 0, 0])
  expect(await rows(say.shutsDown(4))).toEqual([0, 0, 0])
  expect(await rows(say.booted(60, 10))).toEqual([0, 0, 0])
})

const anything = fc.oneof(
  fc.record({ from: fc.integer({ min: 0, max: 200 }), to: fc.integer({ min: 0, max: 200 }) }),
  fc
    .tuple(
      fc.integer({ min: 0, max: 200 }),
      fc.constantFrom(1, 2),
      fc.constantFrom('c1', 'c2'),
      fc.constantFrom('sales', 'support'),
      fc.nat(18),
      fc.boolean(),
    )
    .map(([at, agent, call, queue, kind, wentBack]): Said => {
      const kinds = [
        () => say.added(at, agent, queue),
        () => say.removed(at, agent, queue),
        () => say.paused(at, agent, '1', queue),
        () => say.device(at, agent, 'INUSE'),
        () => say.device(at, agent, 'RINGING'),
        () => say.rings(at, agent, call, queue),
        () => say.connects(at, agent, call, queue),
        () => say.completes(at, agent, call, queue),
        () => say.leaves(at, call, queue),
        () => say.holds(at, agent, 'Hold', call),
        () => say.hangsUp(at, `${call}.${agent}`),
        () => say.booted(at, 5),
        () => say.contact(at, agent === 1 ? 'Reachable' : 'Unreachable', '900'),
        () => say.contact(at, 'Removed'),
        () => say.contactListed(at, 'Reachable'),
        () => say.registry(at, agent === 1 ? 'Registered' : 'Rejected'),
        () => say.allListed(at),
        () => say.aorListed(at, agent === 1 ? 60 : 0),
        () => say.endpointListed(at, call === 'c1' ? 'Unavailable' : 'Not in use'),
      ]
      return { ...(kinds[kind] ?? kinds[0]!)(), wentBack, node: agent === 1 ? 'pbx1' : 'pbx2' }
    }),
)

test('the tables are the same however the log is cut into pages, reopened or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anything, { maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.boolean(),
      async (entries, pageSize, reopens) => {
        const events = heard(...entries)
        expect((await folded(events, pageSize, reopens)).dump()).toEqual((await folded(events)).dump())
      },
    ),
    { numRuns: 200 },
  )
})

describe('in a database', () => {
  let database: TestDatabase
  let client: PoolClient

  beforeAll(async () => {
    database = await freshDatabase()
    client = await database.pool.connect()
    await client.query('create schema live_phones; set search_path to live_phones')
    await client.query(livePhones.tables)
    const write = tableWriter(client)
    const log = heard(
      say.added(0, 1),
      say.added(0, 1, 'support'),
      say.device(4, 1, 'INUSE'),
      say.paused(5, 1, '1', 'support'),
      say.connects(6, 1, 'c1'),
      say.holds(7, 1, 'Hold'),
      { ...say.added(0, 2), node: 'pbx2' },
      { ...say.rings(9, 2, 'c2'), node: 'pbx2' },
      say.contact(10, 'Reachable', '900'),
      say.registry(11, 'Registered'),
      say.allListed(12),
      { ...say.contact(13, 'Unreachable'), node: 'pbx2' },
    )
    for (const event of log) {
      const fold = await openFold(client)
      await write(writtenAlone(await fold.page([event])))
    }
  })

  afterAll(async () => {
    client.release()
    await database.drop()
  })

  test('agents have what their PBX tells, by queue', async () => {
    const line = { device: 'PJSIP/1001', state: 'INUSE', since: instant(4), heldSince: instant(7) }
    expect(await agentPhones(client, [{ site: 'paris', node: 'pbx1' }])).toEqual([
      {
        site: 'paris',
        agent: 'Agent/8001',
        members: [
          { queue: 'sales', ...line, paused: false },
          { queue: 'support', ...line, paused: true },
        ],
        calls: [{ queue: 'sales', callId: 'c1', rangAt: null, answeredAt: instant(6) }],
      },
    ])
  })

  test('trunks have what their PBX tells', async () => {
    expect(await amiTrunkStatus(client, { site: 'paris', node: 'pbx1' }, ['trunk-acme'])).toEqual({
      contacts: [{ aor: 'trunk-acme', state: 'REACHABLE', roundTripMicros: 900, since: instant(10) }],
      registrations: [
        { clientUri: 'sip:me@provider', serverUri: 'sip:provider', state: 'REGISTERED', since: instant(11) },
      ],
      lists: ['contacts'],
    })
    expect((await amiTrunkStatus(client, { site: 'paris', node: 'pbx1' }, ['another'])).contacts).toEqual([])
  })

  test('what is not heard is not told', async () => {
    const agents = async (...nodes: string[]) =>
      (
        await agentPhones(
          client,
          nodes.map(node => ({ site: 'paris', node })),
        )
      ).map(({ agent }) => agent)
    expect(await agents()).toEqual([])
    expect(await agents('pbx2')).toEqual(['Agent/8002'])
    expect(await agents('pbx1', 'pbx2')).toEqual(['Agent/8001', 'Agent/8002'])
  })
})
