import { describe, expect, test } from 'vitest'
import { microsOfIso, microsOfSeconds } from '../../domain/kernel/time.ts'
import type { AgentStatisticsRequest, AgentStatisticsRow } from '../../projections/agent-states/types.ts'
import { askOf } from '../testing/ask.ts'

const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }'
const start = microsOfIso('2026-11-20T00:00:00Z') ?? NaN
const end = microsOfIso('2026-11-21T00:00:00Z') ?? NaN

describe('agent statistics', () => {
  const row: AgentStatisticsRow = {
    site: 'paris',
    agent: 'Agent/8001',
    hourOfDay: null,
    dayOfWeek: null,
    start,
    end,
    figures: {
      login: microsOfSeconds(3600),
      ready: microsOfSeconds(1200),
      pause: microsOfSeconds(600),
      pauseByReason: new Map([
        ['training', microsOfSeconds(50)],
        ['', microsOfSeconds(50)],
        ['lunch', microsOfSeconds(500)],
      ]),
      wrapUp: microsOfSeconds(300),
      ringing: microsOfSeconds(60),
      talking: microsOfSeconds(1440),
      hold: 0,
      uncertain: 0,
      offered: 12,
      answered: 10,
      missed: 2,
      talkOfAnswered: microsOfSeconds(1440),
      wrapUpOfAnswered: microsOfSeconds(300),
      transferredBlind: 1,
      transferredAttended: 1,
    },
  }
  const calls = {
    internalReceived: 1,
    internalPlaced: 2,
    externalReceived: 3,
    externalPlaced: 4,
    transferredInternally: 5,
    transferredExternally: 6,
  }
  let read = 0
  let asked: AgentStatisticsRequest | undefined

  const ask = askOf({
    agentStatistics: request => {
      asked = request
      return Promise.resolve({ rows: [{ ...row, cursor: 'a' }], hasNextPage: false })
    },
    agentCallFigures: (_, rows) => {
      read++
      return Promise.resolve(rows.map(() => calls))
    },
    agentQueueStatistics: () =>
      Promise.resolve({
        rows: [
          {
            site: 'paris',
            agent: 'Agent/8001',
            queue: 'sales',
            start,
            end,
            figures: { ...row.figures, talk: microsOfSeconds(7), ring: 0 },
            cursor: 'b',
          },
        ],
        hasNextPage: false,
      }),
  })

  test('show times in seconds, pauses by reason, and calls outside of queues from the history of calls', async () => {
    const fields =
      'agent agentName agentGroup start loginSeconds pauseSeconds lunch: pauseSeconds(reason: "lunch") other: pauseSeconds(reason: "tea") pauseReasons { reason seconds } talkingSeconds offered answered missed occupancy averageHandleSeconds transferredOut internalReceived externalPlaced transferredInternally'
    const { data, errors } = await ask(`{ agentStatistics(${period}) { edges { node { ${fields} } } } }`)
    expect(errors).toBeUndefined()
    expect((data as { agentStatistics: { edges: { node: unknown }[] } }).agentStatistics.edges[0]?.node).toEqual({
      agent: 'Agent/8001',
      agentName: null,
      agentGroup: null,
      start: '2026-11-20T00:00:00.000000Z',
      loginSeconds: 3600,
      pauseSeconds: 600,
      lunch: 500,
      other: 0,
      pauseReasons: [
        { reason: 'lunch', seconds: 500 },
        { reason: '', seconds: 50 },
        { reason: 'training', seconds: 50 },
      ],
      talkingSeconds: 1440,
      offered: 12,
      answered: 10,
      missed: 2,
      occupancy: 1740 / 2940,
      averageHandleSeconds: 174,
      transferredOut: 2,
      internalReceived: 1,
      externalPlaced: 4,
      transferredInternally: 5,
    })
  })

  test('read the history of calls once a page, and not at all when nobody asks for it', async () => {
    read = 0
    await ask(`{ agentStatistics(${period}) { edges { node { agent answered } } } }`)
    expect(read).toBe(0)
    const fields = 'internalReceived internalPlaced externalReceived externalPlaced transferredExternally'
    await ask(`{ agentStatistics(${period}) { edges { node { ${fields} } } } }`)
    expect(read).toBe(1)
  })

  test.each([
    ['pauseSeconds', false],
    ['pauseSeconds(reason: "lunch")', true],
    ['pauseReasons { reason }', true],
  ])('read pauses by reason only when they are needed: %s', async (fields, needed) => {
    await ask(`{ agentStatistics(${period}) { edges { node { ${fields} } } } }`)
    expect(asked?.withPauseReasons).toBe(needed)
  })

  test('by queue have their own rows', async () => {
    const { data } = await ask(
      `{ agentQueueStatistics(${period}) { edges { node { agent queue answered talkSeconds } } } }`,
    )
    expect(data).toEqual({
      agentQueueStatistics: {
        edges: [{ node: { agent: 'Agent/8001', queue: 'sales', answered: 10, talkSeconds: 7 } }],
      },
    })
  })
})
