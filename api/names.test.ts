import { expect, test } from 'vitest'
import { microsOfIso } from '../domain/kernel/time.ts'
import { noQueueFigures } from '../domain/metrics/sums.ts'
import { noAgentSums } from '../projections/agent-states/agent-sums.ts'
import type { NameAsked, NamesAsOf } from '../projections/directory/names.ts'
import type { NameReports } from './ports.ts'
import { askOf } from './testing/ask.ts'
import { visitRow } from './testing/rows.ts'

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
        ? { displayName: asOf === 'TODAY' || at > from ? 'Sales Europe' : 'Sales', number: '3000' }
        : undefined,
    ),
    agents: asking(({ name }: NameAsked, asOf) =>
      name === 'Agent/8001'
        ? { name: asOf === 'TODAY' ? 'Ann Petit' : 'Ann Roux', group: 'north', groupDisplayName: 'North' }
        : undefined,
    ),
    groups: asking(({ name }: NameAsked) => (name === 'north' ? 'North' : undefined)),
    lines: asking(() => undefined),
  }
  return { reports, questions }
}

const group = { site: 'paris', hourOfDay: null, dayOfWeek: null, start: from, end: to }
const queueRow = (queue: string | null) => ({
  ...group,
  ...{ queue, calledNumber: null, figures: noQueueFigures, cursor: String(queue) },
})
const agentRow = (agent: string | null) => ({ ...group, agent, figures: noAgentSums(), cursor: String(agent) })

test('figures of queues are shown with the name of the start of their interval, or with that of today', async () => {
  const { reports, questions } = names()
  const ask = askOf({
    names: reports,
    queueStatistics: () => Promise.resolve({ rows: ['sales', 'other', null].map(queueRow), hasNextPage: false }),
  })
  const shown = async (args: string) => {
    const answer = await ask(`{ queueStatistics(${period} ${args}) { edges { node { queueDisplayName } } } }`)
    return JSON.stringify(answer.data ?? answer.errors).match(/:("[^"]*"|null)(?=\}\})/g)
  }
  expect(await shown('')).toEqual([':"Sales"', ':null', ':null'])
  expect(await shown('names: TODAY')).toEqual([':"Sales Europe"', ':null', ':null'])
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

test('a visit is shown with the names of its entry', async () => {
  const { reports } = names()
  const ask = askOf({
    names: reports,
    queueVisits: () => Promise.resolve({ rows: [{ ...visitRow, cursor: 'a' }], hasNextPage: false }),
  })
  const answer = await ask('{ queueVisits { edges { node { queueDisplayName agentName } } } }')
  expect(answer.data?.['queueVisits']).toEqual({
    edges: [{ node: { queueDisplayName: 'Sales Europe', agentName: 'Ann Roux' } }],
  })
})
