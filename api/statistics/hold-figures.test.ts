import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'

let lab: RecordedLab

beforeAll(async () => {
  lab = await recordedLab()
}, 240_000)

afterAll(() => lab.stop())

const period = 'period: { from: "2026-11-21T03:00:00Z", to: "2026-11-21T05:00:00Z" }'

interface Line {
  readonly queue?: string
  /** null: nobody answered. */
  readonly agent?: string | null
  readonly callId?: string
  readonly talkSeconds?: number | null
  readonly holdSeconds: number | null
}

async function linesOf(field: string, args: string, of: string): Promise<readonly Line[]> {
  const { data, errors } = await lab.ask(`{ ${field}(${args}) { edges { node { ${of} holdSeconds } } } }`)
  expect({ errors, faults: lab.faults }).toEqual({ errors: undefined, faults: [] })
  return (data as Record<string, { edges: { node: Line }[] }>)[field]!.edges.map(({ node }) => node)
}

const sum = (lines: readonly Line[]) => lines.reduce((total, { holdSeconds }) => total + (holdSeconds ?? 0), 0)

const visitsOf = () => linesOf('queueVisits', 'first: 1000', 'callId queue agent talkSeconds')

describe('the recording of a PBX whose manager interface was heard', () => {
  test('holds of visits are those that the calls tell of the agents, and lie within their talk', async () => {
    const visits = await visitsOf()
    const held = visits.filter(({ holdSeconds }) => (holdSeconds ?? 0) > 0)
    expect(held.length).toBeGreaterThan(5)
    for (const { holdSeconds, talkSeconds, callId } of held)
      expect(holdSeconds, callId).toBeLessThanOrEqual((talkSeconds ?? 0) + 1)
    const { data } = await lab.ask(
      '{ calls(first: 1000) { edges { node { participants { agent queue role holdSeconds } } } } }',
    )
    interface Party {
      readonly agent: string | null
      readonly queue: string | null
      readonly role: string
      readonly holdSeconds: number | null
    }
    const parties = (data as { calls: { edges: { node: { participants: Party[] } }[] } }).calls.edges
      .flatMap(({ node }) => node.participants)
      .filter(({ agent, queue, role }) => agent && queue && role !== 'CALLER' && role !== 'CONSULTATION')
    const ofParties = parties.reduce((total, { holdSeconds }) => total + (holdSeconds ?? 0), 0)
    expect(sum(visits)).toBeCloseTo(ofParties, 6)
  })

  test('a visit that an agent answered has 0 where nobody pressed hold, one that none answered has null', async () => {
    for (const { agent, holdSeconds, callId } of await visitsOf())
      expect(holdSeconds === null, callId).toBe(agent === null)
  })

  test.each([
    ['queueStatistics', 'groupBy: [QUEUE]'],
    ['queueStatistics', 'groupBy: []'],
    ['queueStatistics', 'groupBy: [SITE], interval: QUARTER_HOUR'],
    ['queueStatistics', 'groupBy: [QUEUE, CALLED_NUMBER], interval: HOUR, timeZone: "Asia/Kathmandu"'],
    ['queueStatistics', 'groupBy: [QUEUE, HOUR_OF_DAY, DAY_OF_WEEK], interval: DAY'],
    ['queueStatistics', 'groupBy: [QUEUE], attribution: EVENT, interval: HALF_HOUR'],
    ['queueStatistics', 'groupBy: [QUEUE], attribution: END'],
    ['agentStatistics', 'groupBy: [AGENT]'],
    ['agentStatistics', 'groupBy: []'],
    ['agentStatistics', 'groupBy: [AGENT, AGENT_GROUP], interval: QUARTER_HOUR'],
    ['agentStatistics', 'groupBy: [SITE, HOUR_OF_DAY, DAY_OF_WEEK], interval: WEEK'],
    ['agentQueueStatistics', 'interval: QUARTER_HOUR'],
    ['agentQueueStatistics', 'timeZone: "America/New_York"'],
  ])('%s(%s) adds up to the holds of the visits', async (field, args) => {
    const lines = await linesOf(field, `${period}, first: 1000, ${args}`, 'start')
    expect(sum(lines)).toBeCloseTo(sum(await visitsOf()), 6)
  })

  test('each queue and each agent has the holds of his own visits', async () => {
    const visits = await visitsOf()
    for (const { queue, holdSeconds } of await linesOf('queueStatistics', `${period}, first: 100`, 'queue'))
      expect(holdSeconds, queue).toBeCloseTo(sum(visits.filter(visit => visit.queue === queue)), 6)
    for (const { agent, holdSeconds } of await linesOf('agentStatistics', `${period}, first: 100`, 'agent'))
      expect(holdSeconds, agent ?? '').toBeCloseTo(sum(visits.filter(visit => visit.agent === agent)), 6)
  })

  test('a period in which nobody was on hold has 0', async () => {
    const before = 'period: { from: "2026-11-20T03:00:00Z", to: "2026-11-21T03:00:00Z" }'
    expect(sum(await linesOf('queueStatistics', `${before}, first: 100`, 'queue'))).toBe(0)
  })
})
