import { afterAll, beforeAll, expect, test } from 'vitest'
import { decidedEvents, type Decided } from './testing/decided.ts'
import { append, reporting, type Reporting } from './testing/reporting.ts'
import directCalls from './testing/sample-direct-calls.sql'

const line = (name: string, number: string) => ({
  defineLine: { name, number, context: 'default', password: 'secret12', endpoint: { sip: {} } },
})

const decided: Decided = [
  [1, { defineContext: { name: 'default', displayName: 'Default' } }],
  [1, { defineContext: { name: 'from-extern', displayName: 'Outside', type: 'incall' } }],
  [2, line('l1', '1001')],
  [2, line('l2', '1002')],
  [3, { defineUser: { user: 'ann', firstName: 'Ann', lines: ['l1'] } }],
  [3, { defineUser: { user: 'bob', firstName: 'Bob', lines: ['l2'], busy: { user: { user: 'ann' } } } }],
  [4, { defineConferenceRoom: { name: 'board', displayName: 'Board', number: '4000', context: 'default' } }],
  [4, { defineGroup: { name: 'desk', displayName: 'Desk', number: '5000', context: 'default' } }],
  [
    5,
    {
      defineQueue: {
        name: 'sales',
        displayName: 'Sales',
        number: '3000',
        context: 'default',
        noAnswer: { group: { group: 'desk', ringSeconds: 20 } },
        divertWaitSeconds: 60,
        divertWaitTo: { conferenceRoom: { conferenceRoom: 'board' } },
      },
    },
  ],
  [6, { defineIncall: { number: '0123456001', context: 'from-extern', destination: { user: { user: 'ann' } } } }],
  [6, { defineIncall: { number: '0123456002', context: 'from-extern', destination: { queue: { queue: 'sales' } } } }],
  [6, { defineIncall: { number: '01234561XX', context: 'from-extern', destination: { hangup: {} }, enabled: false } }],
  [500, { changeUser: { user: 'bob', busy: null, noAnswer: { sound: { sound: 'sorry' } } } }],
  [500, { removeIncall: { number: '0123456002', context: 'from-extern' } }],
  [600, { changeIncall: { number: '0123456001', context: 'from-extern', destination: { user: { user: 'bob' } } } }],
]

const cel = `
  time | event        | id    | linked | channel             | number     | exten       | extra
  700  | CHAN_START   | 20.1  |        | PJSIP/trunk-in-0001 | 0612345678 | 0123456001  |
  701  | CHAN_START   | 20.2  | 20.1   | PJSIP/l2-0002       | 1002       | s           |
  705  | BRIDGE_ENTER | 20.2  |        |                     |            |             | B1
  705  | BRIDGE_ENTER | 20.1  |        |                     |            |             | B1
  800  | HANGUP       | 20.1  |        |                     |            |             | cause=16
  800  | HANGUP       | 20.2  |        |                     |            |             | cause=16
  900  | CHAN_START   | 21.1  |        | PJSIP/trunk-in-0003 | 0612345678 | +0123456001 |
  920  | HANGUP       | 21.1  |        |                     |            |             | cause=16
  930  | CHAN_START   | 22.1  |        | PJSIP/trunk-in-0004 | 0612345678 | 0123456002  |
  940  | HANGUP       | 22.1  |        |                     |            |             | cause=16
  950  | CHAN_START   | 23.1  |        | PJSIP/l1-0005       | 1001       | 0499887766  |
  950  | XIVO_OUTCALL | 23.1  |        |                     |            |             |
  951  | CHAN_START   | 23.2  | 23.1   | PJSIP/trunk-in-0006 | 0499887766 | s           |
  960  | HANGUP       | 23.2  |        |                     |            |             | cause=17
  960  | HANGUP       | 23.1  |        |                     |            |             | cause=17
`

const queueLog = `
  time | callid | queue | agent      | event               | data
  300  | 9.1    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
  400  | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|100|CommandLogoff
  700  | 9.2    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
  800  | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|100|CommandLogoff
  900  | 9.3    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1002@default
`

let reports: Reporting

beforeAll(async () => {
  reports = await reporting(async store => {
    await append(store, { cel, queueLog })
    const events = decidedEvents('paris', decided)
    const stored = await store.append([{ stream: 'configuration/paris', expected: 'no-stream', events }])
    if (!stored.ok) throw new Error('the log refused the configuration')
  })
})

afterAll(() => reports.drop())

const asOf = async (at: string, sql: string) => {
  const client = await reports.database.pool.connect()
  try {
    await client.query(`SET ringledger.as_of = '${at}'; SET search_path = xivo_stats`)
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    client.release(true)
  }
}

const now = '2027-01-01T00:00:00Z'
const before = '1970-01-01T00:05:00Z'

const extensions = `
  SELECT concat_ws(' ', e.commented, e.context, e.exten, e.type,
    coalesce(u.firstname, q.name, CASE WHEN e.typeval IS NULL THEN 'nobody' END)) AS row
  FROM extensions e
  LEFT JOIN userfeatures u ON e.type = 'user' AND u.id::text = e.typeval
  LEFT JOIN queuefeatures q ON e.type = 'queue' AND q.id::text = e.typeval
  ORDER BY e.context, e.exten`

test('extensions has each number once, with what it reaches; what was removed is disabled', async () => {
  expect((await asOf(now, extensions)).map(({ row }) => row)).toEqual([
    '0 default 1001 user Ann',
    '0 default 1002 user Bob',
    '0 default 3000 queue sales',
    '0 default 4000 meetme',
    '0 default 5000 group',
    '0 from-extern 0123456001 incall',
    '1 from-extern 0123456002 incall',
    '1 from-extern _01234561XX incall',
  ])
  expect((await asOf(before, extensions)).map(({ row }) => row)).toContain('0 from-extern 0123456002 incall')
})

const actions = `
  SELECT concat_ws(' ', d.category, coalesce(i.exten, o.firstname, s.name), d.event, d.action, coalesce(u.firstname, q.name,
    CASE WHEN d.action IN ('group', 'meetme') THEN e.exten ELSE d.actionarg1 END), d.actionarg2) AS row
  FROM dialaction d
  LEFT JOIN extensions i ON d.category = 'incall' AND i.type = 'incall' AND i.typeval = d.categoryval
  LEFT JOIN userfeatures o ON d.category = 'user' AND o.id::text = d.categoryval
  LEFT JOIN queuefeatures s ON d.category = 'queue' AND s.id::text = d.categoryval
  LEFT JOIN userfeatures u ON d.action = 'user' AND u.id::text = d.actionarg1
  LEFT JOIN queuefeatures q ON d.action = 'queue' AND q.id::text = d.actionarg1
  LEFT JOIN extensions e ON e.type = d.action AND e.typeval = d.actionarg1
  ORDER BY 1`

test('dialaction says where calls go: from outside, and of users and queues that do not take them', async () => {
  expect((await asOf(now, actions)).map(({ row }) => row)).toEqual([
    'incall 0123456001 answer user Bob',
    'incall 0123456002 answer queue sales',
    'incall _01234561XX answer endcall:hangup 0',
    'queue sales noanswer group 5000 20',
    'queue sales qwaittime meetme 4000',
    'user Bob noanswer sound sorry',
  ])
  const then = (await asOf(before, actions)).map(({ row }) => row)
  expect(then).toContain('incall 0123456001 answer user Ann')
  expect(then).toContain('user Bob busy user Ann')
})

test('lines of users have their extensions', async () => {
  expect(
    await asOf(
      now,
      `SELECT u.firstname, e.exten FROM user_line ul JOIN userfeatures u ON u.id = ul.user_id
       JOIN extensions e ON e.id = ul.extension_id ORDER BY 1`,
    ),
  ).toEqual([
    { firstname: 'Ann', exten: '1001' },
    { firstname: 'Bob', exten: '1002' },
  ])
})

test('agent_position has the number from outside that led to the user of the line at the login', async () => {
  expect(await asOf(now, 'SELECT line_num, sda FROM agent_position ORDER BY start_time')).toEqual([
    { line_num: '1001', sda: '0123456001' },
    { line_num: '1001', sda: null },
    { line_num: '1002', sda: '0123456001' },
  ])
})

test('direct calls to a user by his number from outside, with a + or without; a number that leads to a queue is nobody’s (G-17)', async () => {
  const rows = await asOf(now, directCalls)
  const users = await asOf(now, 'SELECT id, firstname FROM userfeatures')
  const named = rows.map(({ user_id: id, ...figures }) => ({
    user: users.find(user => user['id'] === id)?.['firstname'] ?? id,
    ...figures,
  }))
  expect(named).toHaveLength(3)
  expect(named).toContainEqual({ user: 'Bob', ...figures(2, 1, 1) })
  expect(named).toContainEqual({ user: 'Ann', ...figures(0, 0, 0) })
  expect(named).toContainEqual({ user: null, ...figures(1, 0, 1) })
})

/** Sums come as text: they are bigint. */
const figures = (offered: number, answered: number, missed: number) => ({
  nb_incoming_offered: offered,
  nb_incoming_answered: answered,
  nb_incoming_missed: missed,
})
