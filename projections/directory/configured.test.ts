import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { evolveAll, initialConfiguration } from '../../domain/configuration/configuration.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { decide } from '../../domain/configuration/testing/given.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { nothingClosed, type TableWrite } from '../../domain/kernel/projection.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { makeTables } from '../testing/in-postgres.ts'
import { directory } from './directory.ts'
import { memberships } from './memberships.ts'
import { agentGroups, agentNames, callerNames, lineHolders, pauseLabels, queueNames, type NamesAsOf } from './names.ts'
import { queueSchedules } from './queue-schedules.ts'

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

beforeEach(emptyTables)

async function emptyTables() {
  await makeTables(client, directory)
}

async function commit({ table, columns, key, insert, replace }: TableWrite) {
  const places = columns.map((_, index) => `$${index + 1}`).join(', ')
  const others = columns.map(column => `${column} = excluded.${column}`).join(', ')
  const text = `insert into ${table} (${columns.join(', ')}) values (${places}) on conflict (${key.join(', ')}) do update set ${others}`
  for (const row of [...insert, ...replace]) await client.query(text, [...row])
}

/** Each list is a page; the fold is opened anew for each, as after a restart. */
async function fold(pages: readonly (readonly RecordedEvent[])[]) {
  for (const page of pages) {
    const opened = await directory.open({
      sql: client,
      log: undefined as never,
      position: 0,
      closedBefore: nothingClosed,
    })
    const handled = page.filter(({ type }) => directory.handles.includes(type))
    for (const write of await opened.page(handled)) await commit(write)
  }
}

type Step = readonly [at: number, command: ConfigurationCommand]

/** The events that the commands decide, one after the other; a command that is refused decides none. */
function events(steps: readonly Step[]): RecordedEvent[] {
  let configuration = initialConfiguration(kinds)
  const recorded: RecordedEvent[] = []
  for (const [occurredAt, command] of steps) {
    const decision = decide(configuration, [command])
    if (!decision.accepted) continue
    configuration = evolveAll(configuration, decision.events, kinds)
    for (const event of decision.events) {
      const position = recorded.length + 1
      recorded.push({
        id: `e${position}`,
        type: event.type,
        schemaVersion: 1,
        stream: 'configuration/paris',
        revision: position,
        position,
        occurredAt,
        recordedAt: 1_000_000 + position,
        site: 'paris',
        data: event as unknown as Json,
      })
    }
  }
  return recorded
}

const configured = (...steps: readonly Step[]) => fold([events(steps)])

const context: Step = [1, { defineContext: { name: 'default', displayName: 'Default' } }]
const sales: Step = [10, { defineQueue: { name: 'sales', displayName: 'Sales' } }]
const ann: Step = [10, { defineAgent: { number: '8001', firstName: 'Ann', lastName: 'Roux', context: 'default' } }]

const during = (name: string, from: number, to = from + 1) => ({ site: 'paris', name, from, to })
const queueAt = async (from: number, asOf: NamesAsOf = 'EVENT', to?: number) =>
  (await queueNames(database.pool, [during('sales', from, to)], asOf))[0]?.displayName
const agentAt = async (from: number, asOf: NamesAsOf = 'EVENT') =>
  (await agentNames(database.pool, [during('Agent/8001', from)], asOf))[0]
const holderAt = async (name: string, from: number, number: string | null = null, asOf: NamesAsOf = 'EVENT') =>
  (await lineHolders(database.pool, [{ ...during(name, from), number }], asOf))[0]

test('a queue that is renamed keeps the old name in old rows, and has the new one everywhere when asked for today', async () => {
  await configured(sales, [20, { changeQueue: { name: 'sales', displayName: 'Sales Europe' } }])
  expect([await queueAt(9), await queueAt(10), await queueAt(19), await queueAt(20)]).toEqual([
    undefined,
    'Sales',
    'Sales',
    'Sales Europe',
  ])
  expect([await queueAt(9, 'TODAY'), await queueAt(15, 'TODAY')]).toEqual(['Sales Europe', 'Sales Europe'])
})

test('a queue has the weight that it had then (pbx-configuration §20)', async () => {
  const tenOClock = 20
  await configured(context, sales, [tenOClock, { changeQueue: { name: 'sales', weight: 5 } }])
  const weightOf = async (from: number, asOf: NamesAsOf = 'EVENT') =>
    (await queueNames(database.pool, [during('sales', from)], asOf))[0]?.weight
  expect(await Promise.all([weightOf(tenOClock - 1), weightOf(tenOClock)])).toEqual([0, 5])
  expect(await weightOf(tenOClock - 1, 'TODAY')).toBe(5)
})

test('an interval is called as its object was at the start, or as it was first called within', async () => {
  await configured(sales, [20, { changeQueue: { name: 'sales', displayName: 'Sales Europe' } }])
  expect([await queueAt(12, 'EVENT', 30), await queueAt(5, 'EVENT', 30), await queueAt(5, 'EVENT', 10)]).toEqual([
    'Sales',
    'Sales',
    undefined,
  ])
})

test('who has an agent number after another one has a name of his own, before as after, today as then (pbx-configuration §20)', async () => {
  await configured(
    context,
    ann,
    [15, { changeAgent: { number: '8001', lastName: 'Roux-Petit' } }],
    [20, { removeAgent: { number: '8001' } }],
    [30, { defineAgent: { number: '8001', firstName: 'Bob', context: 'default' } }],
  )
  const names = async (asOf: NamesAsOf) => {
    const found = await Promise.all([10, 16, 25, 30].map(at => agentAt(at, asOf)))
    return found.map(agent => agent?.name)
  }
  expect(await names('EVENT')).toEqual(['Ann Roux', 'Ann Roux-Petit', undefined, 'Bob'])
  expect(await names('TODAY')).toEqual(['Ann Roux-Petit', 'Ann Roux-Petit', 'Bob', 'Bob'])
})

test('an agent is in the group that he was in then, under the name that it had then', async () => {
  await configured(
    context,
    [5, { defineAgentGroup: { name: 'north', displayName: 'North' } }],
    ann,
    [20, { changeAgent: { number: '8001', group: 'north' } }],
    [30, { changeAgentGroup: { name: 'north', displayName: 'Far north' } }],
    [40, { changeAgentGroup: { name: 'default', displayName: 'The rest' } }],
  )
  const groups = await Promise.all([12, 25, 35].map(at => agentAt(at)))
  expect(groups.map(agent => [agent?.group, agent?.groupDisplayName])).toEqual([
    ['default', 'Default'],
    ['north', 'North'],
    ['north', 'Far north'],
  ])
  expect((await agentAt(12, 'TODAY'))?.groupDisplayName).toBe('Far north')
})

const line = (name: string, more = {}): ConfigurationCommand => ({
  defineLine: { name, context: 'default', password: 'secret12', endpoint: { sip: {} }, ...more },
})

test('a line belongs to the user who listed it then, first to whom it is the main one', async () => {
  await configured(
    context,
    [2, line('l1', { number: '1000' })],
    [2, line('l2')],
    [10, { defineUser: { user: 'alice', firstName: 'Alice', lastName: 'Martin', lines: ['l2', 'l1'] } }],
    [20, { defineUser: { user: 'bob', firstName: 'Bob', lines: ['l1'] } }],
    [30, { changeUser: { user: 'bob', lines: [] } }],
  )
  expect(await holderAt('PJSIP/l1', 5)).toEqual({
    line: 'l1',
    number: '1000',
    user: null,
    name: null,
    firstName: null,
    lastName: null,
    agent: null,
    userField: null,
  })
  expect([
    await holderAt('PJSIP/l1', 15),
    await holderAt('PJSIP/l1', 25),
    await holderAt('PJSIP/l1', 35),
  ]).toMatchObject([{ name: 'Alice Martin' }, { name: 'Bob', user: 'bob' }, { name: 'Alice Martin' }])
  expect(await holderAt('DAHDI/1', 25, '1000')).toMatchObject({ line: 'l1', name: 'Bob' })
  expect(await holderAt('DAHDI/1', 25)).toBeUndefined()
})

test('a line is known by each of its channels: that of a browser, and a custom one', async () => {
  await configured(
    context,
    [2, line('l1', { endpoint: { uniqueAccount: {} } })],
    [2, { defineLine: { name: 'out', context: 'default', endpoint: { custom: { interface: 'DAHDI/g1/5551234' } } } }],
    [3, { defineUser: { user: 'alice', firstName: 'Alice', lines: ['l1'] } }],
  )
  expect(await holderAt('PJSIP/l1_w', 5)).toMatchObject({ line: 'l1', user: 'alice' })
  expect(await holderAt('DAHDI/g1/5551234', 5)).toMatchObject({ line: 'out', user: null })
})

test('a user who is a member of queues, by his line or under his short name, has his own name', async () => {
  await configured(context, [2, line('l1')], [3, { defineUser: { user: 'alice', firstName: 'Alice', lines: ['l1'] } }])
  expect(
    await agentNames(database.pool, [during('Agent/8001', 5), during('PJSIP/l1', 5), during('alice', 5)], 'EVENT'),
  ).toEqual([
    undefined,
    { name: 'Alice', group: null, groupDisplayName: null },
    { name: 'Alice', group: null, groupDisplayName: null },
  ])
})

test('nothing is named while a directory of a version without names is still read', async () => {
  await configured(context, ann)
  await client.query('drop table configured_agent, configured_agent_group, configured_line cascade')
  expect(await agentNames(database.pool, [during('Agent/8001', 10)], 'EVENT')).toEqual([undefined])
  expect(await memberships(database.pool, [{ site: 'paris', agent: 'Agent/8001' }], 'EVENT')).toEqual([])
  expect(await agentGroups(database.pool)).toEqual([])
})

test('a reason of pauses has the label that it had then', async () => {
  await configured(
    [10, { definePauseReason: { reason: 'lunch', label: 'Lunch' } }],
    [20, { changePauseReason: { reason: 'lunch', label: 'Déjeuner' } }],
    [30, { removePauseReason: { reason: 'lunch' } }],
  )
  const labels = async (asOf: NamesAsOf) =>
    pauseLabels(database.pool, [during('lunch', 9), during('lunch', 10), during('lunch', 25), during('tea', 25)], asOf)
  expect(await labels('EVENT')).toEqual([undefined, 'Lunch', 'Déjeuner', undefined])
  expect(await labels('TODAY')).toEqual(['Déjeuner', 'Déjeuner', 'Déjeuner', undefined])
})

test('a caller is who was known under his number then, else who had it first later; the phonebook goes before users', async () => {
  await configured(
    [
      10,
      {
        definePhonebookEntry: {
          name: 'acme',
          displayName: 'Acme',
          officeNumber: '0472101112',
          faxNumber: '0472101113',
        },
      },
    ],
    [20, { changePhonebookEntry: { name: 'acme', displayName: 'Acme Europe', officeNumber: '+33472101112' } }],
    [30, { removePhonebookEntry: { name: 'acme' } }],
    [40, { definePhonebookEntry: { name: 'zeta', displayName: 'Zeta', otherNumber: '472101112' } }],
    [40, { defineUser: { user: 'ann', firstName: 'Ann', lastName: 'Roux', mobilePhoneNumber: '0472101112' } }],
    [40, { definePhonebookEntry: { name: 'room', displayName: 'Room', homeNumber: 'video:472101112' } }],
    [50, { removePhonebookEntry: { name: 'zeta' } }],
  )
  const names = (number: string, ...instants: number[]) =>
    callerNames(
      database.pool,
      instants.map(at => ({ ...during(number, at), to: Number.MAX_SAFE_INTEGER })),
    )
  expect(await names('472101112', 5, 15, 25, 35, 45, 55)).toEqual([
    'Acme',
    'Acme',
    'Acme Europe',
    'Zeta',
    'Zeta',
    'Ann Roux',
  ])
  expect(await names('472101113', 15, 35)).toEqual(['Acme', undefined])
  expect(await names('612345678', 15)).toEqual([undefined])
})

const office = (more = {}): ConfigurationCommand => ({
  defineSchedule: { name: 'office', displayName: 'Office', opened: [{ from: '08:00', to: '18:00' }], ...more },
})
const schedulesWithin = async (from: number, to: number) =>
  (await queueSchedules(database.pool, [{ site: 'paris', name: 'sales' }], { from, to })).map(
    ({ from: since, to: until, name, schedule }) =>
      `${since}-${until} ${name} ${schedule.dates.map(date => date.from).join(',')}`,
  )

test('a queue goes by the schedule that it had then, as that was defined then', async () => {
  await configured(
    [5, office()],
    [5, office({ name: 'night' })],
    sales,
    [20, { changeQueue: { name: 'sales', schedule: 'office' } }],
    [30, { addScheduleDate: { schedule: 'office', from: '2026-12-25' } }],
    [40, { changeQueue: { name: 'sales', schedule: 'night', displayName: 'Night' } }],
    [50, { changeQueue: { name: 'sales', schedule: null } }],
    [60, { removeQueue: { name: 'sales' } }],
    [70, { defineQueue: { name: 'sales', displayName: 'Sales', schedule: 'office' } }],
  )
  expect(await schedulesWithin(0, 100)).toEqual([
    '20-30 office ',
    '30-40 office 2026-12-25',
    '40-50 night ',
    '70-100 office 2026-12-25',
  ])
  expect(await schedulesWithin(30, 31)).toEqual(['30-31 office 2026-12-25'])
  expect(await schedulesWithin(50, 70)).toEqual([])
})

test('no queue has a schedule while a directory of a version without schedules is still read', async () => {
  await configured([5, office()], [10, { defineQueue: { name: 'sales', displayName: 'Sales', schedule: 'office' } }])
  await client.query('drop table configured_schedule')
  expect(await schedulesWithin(0, 100)).toEqual([])
})

const stretchesOf = async (table: string, key: string) =>
  (
    await client.query<{ row: string }>(
      `select concat_ws(' ', ${key}, id, from_us, coalesce(to_us::text, '-')) as row from ${table} order by from_us`,
    )
  ).rows.map(({ row }) => row)

test('the order of the log decides where the clock was set back', async () => {
  await configured(
    sales,
    [8, { changeQueue: { name: 'sales', displayName: 'Earlier' } }],
    [4, { removeQueue: { name: 'sales' } }],
    [6, { defineQueue: { name: 'sales', displayName: 'New' } }],
  )
  expect(await stretchesOf('configured_queue', 'queue')).toEqual(['sales queue:sales~2 10 -'])
  expect(await queueAt(10)).toBe('New')
})

test('changes of what no report shows make no stretch', async () => {
  await configured(sales, [20, { changeQueue: { name: 'sales', maxWaiting: 5, retrySeconds: 3 } }])
  expect(await stretchesOf('configured_queue', 'queue')).toEqual(['sales queue:sales 10 -'])
})

const tables = ['queue', 'agent_group', 'agent', 'line', 'user', 'label', 'schedule', 'pause_reason'].map(
  kind => `configured_${kind}`,
)

async function dump() {
  const contents: object[] = []
  for (const table of tables) contents.push((await client.query(`select * from ${table} t order by t::text`)).rows)
  return JSON.stringify(contents)
}

test('any cut into pages gives the same stretches, also read twice', async () => {
  const some = fc.constantFrom('a', 'b')
  const command = fc.oneof(
    some.map(name => ({ defineQueue: { name, displayName: name } })),
    fc.tuple(some, some).map(([name, displayName]) => ({ changeQueue: { name, displayName: `Q${displayName}` } })),
    some.map(name => ({ removeQueue: { name } })),
    some.map(name => ({ defineAgentGroup: { name, displayName: name } })),
    some.map(name => ({ changeAgentGroup: { name: 'default', displayName: name } })),
    some.map(firstName => ({ defineAgent: { number: '1', firstName, context: 'default' } })),
    some.map(name => ({ changeAgent: { number: '1', group: name } })),
    fc.constant({ removeAgent: { number: '1' } }),
    some.map(name => line(name)),
    some.map(name => ({ removeLine: { name } })),
    some.map(firstName => ({ defineUser: { user: 'u', firstName, lines: ['a'] } })),
    fc.subarray(['b', 'a']).map(names => ({ changeUser: { user: 'u', lines: names } })),
    fc.constant({ removeUser: { user: 'u' } }),
    some.map(name => office({ name, opened: [{}] })),
    some.map(name => ({ changeQueue: { name, schedule: 'a' } })),
    fc.integer({ min: 1, max: 3 }).map(day => ({ addScheduleDate: { schedule: 'a', from: `2026-12-0${day}` } })),
    fc.integer({ min: 1, max: 3 }).map(day => ({ removeScheduleDate: { schedule: 'a', from: `2026-12-0${day}` } })),
    some.map(label => ({ definePauseReason: { reason: 'lunch', label } })),
    some.map(label => ({ changePauseReason: { reason: 'lunch', label } })),
    fc.constant({ removePauseReason: { reason: 'lunch' } }),
  )
  const steps = fc.array(fc.tuple(fc.integer({ min: 10, max: 14 }), command), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(steps, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 40 }), async (given, sizes) => {
      const all = events([context, ...given])
      await emptyTables()
      await fold([all])
      const whole = await dump()
      const pages = sizes.flatMap((size, index) => {
        const from = sizes.slice(0, index).reduce((sum, one) => sum + one, 0)
        return from < all.length ? [all.slice(from, from + size)] : []
      })
      await emptyTables()
      await fold(pages)
      expect(await dump()).toBe(whole)
    }),
    { numRuns: 12 },
  )
})
