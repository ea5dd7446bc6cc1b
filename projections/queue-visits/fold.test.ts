import { expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { cramped, factOf, factsFrom, folded, logOf, siteRegistered, thresholdsSet } from './testing/folding.ts'
import type { MemoryTables } from './testing/memory-tables.ts'

const onePageAnEvent = { sizes: [1], capacity: cramped }

const tablesFrom = async (events: readonly NewEvent[]): Promise<MemoryTables> => folded(logOf(events), onePageAnEvent)

/** Of all rows of the quarters together. */
const sumOf = (tables: MemoryTables, column: string): number =>
  tables.rows('quarter').reduce((sum, row) => sum + (row[column] as number), 0)

const answeredCall = `
  time | callid | queue | agent      | event         | data
  0    | 10.1   | sales | NONE       | DID           | 0123456001
  0    | 10.1   | sales | NONE       | ENTERQUEUE    | |0612345678|1
  10   | 10.1   | sales | Agent/8001 | CONNECT       | 10|10.2|3
  70   | 10.1   | sales | Agent/8001 | COMPLETEAGENT | 10|60|1`

test('a visit counts in the quarter and the local day of its entry', async () => {
  const tables = await tablesFrom([siteRegistered('Asia/Kolkata'), ...factsFrom(answeredCall)])
  expect(tables.rows('quarter')).toMatchObject([
    { start_us: 0, queue: 'sales', called_number: '0123456001', offered: 1, answered: 1, open: 0, talk_us: 60_000_000 },
  ])
  // Midnight in India is 18:30 UTC of the day before.
  expect(tables.rows('day')).toMatchObject([{ start_us: -19_800_000_000, offered: 1, max_wait_us: 10_000_000 }])
  expect(tables.rows('unplaced_call')).toEqual([])
})

test('a late row corrects what was counted', async () => {
  const [did, entry, connect, complete] = factsFrom(answeredCall)
  const tables = await tablesFrom([siteRegistered(), did!, entry!, complete!, connect!])
  const inOrder = await tablesFrom([siteRegistered(), did!, entry!, connect!, complete!])
  const withoutPositions = ({ positions: _, ...visit }: { positions: unknown }) => visit
  expect(tables.rows('visit').map(row => withoutPositions(row as never))).toEqual(
    inOrder.rows('visit').map(row => withoutPositions(row as never)),
  )
  expect(tables.rows('quarter')).toEqual(inOrder.rows('quarter'))
})

test('a late DID moves the visit to the row of its called number, and the empty row goes', async () => {
  const [did, ...rest] = factsFrom(answeredCall)
  // Positions order rows of one instant, so the late DID must be of an earlier instant.
  const tables = await tablesFrom([siteRegistered(), ...rest, { ...did!, occurredAt: -1_000_000 }])
  expect(tables.rows('quarter').map(row => row['called_number'])).toEqual(['0123456001'])
})

test('the longest wait is right after the visit that had it is corrected', async () => {
  const exit = (callid: string, at: number) =>
    factOf({ at, callid, queue: 'sales', agent: 'NONE', event: 'ABANDON', data: ['1', '1', String(at)] })
  const entry = (callid: string, at: number) =>
    factOf({ at, callid, queue: 'sales', agent: 'NONE', event: 'ENTERQUEUE', data: ['', '', '1'] })
  const tables = await tablesFrom([
    siteRegistered(),
    entry('10.1', 0),
    exit('10.1', 300),
    entry('10.2', 0),
    exit('10.2', 200),
    // The first was in truth answered after 20 s.
    factOf({ at: 20, callid: '10.1', queue: 'sales', agent: 'Agent/8001', event: 'CONNECT', data: ['20', 'x', '1'] }),
  ])
  expect(tables.rows('quarter')).toMatchObject([{ max_wait_us: 200_000_000, answered: 1, abandoned: 1 }])
  expect(tables.rows('day')).toMatchObject([{ max_wait_us: 200_000_000 }])
})

test('an end under another callid belongs to its conversation, whichever comes first', async () => {
  const [did, entry, connect, complete] = factsFrom(answeredCall)
  const ghost = {
    ...complete!,
    data: { ...(complete!.data as object), callid: '10.9' },
    tags: ['call:paris/pbx1/10.9'],
  }
  for (const rows of [
    [did, entry, connect, ghost],
    [ghost, did, entry, connect],
    [did, ghost, connect, entry],
  ]) {
    const tables = await tablesFrom([siteRegistered(), ...rows.map(row => row!)])
    expect(tables.rows('visit')).toMatchObject([{ call_id: '10.1', talk_us: 60_000_000, flags: ['joinedEnd'] }])
    expect(sumOf(tables, 'offered')).toBe(1)
  }
})

test('a joined end is given back when the own end arrives', async () => {
  const [did, entry, connect, complete] = factsFrom(answeredCall)
  const ghost = {
    ...complete!,
    data: { ...(complete!.data as object), callid: '10.9' },
    tags: ['call:paris/pbx1/10.9'],
  }
  const tables = await tablesFrom([siteRegistered(), did!, entry!, connect!, ghost, complete!])
  expect(tables.rows('visit')).toMatchObject([
    { call_id: '10.1', talk_us: 60_000_000, flags: [] },
    { call_id: '10.9', talk_us: 60_000_000, flags: ['inferredEntry', 'inferredAnswer'] },
  ])
  expect(sumOf(tables, 'offered')).toBe(2)
  expect(sumOf(tables, 'inferred_entries')).toBe(1)
})

test('the end of the wait of a caller whom the manager bridged to somebody is found under another callid, whichever comes first', async () => {
  // Asterisk 22: what is left in the queue in his stead hangs up under a callid that nothing else has. Another waits behind him.
  const [entry, ring, canceled, abandon, behind] = factsFrom(`
    time | callid | queue | agent      | event        | data
    9    | 8.368  | over  | NONE       | ENTERQUEUE   | |0612345678|1
    9    | 8.368  | over  | Agent/8007 | RINGNOANSWER | 0
    9    | 9.380  | over  | Agent/8006 | RINGCANCELED | 322
    9    | 9.380  | over  | NONE       | ABANDON      | 1|1|0
    10   | 9.390  | over  | NONE       | ENTERQUEUE   | |0687654321|2`)
  for (const rows of [
    [entry, ring, canceled, abandon, behind],
    [abandon, canceled, behind, ring, entry],
  ]) {
    const tables = await tablesFrom([siteRegistered(), ...rows.map(row => row!)])
    const visits = tables.rows('visit').toSorted((a, b) => String(a['call_id']).localeCompare(String(b['call_id'])))
    expect(visits).toMatchObject([
      { call_id: '8.368', outcome: 'ABANDONED', wait_us: 0, ring_us: 322_000, missed_rings: 1, flags: ['joinedEnd'] },
      { call_id: '9.390', outcome: 'OPEN' },
    ])
    expect([sumOf(tables, 'offered'), sumOf(tables, 'abandoned'), sumOf(tables, 'open')]).toEqual([2, 1, 1])
  }
})

test('a restart closes what was open at its node, and only there', async () => {
  const entry = (node: string) =>
    factOf({ at: 0, node, callid: '10.1', queue: 'sales', agent: 'NONE', event: 'ENTERQUEUE', data: [] })
  const restart = factOf({
    at: 60,
    node: 'pbx1',
    callid: 'NONE',
    queue: 'NONE',
    agent: 'NONE',
    event: 'QUEUESTART',
    data: [],
  })
  const expected = [
    { node: 'pbx1', outcome: 'LOST_SYSTEM', left_us: null, lost_us: 60_000_000 },
    { node: 'pbx2', outcome: 'OPEN', lost_us: null },
  ]
  const tables = await tablesFrom([siteRegistered(), entry('pbx1'), entry('pbx2'), restart])
  expect(tables.rows('visit')).toMatchObject(expected)
  expect(tables.rows('quarter')).toMatchObject([{ offered: 2, lost_by_system: 1, open: 1 }])
  // The same when the row of the start is read before a late row of the call.
  const late = await tablesFrom([siteRegistered(), restart, entry('pbx1'), entry('pbx2')])
  expect(late.rows('visit')).toMatchObject(expected)
})

test('waits are judged by the thresholds in force at the entry', async () => {
  const call = (callid: string, at: number) => [
    factOf({ at, callid, queue: 'sales', agent: 'NONE', event: 'ENTERQUEUE', data: [] }),
    factOf({ at: at + 12, callid, queue: 'sales', agent: 'NONE', event: 'ABANDON', data: ['1', '1', '12'] }),
  ]
  const set = thresholdsSet('sales', 1000, 10)
  const before = await tablesFrom([siteRegistered(), set, ...call('10.1', 0), ...call('10.2', 2000)])
  expect(before.rows('quarter').map(row => row['abandoned_in_time'])).toEqual([1, 0])
  expect(before.rows('threshold')).toMatchObject([
    { service_level_us: 15_000_000, until_us: 1000_000_000 },
    { service_level_us: 10_000_000, from_us: 1000_000_000 },
  ])
})

test.each([
  [
    'an end that CEL tells of a later instant',
    `
    time | callid | queue | agent      | event             | data
    0    | 10.1   | sales | NONE       | ENTERQUEUE        | |0612345678|1
    9    | 10.1   | sales | Agent/8001 | CONNECT           | 9|10.2|3
    90   | 10.1   | sales | Agent/8001 | QueueTalkEndFound | 9000000
    60   | NONE   | NONE  | NONE       | QUEUESTART        |`,
  ],
  [
    'an end under another callid, which has begun the wait itself',
    `
    time | callid | queue | agent | event       | data
    0    | 10.1   | sales | NONE  | ENTERQUEUE  | |0612345678|1
    0    | 10.9   | sales | NONE  | EXITWITHKEY | 1|1|1|0
    0    | 10.9   | sales | NONE  | ENTERQUEUE  | |0612345678|1
    60   | NONE   | NONE  | NONE  | QUEUESTART  |`,
  ],
])('a restart closes a call for which there was %s', async (_, rows) => {
  for (const size of [1, 3]) {
    const tables = await folded(logOf([siteRegistered(), ...factsFrom(rows)]), { sizes: [size] })
    expect(tables.rows('visit')[0]).toMatchObject({ ended_us: null, lost_us: 60_000_000 })
  }
})

test('thresholds set for the past judge the visits since then again, and no others', async () => {
  const call = (callid: string, queue: string, at: number) => [
    factOf({ at, callid, queue, agent: 'NONE', event: 'ENTERQUEUE', data: [] }),
    factOf({ at: at + 12, callid, queue, agent: 'NONE', event: 'ABANDON', data: ['1', '1', '12'] }),
  ]
  const calls = [...call('10.1', 'sales', 0), ...call('10.2', 'sales', 2000), ...call('10.3', 'support', 2000)]
  const set = thresholdsSet('sales', 1000, 10)
  const after = await tablesFrom([siteRegistered(), ...calls, set])
  const before = await tablesFrom([siteRegistered(), set, ...calls])
  expect(after.rows('quarter')).toEqual(before.rows('quarter'))
  expect(after.rows('day')).toEqual(before.rows('day'))
})

test('a site registered after its facts has its days cut anew', async () => {
  const facts = factsFrom(answeredCall)
  const late = await tablesFrom([...facts, siteRegistered('America/New_York')])
  const early = await tablesFrom([siteRegistered('America/New_York'), ...facts])
  expect(late.rows('day')).toEqual(early.rows('day'))
  expect(late.rows('site')).toEqual([{ site: 'paris', time_zone: 'America/New_York' }])
})

test('a queue that has only members is known', async () => {
  const member = factOf({ at: 0, callid: 'MANAGER', queue: 'vip', agent: 'Agent/8001', event: 'ADDMEMBER', data: [] })
  const tables = await tablesFrom([siteRegistered(), member])
  expect(tables.rows('queue')).toEqual([{ site: 'paris', queue: 'vip' }])
  expect(tables.rows('visit')).toEqual([])
})

test('damaged names do no harm: they are cut, cleaned, or belong to no call', async () => {
  const row = (fields: Partial<Parameters<typeof factOf>[0]>) =>
    factOf({ at: 0, callid: '10.1', queue: 'sales', agent: 'NONE', event: 'ENTERQUEUE', data: [], ...fields })
  const tables = await tablesFrom([
    siteRegistered(),
    row({ queue: 'x'.repeat(9000), callid: '10.1' }),
    row({ queue: 'a\0b', callid: '10.2', data: ['', '06\0', '1'] }),
    row({ callid: 'y'.repeat(200) }),
    row({ callid: 'NONE' }),
    row({ queue: 'NONE', callid: '10.3' }),
  ])
  expect(tables.rows('visit')).toMatchObject([
    { queue: 'x'.repeat(256) },
    { queue: 'a\uFFFDb', caller_number: '06\uFFFD' },
  ])
  expect(sumOf(tables, 'offered')).toBe(2)
  expect(tables.rows('entry_count')).toHaveLength(2)
})

test('a visit with thousands of rings names only its first and last rows', async () => {
  const row = (event: string, data: string[] = []) =>
    factOf({ at: 0, callid: '10.1', queue: 'sales', agent: 'Agent/8001', event, data })
  const rings = Array.from({ length: 2_500 }, () => row('RINGNOANSWER', ['0']))
  const events = [row('ENTERQUEUE'), ...rings, row('ABANDON', ['1', '1', '0'])]
  const [visit] = (await folded(logOf(events), { sizes: [700] })).rows('visit')
  const positions = visit!['positions'] as number[]
  expect(positions).toHaveLength(1000)
  expect([positions[0], positions[899], positions[900], positions[999]]).toEqual([1, 900, 2403, 2502])
  expect(visit).toMatchObject({ missed_rings: 2_500, outcome: 'ABANDONED' })
})

test('who hung up after the clock of the PBX was set back waits no more, and is one visit', async () => {
  const tables = await tablesFrom([
    siteRegistered(),
    ...factsFrom(`
      time | callid | queue | agent      | event        | data
      67   | 67.46  | pick  | NONE       | ENTERQUEUE   | |0612345678|1
      32   | 67.46  | pick  | Agent/8010 | RINGCANCELED | -35003
      32   | 67.46  | pick  | NONE       | ABANDON      | 1|1|-35`),
  ])
  expect(tables.rows('visit')).toMatchObject([{ outcome: 'ABANDONED', entered_us: 67_000_000 }])
  expect([sumOf(tables, 'offered'), sumOf(tables, 'abandoned'), sumOf(tables, 'open')]).toEqual([1, 1, 0])
})
