import { expect, test } from 'vitest'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { noQueueFigures } from '../../domain/metrics/sums.ts'
import { noAgentSums } from '../../projections/agent-states/queries/agent-sums.ts'
import type { LineAsked, NameAsked, NamesAsOf } from '../../projections/directory/names.ts'
import type { CallPartyRow } from '../../projections/calls/types.ts'
import type { NameReports } from '../ports/name-reports.ts'
import { askOf, holder } from '../testing/ask.ts'
import { callRow } from '../testing/call-row.ts'
import { emptyReports } from '../testing/fakes.ts'
import { visitRow } from '../testing/rows.ts'

const from = microsOfIso('2026-11-20T00:00:00Z') ?? NaN
const to = microsOfIso('2026-11-21T00:00:00Z') ?? NaN
const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }'

/** Sales is renamed in the middle of the day; Ann, of north, is married today. */
function names() {
  const questions: (readonly NameAsked[])[] = []
  const asking = <A extends NameAsked, R>(answer: (asked: A, asOf: NamesAsOf) => R) => {
    return (asked: readonly A[], asOf: NamesAsOf) => {
      questions.push(asked)
      return Promise.resolve(asked.map(one => answer(one, asOf)))
    }
  }
  const reports: NameReports = {
    queues: asking(({ name, from: at }: NameAsked, asOf) =>
      name === 'sales'
        ? {
            displayName: asOf === 'TODAY' || at > from ? 'Sales Europe' : 'Sales',
            number: '3000',
            boardLimits: null,
            weight: asOf === 'TODAY' || at > from ? 5 : 0,
          }
        : undefined,
    ),
    agents: asking(({ name }: NameAsked, asOf) =>
      name === 'Agent/8001'
        ? { name: asOf === 'TODAY' ? 'Ann Petit' : 'Ann Roux', group: 'north', groupDisplayName: 'North' }
        : undefined,
    ),
    groups: asking(({ name }: NameAsked) => (name === 'north' ? 'North' : undefined)),
    lines: asking(({ name, number }: LineAsked) =>
      name === 'PJSIP/ann' || number === '1002'
        ? {
            line: 'ann',
            number: '1001',
            user: 'ann.roux',
            name: 'Ann Roux',
            agent: null,
            userField: null,
            firstName: 'Ann',
            lastName: 'Roux',
          }
        : undefined,
    ),
    callers: asked => {
      questions.push(asked)
      return Promise.resolve(asked.map(({ name }) => (name === '612345678' ? 'Élodie Dupont' : undefined)))
    },
    pauseReasons: asking(({ name, from: at }: NameAsked, asOf) =>
      name === 'lunch' ? (asOf === 'TODAY' || at > from ? 'Pause déjeuner' : 'Lunch') : undefined,
    ),
  }
  return { reports, questions }
}

const group = { site: 'paris', hourOfDay: null, dayOfWeek: null, start: from, end: to }
const queueRow = (queue: string | null) => ({
  ...group,
  queue,
  calledNumber: null,
  figures: noQueueFigures,
  cursor: String(queue),
})
const agentRow = (agent: string | null) => ({ ...group, agent, figures: noAgentSums(), cursor: String(agent) })

test('figures of queues are shown with the name and weight of the start of their interval, or with those of today', async () => {
  const { reports, questions } = names()
  const ask = askOf({
    names: reports,
    queueStatistics: () => Promise.resolve({ rows: ['sales', 'other', null].map(queueRow), hasNextPage: false }),
  })
  const shown = async (args: string) => {
    const answer = await ask(
      `{ queueStatistics(${period} ${args}) { edges { node { queueDisplayName queueWeight } } } }`,
    )
    return JSON.stringify(answer.data ?? answer.errors).match(/:("[^"]*"|null),"queueWeight":(\d+|null)(?=\}\})/g)
  }
  const none = ':null,"queueWeight":null'
  expect(await shown('')).toEqual([':"Sales","queueWeight":0', none, none])
  expect(await shown('names: TODAY')).toEqual([':"Sales Europe","queueWeight":5', none, none])
  expect(questions.map(asked => asked.map(({ name, from: a, to: b }) => [name, a, b]))).toEqual(
    [1, 2].map(() => [
      ['sales', from, to],
      ['other', from, to],
    ]),
  )
})

test('figures of agents are shown with name and group: one question for all rows and fields', async () => {
  const { reports, questions } = names()
  const ask = askOf({
    names: reports,
    agentStatistics: () => Promise.resolve({ rows: ['Agent/8001', null].map(agentRow), hasNextPage: false }),
  })
  const query = `{ agentStatistics(${period}) { edges { node { agentName agentGroup agentGroupDisplayName } } } }`
  expect((await ask(query)).data?.['agentStatistics']).toEqual({
    edges: [
      { node: { agentName: 'Ann Roux', agentGroup: 'north', agentGroupDisplayName: 'North' } },
      { node: { agentName: null, agentGroup: null, agentGroupDisplayName: null } },
    ],
  })
  expect(questions.length).toBe(1)
})

test('pauses are shown with the label that their reason had then, one question for all rows', async () => {
  const { reports, questions } = names()
  const figures = {
    ...noAgentSums(),
    pauseByReason: new Map([
      ['lunch', 2_000_000],
      ['', 1_000_000],
    ]),
  }
  const state = { site: 'paris', agent: 'Agent/8001', state: 'PAUSED', queue: null, callId: null, to: null } as const
  const ask = askOf({
    names: reports,
    agentStatistics: () =>
      Promise.resolve({
        rows: [
          { ...agentRow('Agent/8001'), figures },
          { ...agentRow(null), site: null, figures },
        ],
        hasNextPage: false,
      }),
    agentTimeline: () =>
      Promise.resolve([
        { ...state, from, reason: 'lunch' },
        { ...state, from: from + 1, reason: 'lunch' },
        { ...state, from, reason: null },
      ]),
  })
  const shown = async (args: string) =>
    (await ask(`{ agentStatistics(${period} ${args}) { edges { node { pauseReasons { reason label } } } } }`)).data
  const row = (label: string | null) => ({
    node: {
      pauseReasons: [
        { reason: 'lunch', label },
        { reason: '', label: null },
      ],
    },
  })
  expect(await shown('')).toEqual({ agentStatistics: { edges: [row('Lunch'), row(null)] } })
  expect(questions).toHaveLength(1)
  expect(await shown('names: TODAY')).toEqual({ agentStatistics: { edges: [row('Pause déjeuner'), row(null)] } })
  expect((await ask(`{ agentTimeline(agent: "Agent/8001", ${period}) { reason reasonLabel } }`)).data).toEqual({
    agentTimeline: [
      { reason: 'lunch', reasonLabel: 'Lunch' },
      { reason: 'lunch', reasonLabel: 'Pause déjeuner' },
      { reason: null, reasonLabel: null },
    ],
  })
})

test('a visit is shown with the name of its queue at the entry, and of its agent at the answer', async () => {
  const { reports, questions } = names()
  const ask = askOf({
    names: reports,
    queueVisits: () => Promise.resolve({ rows: [{ ...visitRow, cursor: 'a' }], hasNextPage: false }),
  })
  const answer = await ask('{ queueVisits { edges { node { queueDisplayName agentName } } } }')
  expect(answer.data?.['queueVisits']).toEqual({
    edges: [{ node: { queueDisplayName: 'Sales Europe', agentName: 'Ann Roux' } }],
  })
  expect(questions.flat()).toMatchObject([
    { name: 'sales', from: visitRow.enteredAt },
    { name: 'Agent/8001', from: visitRow.answeredAt },
  ])
})

const party = (change: Partial<CallPartyRow>): CallPartyRow => ({
  site: callRow.site,
  node: callRow.node,
  callId: callRow.callId,
  seq: 1,
  uniqueId: '1',
  channel: '',
  line: '',
  number: null,
  role: 'CALLEE',
  isExternal: false,
  name: null,
  agent: null,
  queue: null,
  dialled: null,
  startedAt: callRow.startedAt,
  answeredAt: null,
  endedAt: null,
  talkedAt: null,
  ring: null,
  talk: 0,
  hold: null,
  hangupCause: null,
  ...change,
})

test('participants are named by the configuration of the call where it knows their line, number or agent, else by their channels', async () => {
  const { reports, questions } = names()
  const parties = [
    party({ line: 'PJSIP/trunk', isExternal: true, number: '1002', name: 'Caller' }),
    party({ line: 'PJSIP/ann', number: '1001', name: '1001', agent: 'Agent/8001', queue: 'sales' }),
    party({ line: 'DAHDI/3', number: '1002' }),
    party({ line: 'PJSIP/x', number: '1003', name: 'X', agent: 'Agent/9' }),
  ]
  const ask = askOf({
    names: reports,
    calls: {
      ...emptyReports.calls,
      history: () => Promise.resolve({ rows: [{ ...callRow, cursor: 'c' }], hasNextPage: false }),
      parts: () => Promise.resolve(parties as never),
    },
  })
  const fields = 'name user agentName queueDisplayName resolution'
  const { data } = await ask(`{ calls { edges { node { participants { ${fields} } } } } }`)
  const unnamed = { user: null, agentName: null, queueDisplayName: null }
  expect(data?.['calls']).toEqual({
    edges: [
      {
        node: {
          participants: [
            { ...unnamed, name: 'Caller', resolution: 'CHANNEL' },
            {
              name: 'Ann Roux',
              user: 'ann.roux',
              agentName: 'Ann Roux',
              queueDisplayName: 'Sales Europe',
              resolution: 'CONFIGURATION',
            },
            { ...unnamed, name: 'Ann Roux', user: 'ann.roux', resolution: 'CONFIGURATION' },
            { ...unnamed, name: 'X', resolution: 'CHANNEL' },
          ],
        },
      },
    ],
  })
  expect(questions.map(asked => asked.length).sort()).toEqual([1, 2, 4])
})

test('rows by group carry the group of the row, under the name that it had', async () => {
  const { reports } = names()
  const rows = ['north', null].map(agentGroup => ({ ...agentRow(null), agentGroup }))
  const ask = askOf({ names: reports, agentStatistics: () => Promise.resolve({ rows, hasNextPage: false }) })
  const query = `{ agentStatistics(${period} groupBy: [AGENT_GROUP]) { edges { node { agentGroup agentGroupDisplayName } } } }`
  expect((await ask(query)).data?.['agentStatistics']).toEqual({
    edges: [
      { node: { agentGroup: 'north', agentGroupDisplayName: 'North' } },
      { node: { agentGroup: null, agentGroupDisplayName: null } },
    ],
  })
})

test('groups are shown with those of their agents whom one may see, and not at all without any', async () => {
  const groups = [
    { site: 'paris', name: 'north', displayName: 'North', agents: ['Agent/8001', 'Agent/8002'] },
    { site: 'paris', name: 'south', displayName: 'South', agents: ['Agent/8003'] },
  ]
  const ask = askOf({ agentGroups: () => Promise.resolve(groups) })
  const query = '{ agentGroups { site name displayName agents } }'
  expect((await ask(query)).data).toEqual({ agentGroups: groups })
  const own = holder('supervisor', { agents: ['paris/Agent/8001'] })
  expect((await ask(query, {}, own)).data).toEqual({ agentGroups: [{ ...groups[0], agents: ['Agent/8001'] }] })
})

test('who calls from outside without a name is called as the phonebook knows him; who tells a name keeps it', async () => {
  const { reports } = names()
  const outside = { line: 'PJSIP/trunk', isExternal: true, number: '+33612345678' }
  const ask = askOf({
    names: reports,
    queueVisits: () =>
      Promise.resolve({ rows: [{ ...visitRow, callerNumber: '0612345678', cursor: 'v' }], hasNextPage: false }),
    calls: {
      ...emptyReports.calls,
      history: () =>
        Promise.resolve({
          rows: [
            { ...callRow, direction: 'INBOUND', callerNumber: '0612345678', callerName: '0612345678', cursor: 'c' },
            {
              ...callRow,
              callId: '2',
              direction: 'INBOUND',
              callerNumber: '0612345678',
              callerName: 'Bob',
              cursor: 'd',
            },
          ],
          hasNextPage: false,
        }),
      parts: (_, calls) =>
        Promise.resolve(
          calls.flatMap(({ callId }) => [
            party({ ...outside, callId, name: null }),
            party({ ...outside, callId, seq: 2, name: 'Bob' }),
          ]) as never,
        ),
    },
  })
  const { data, errors } = await ask(
    '{ calls { edges { node { callerName participants { name resolution } } } } queueVisits { edges { node { callerName } } } }',
  )
  expect(errors).toBeUndefined()
  const participants = [
    { name: 'Élodie Dupont', resolution: 'PHONEBOOK' },
    { name: 'Bob', resolution: 'CHANNEL' },
  ]
  expect(data).toEqual({
    calls: {
      edges: [{ node: { callerName: 'Élodie Dupont', participants } }, { node: { callerName: 'Bob', participants } }],
    },
    queueVisits: { edges: [{ node: { callerName: 'Élodie Dupont' } }] },
  })
})
