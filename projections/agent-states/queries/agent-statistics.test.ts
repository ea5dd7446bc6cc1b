import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textOfState, unseen, type OpenInterval, type StateInterval } from '../../../domain/agents/state.ts'
import { microsOfIso, type Micros } from '../../../domain/kernel/time.ts'
import type { AgentFigures, Interval } from '../../../domain/metrics/figures.ts'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import { agentQueueStatistics } from './agent-queue-statistics.ts'
import { agentStatistics } from './agent-statistics.ts'
import { fillTables, type TestAgent } from '../testing/filled-tables.ts'
import type { AgentStatisticsRequest, AgentStatisticsRow } from '../types.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
})

afterAll(() => database.drop())

const at = (iso: string): Micros => microsOfIso(iso) ?? Number.NaN
const minutes = (count: number) => count * 60e6
const hours = (count: number) => count * 3600e6

const anna = { site: 'paris', zone: 'Europe/Paris', agent: 'Agent/8001' } as const
const bert = { site: 'paris', zone: 'Europe/Paris', agent: 'Agent/8002' } as const

const state = (name: StateInterval['state'], from: string, to: string, more: Partial<StateInterval> = {}) => ({
  state: name,
  from: at(from),
  to: at(to),
  loggedIn: name !== 'LOGGED_OUT' && name !== 'UNCERTAIN',
  ...more,
})
const open = (name: StateInterval['state'], from: string): OpenInterval => ({
  state: name,
  from: at(from),
  reason: null,
  queue: null,
  callId: null,
  loggedIn: name !== 'LOGGED_OUT' && name !== 'UNCERTAIN',
})
const session = (since: string) => ({ kind: 'LOGIN', since: at(since), line: null, lineSince: at(since) }) as const

async function statistics(
  agents: readonly TestAgent[] | undefined,
  from: string,
  to: string,
  more: Partial<AgentStatisticsRequest> = {},
) {
  if (agents) await fillTables(database.pool, agents)
  return agentStatistics(database.pool, {
    period: { from: at(from), to: at(to) },
    groupBy: ['AGENT'],
    interval: 'TOTAL',
    scope: 'all',
    now: at('2030-01-01T00:00:00Z'),
    first: 1000,
    ...more,
  })
}

/** The figures that are not zero. */
function said({ figures }: { readonly figures: AgentFigures }): Record<string, unknown> {
  const { pauseByReason, ...numbers } = figures
  const some = Object.fromEntries(Object.entries(numbers).filter(([, figure]) => figure !== 0))
  return pauseByReason.size > 0 ? { ...some, pauseByReason: Object.fromEntries(pauseByReason) } : some
}

describe('pauses by reason', () => {
  test('are left out where nobody asks for them, and nothing else is', async () => {
    const lunch = state('PAUSED', '2026-01-05T10:00:00Z', '2026-01-05T11:00:00Z', { reason: 'lunch' })
    const [from, to] = ['2026-01-04T23:00:00Z', '2026-01-05T23:00:00Z']
    const without = await statistics([{ ...anna, intervals: [lunch] }], from, to, { withPauseReasons: false })
    expect(without.rows.map(said)).toEqual([{ login: hours(1), pause: hours(1) }])
    const { rows } = await statistics(undefined, from, to)
    expect(rows.map(said)).toEqual([{ login: hours(1), pause: hours(1), pauseByReason: { lunch: hours(1) } }])
  })
})

describe('lengths', () => {
  test('a state over midnight is cut at the midnight of the site', async () => {
    const { rows } = await statistics(
      [{ ...anna, intervals: [state('READY', '2026-01-05T22:00:00Z', '2026-01-06T01:00:00Z')] }],
      '2026-01-04T23:00:00Z',
      '2026-01-06T23:00:00Z',
      { interval: 'DAY' },
    )
    expect(rows.map(said)).toEqual([
      { login: hours(1), ready: hours(1) },
      { login: hours(2), ready: hours(2) },
    ])
  })

  test.each([
    ['23', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
    ['25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 25],
  ])('a day of %s hours is that long', async (_, from, to, length) => {
    const agents = [
      { ...anna, intervals: [{ ...state('READY', from, to), from: at(from) - hours(5), to: at(to) + hours(5) }] },
    ]
    const { rows } = await statistics(agents, from, to, { interval: 'DAY' })
    expect(rows.map(said)).toEqual([{ login: hours(length), ready: hours(length) }])
    const byHour = await statistics(undefined, from, to, { groupBy: ['HOUR_OF_DAY'] })
    expect(byHour.rows.find(({ hourOfDay }) => hourOfDay === 2)?.figures.ready).toBe(
      length === 25 ? hours(2) : undefined,
    )
    expect(byHour.rows.length).toBe(length === 25 ? 24 : 23)
  })

  test('edges off the quarter are exact, also where the period lies in a quarter or over one boundary', async () => {
    const agents = [
      {
        ...anna,
        intervals: [
          state('READY', '2026-01-05T09:00:00Z', '2026-01-05T09:20:00Z'),
          state('PAUSED', '2026-01-05T09:20:00Z', '2026-01-05T09:50:00Z', { reason: 'lunch' }),
        ],
      },
    ]
    const paused = (length: number) => ({ pause: length, pauseByReason: { lunch: length } })
    const whole = await statistics(agents, '2026-01-05T09:07:00Z', '2026-01-05T09:46:00Z')
    expect(whole.rows.map(said)).toEqual([{ login: minutes(39), ready: minutes(13), ...paused(minutes(26)) }])
    const inside = await statistics(undefined, '2026-01-05T09:18:00Z', '2026-01-05T09:22:00Z')
    expect(inside.rows.map(said)).toEqual([{ login: minutes(4), ready: minutes(2), ...paused(minutes(2)) }])
    const over = await statistics(undefined, '2026-01-05T09:28:00Z', '2026-01-05T09:31:00Z', {
      interval: 'QUARTER_HOUR',
    })
    expect(over.rows.map(said)).toEqual([
      { login: minutes(2), ...paused(minutes(2)) },
      { login: minutes(1), ...paused(minutes(1)) },
    ])
  })

  test('the state that goes on counts up to now, or to the end of the period', async () => {
    const now = { open: open('READY', '2026-01-05T09:00:00Z'), session: session('2026-01-05T09:00:00Z') }
    const period = ['2026-01-05T08:00:00Z', '2026-01-05T12:00:00Z'] as const
    const before = await statistics([{ ...anna, now }], ...period, { now: at('2026-01-05T10:30:00Z') })
    expect(before.rows.map(said)).toEqual([{ login: minutes(90), ready: minutes(90) }])
    const behind = await statistics(undefined, ...period, { now: at('2026-01-05T13:00:00Z'), interval: 'HOUR' })
    expect(behind.rows.map(({ figures }) => figures.ready)).toEqual([0, hours(1), hours(1), hours(1)])
  })

  test('a wrap-up is over at its end; then the agent is ready', async () => {
    const now = {
      open: { ...open('WRAP_UP', '2026-01-05T09:00:00Z'), queue: 'sales', callId: 'c1' },
      session: session('2026-01-05T08:00:00Z'),
      wrapUp: {
        since: at('2026-01-05T09:00:00Z'),
        until: at('2026-01-05T09:10:00Z'),
        queue: 'sales',
        callId: 'c1',
        ofCall: null,
      },
    }
    const { rows } = await statistics([{ ...anna, now }], '2026-01-05T09:00:00Z', '2026-01-05T10:00:00Z', {
      now: at('2026-01-05T09:30:00Z'),
    })
    expect(rows.map(said)).toEqual([{ login: minutes(30), wrapUp: minutes(10), ready: minutes(20) }])
  })

  test('uncertain time is told apart, and is no login; a talk that outlives the logoff is talk, but no login', async () => {
    const { rows } = await statistics(
      [
        {
          ...anna,
          intervals: [
            state('TALKING', '2026-01-05T09:00:00Z', '2026-01-05T09:30:00Z', { loggedIn: false }),
            state('UNCERTAIN', '2026-01-05T09:30:00Z', '2026-01-05T11:05:00Z'),
          ],
        },
      ],
      '2026-01-05T09:00:00Z',
      '2026-01-05T11:00:00Z',
      { interval: 'HOUR' },
    )
    expect(rows.map(said)).toEqual([{ talking: minutes(30), uncertain: minutes(30) }, { uncertain: hours(1) }])
  })
})

describe('calls', () => {
  const agents: readonly TestAgent[] = [
    {
      ...anna,
      intervals: [state('READY', '2026-01-05T09:00:00Z', '2026-01-05T11:00:00Z')],
      calls: [
        {
          at: at('2026-01-05T09:05:00Z'),
          queue: 'sales',
          outcome: 'ANSWERED',
          ring: 5e6,
          talk: hours(1),
          wrapUp: 9e6,
          transfer: 'BLIND',
        },
        { at: at('2026-01-05T09:20:00Z'), queue: 'sales', outcome: 'MISSED', ring: 15e6 },
        { at: at('2026-01-05T10:14:59Z'), queue: 'support', outcome: 'CANCELED', ring: 3e6 },
        { at: at('2026-01-05T10:50:00Z'), queue: 'support', outcome: 'ANSWERED', ring: 2e6, talk: 60e6 },
      ],
    },
  ]

  test('count where they were answered or missed, with their whole talk; canceled rings are no offer', async () => {
    const { rows } = await statistics(agents, '2026-01-05T09:00:00Z', '2026-01-05T10:50:00Z', { interval: 'HOUR' })
    expect(rows.map(said)).toMatchObject([
      { offered: 2, answered: 1, missed: 1, talkOfAnswered: hours(1), wrapUpOfAnswered: 9e6, transferredBlind: 1 },
      { login: minutes(50) },
    ])
    expect(rows[1]?.figures.offered).toBe(0)
    const edge = await statistics(undefined, '2026-01-05T09:05:00Z', '2026-01-05T10:50:00.000001Z')
    expect(edge.rows[0]?.figures).toMatchObject({ offered: 3, answered: 2, talkOfAnswered: hours(1) + 60e6 })
  })

  test('of a queue ring longer than of the agent: canceled rings count; queues of the scope only', async () => {
    await fillTables(database.pool, agents)
    const ask = (more: object) =>
      agentQueueStatistics(database.pool, {
        period: { from: at('2026-01-05T09:04:00Z'), to: at('2026-01-05T10:52:00Z') },
        interval: 'TOTAL',
        agents: 'all',
        queues: 'all',
        now: at('2026-01-06T00:00:00Z'),
        first: 10,
        ...more,
      })
    const { rows } = await ask({})
    expect(rows.map(({ agent, queue, figures }) => ({ agent, queue, ...figures }))).toEqual([
      {
        agent: 'Agent/8001',
        queue: 'sales',
        offered: 2,
        answered: 1,
        missed: 1,
        talk: hours(1),
        ring: 20e6,
        hold: 0,
        wrapUp: 9e6,
      },
      {
        agent: 'Agent/8001',
        queue: 'support',
        offered: 1,
        answered: 1,
        missed: 0,
        talk: 60e6,
        ring: 5e6,
        hold: 0,
        wrapUp: 0,
      },
    ])
    expect((await ask({ queues: [{ site: 'paris', name: 'support' }] })).rows.map(({ queue }) => queue)).toEqual([
      'support',
    ])
    expect((await ask({ queues: [] })).rows).toEqual([])
    const [first] = (await ask({ first: 1 })).rows
    expect((await ask({ after: first?.cursor })).rows.map(({ queue }) => queue)).toEqual(['support'])
  })
})

describe('rows', () => {
  const agents: readonly TestAgent[] = [
    { ...anna, intervals: [state('READY', '2026-01-05T09:00:00Z', '2026-01-05T10:00:00Z')] },
    { ...bert, intervals: [state('READY', '2026-01-05T09:30:00Z', '2026-01-05T10:00:00Z')] },
    {
      site: 'tokyo',
      zone: 'Asia/Tokyo',
      agent: 'Agent/8001',
      intervals: [state('PAUSED', '2026-01-05T09:00:00Z', '2026-01-05T09:10:00Z')],
    },
  ]
  const day = ['2026-01-05T09:00:00Z', '2026-01-05T11:00:00Z'] as const
  const all = (rows: readonly AgentStatisticsRow[]) =>
    rows.map(({ site, agent, figures }) => [site, agent, figures.login / 60e6])

  test('every known agent has a row in every interval; a scope leaves the others out', async () => {
    expect(all((await statistics(agents, ...day, { interval: 'HOUR' })).rows)).toEqual([
      ['paris', 'Agent/8001', 60],
      ['paris', 'Agent/8002', 30],
      ['tokyo', 'Agent/8001', 10],
      ['paris', 'Agent/8001', 0],
      ['paris', 'Agent/8002', 0],
      ['tokyo', 'Agent/8001', 0],
    ])
    const scope = [{ site: 'tokyo', name: 'Agent/8001' }]
    expect(all((await statistics(undefined, ...day, { scope })).rows)).toEqual([['tokyo', 'Agent/8001', 10]])
    expect((await statistics(undefined, ...day, { scope: [] })).rows).toEqual([])
  })

  test('by site, and over everybody, agents are added up', async () => {
    expect(all((await statistics(agents, ...day, { groupBy: ['SITE'] })).rows)).toEqual([
      ['paris', null, 90],
      ['tokyo', null, 10],
    ])
    expect(all((await statistics(undefined, ...day, { groupBy: [] })).rows)).toEqual([[null, null, 100]])
  })

  test('pages of any size put together are the whole list', async () => {
    await fillTables(database.pool, agents)
    for (const groupBy of [['AGENT'], ['AGENT', 'HOUR_OF_DAY']] as const)
      for (const interval of ['QUARTER_HOUR', 'DAY'] as const) {
        const whole = (await statistics(undefined, ...day, { interval, groupBy })).rows
        for (const first of [1, 2, 3, 7]) {
          const rows: AgentStatisticsRow[] = []
          let after: string | undefined
          for (;;) {
            const page = await statistics(undefined, ...day, { interval, groupBy, first, ...(after && { after }) })
            rows.push(...page.rows)
            after = page.rows.at(-1)?.cursor
            if (!page.hasNextPage) break
          }
          expect(rows).toEqual(whole)
        }
      }
  })
})

describe('groups of agents', () => {
  const ready = (from: string, to: string) => [state('READY', from, to)]
  const agents: readonly TestAgent[] = [
    { ...anna, intervals: ready('2026-01-05T09:00:00Z', '2026-01-05T11:00:00Z') },
    { ...bert, intervals: ready('2026-01-05T09:30:00Z', '2026-01-05T10:30:00Z') },
    { ...bert, agent: 'Agent/8003', intervals: ready('2026-01-05T09:00:00Z', '2026-01-05T09:10:00Z') },
  ]
  const day = ['2026-01-04T23:00:00Z', '2026-01-05T23:00:00Z'] as const
  const byGroup = { groupBy: ['AGENT_GROUP'] } as const
  const minutesOf = (rows: readonly AgentStatisticsRow[]) =>
    rows.map(({ site, agentGroup, agent, figures }) => [
      site,
      agentGroup,
      ...(agent ? [agent] : []),
      figures.login / 60e6,
    ])

  /** Anna goes from north to south at 10:05, Bert is in north all the time, nothing is configured of 8003. */
  async function configured() {
    await fillTables(database.pool, agents)
    await database.pool.query(
      `insert into directory.configured_agent (site, agent, id, from_us, to_us, first_name, agent_group) values
       ('paris', 'Agent/8001', 'agent:8001', 1, $1, 'Anna', 'north'), ('paris', 'Agent/8001', 'agent:8001', $1, null, 'Anna', 'south'),
       ('paris', 'Agent/8002', 'agent:8002', 1, null, 'Bert', 'north')`,
      [at('2026-01-05T10:05:00Z')],
    )
  }

  test('a quarter of an hour belongs to the group that an agent was in at its start', async () => {
    await configured()
    const expected = [
      ['paris', null, 10],
      ['paris', 'north', 75 + 60],
      ['paris', 'south', 45],
    ]
    expect(minutesOf((await statistics(undefined, ...day, byGroup)).rows)).toEqual(expected)
    expect(minutesOf((await statistics(undefined, ...day, { ...byGroup, interval: 'DAY' })).rows)).toEqual(expected)
    const rows = await statistics(undefined, ...day, { groupBy: ['AGENT', 'AGENT_GROUP'] })
    expect(minutesOf(rows.rows)).toEqual([
      ['paris', 'north', 'Agent/8001', 75],
      ['paris', 'south', 'Agent/8001', 45],
      ['paris', 'north', 'Agent/8002', 60],
      ['paris', null, 'Agent/8003', 10],
    ])
  })

  test('asked for today, everybody was always in the group that he is in now', async () => {
    await configured()
    expect(minutesOf((await statistics(undefined, ...day, { ...byGroup, names: 'TODAY' })).rows)).toEqual([
      ['paris', null, 10],
      ['paris', 'north', 60],
      ['paris', 'south', 120],
    ])
  })

  test('asked for groups, only the time counts that agents were in them', async () => {
    await configured()
    const groups = [{ site: 'paris', name: 'north' }]
    const login = async (groupBy: AgentStatisticsRequest['groupBy']) =>
      (await statistics(undefined, ...day, { groupBy, groups })).rows.map(({ site, agent, agentGroup, figures }) => [
        site,
        agent,
        agentGroup,
        figures.login / 60e6,
      ])
    expect(await login([])).toEqual([[null, null, undefined, 135]])
    expect(await login(['AGENT'])).toEqual([
      ['paris', 'Agent/8001', undefined, 75],
      ['paris', 'Agent/8002', undefined, 60],
    ])
    expect(await login(['AGENT_GROUP'])).toEqual([['paris', null, 'north', 135]])
  })

  test('each group has a row in every interval, and pages of any size put together are the whole list', async () => {
    await configured()
    const asked = { ...byGroup, interval: 'HOUR' } as const
    const whole = (await statistics(undefined, '2026-01-05T09:00:00Z', '2026-01-05T11:00:00Z', asked)).rows
    expect(minutesOf(whole)).toEqual([
      ['paris', null, 10],
      ['paris', 'north', 90],
      ['paris', 'south', 0],
      ['paris', null, 0],
      ['paris', 'north', 45],
      ['paris', 'south', 45],
    ])
    const { rows } = await statistics(undefined, '2026-01-05T09:00:00Z', '2026-01-05T11:00:00Z', {
      ...asked,
      first: 4,
      after: whole[3]?.cursor ?? '',
    })
    expect(rows).toEqual(whole.slice(4))
  })

  test('the figures of the groups add up to those of everybody, whatever the period, also of states that go on', async () => {
    await configured()
    await database.pool.query(`update agent_states.agent_now set agent_state = $1 where agent = 'Agent/8001'`, [
      textOfState({
        ...unseen,
        open: open('TALKING', '2026-01-05T11:00:00Z'),
        session: session('2026-01-05T09:00:00Z'),
      }),
    ])
    const now = at('2026-01-05T12:07:00Z')
    await fc.assert(
      fc.asyncProperty(fc.nat(240), fc.integer({ min: 1, max: 240 }), async (from, length) => {
        const instant = (minute: number) => new Date(Date.UTC(2026, 0, 5, 8, minute)).toISOString()
        const loginBy = async (groupBy: AgentStatisticsRequest['groupBy']) => {
          const { rows } = await statistics(undefined, instant(from), instant(from + length), { groupBy, now })
          return rows.reduce((sum, { figures }) => sum + figures.login, 0)
        }
        const all = await loginBy([])
        expect(await loginBy(['AGENT_GROUP'])).toBe(all)
        expect(await loginBy(['AGENT_GROUP', 'HOUR_OF_DAY'])).toBe(all)
      }),
      { numRuns: 15 },
    )
  })
})

const names = ['READY', 'PAUSED', 'WRAP_UP', 'RINGING', 'TALKING', 'UNCERTAIN', 'LOGGED_OUT'] as const
const lengths = ['login', 'ready', 'pause', 'wrapUp', 'ringing', 'talking', 'uncertain'] as const
const columns = {
  READY: 'ready',
  PAUSED: 'pause',
  WRAP_UP: 'wrapUp',
  RINGING: 'ringing',
  TALKING: 'talking',
  UNCERTAIN: 'uncertain',
}

test('lengths of any intervals in any zone add up to the states themselves, clipped', async () => {
  const begin = at('2026-10-24T11:00:00Z')
  const spells = fc.array(
    fc.record({ state: fc.constantFrom(...names), length: fc.integer({ min: 1, max: hours(7) }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  await fc.assert(
    fc.asyncProperty(
      spells,
      fc.nat(hours(50)),
      fc.integer({ min: 1, max: hours(50) }),
      fc.nat(hours(60)),
      async (parts, from, length, later) => {
        let time = begin
        const all = parts.map(part => {
          const spell = { ...open(part.state, '2026-01-01T00:00:00Z'), from: time, to: (time += part.length) }
          return spell
        })
        const last = all.at(-1)
        if (!last) return
        const { to: _, ...goesOn } = last
        const now = begin + later
        await fillTables(database.pool, [
          {
            ...anna,
            intervals: all.slice(0, -1),
            now: {
              open: goesOn,
              lastSign: last.from,
              session: goesOn.loggedIn ? session('2026-01-01T00:00:00Z') : null,
              outSince: goesOn.state === 'UNCERTAIN' ? null : begin,
            },
          },
        ])
        const period = { from: begin - hours(2) + from, to: begin - hours(2) + from + length }
        const expected: Record<string, number> = Object.fromEntries(lengths.map(name => [name, 0]))
        for (const spell of all) {
          const end = spell === last ? now : spell.to
          const clipped = Math.min(end, period.to) - Math.max(spell.from, period.from)
          if (clipped <= 0 || spell.state === 'LOGGED_OUT') continue
          const name = columns[spell.state]
          expected[name] = (expected[name] ?? 0) + clipped
          if (spell.loggedIn) expected['login'] = (expected['login'] ?? 0) + clipped
        }
        for (const interval of ['TOTAL', 'DAY', 'HOUR', 'QUARTER_HOUR'] satisfies Interval[])
          for (const timeZone of [undefined, 'Asia/Kathmandu', 'America/New_York'])
            for (const groupBy of [['AGENT'], ['HOUR_OF_DAY'], ['DAY_OF_WEEK']] as const) {
              const { rows } = await agentStatistics(database.pool, {
                period,
                interval,
                groupBy,
                scope: 'all',
                now,
                first: 100_000,
                ...(timeZone && { timeZone }),
              })
              const sum = (name: (typeof lengths)[number]) => rows.reduce((total, row) => total + row.figures[name], 0)
              expect(Object.fromEntries(lengths.map(name => [name, sum(name)]))).toEqual(expected)
            }
      },
    ),
    { numRuns: 12 },
  )
}, 60_000)
