import { describe, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { Scope } from '../../projections/scope.ts'
import { asker, holder } from '../testing/ask.ts'
import { emptyReports, fakePorts, only } from '../testing/fakes.ts'
import { queueBoardRow } from '../testing/rows.ts'

describe('the queue board', () => {
  const asked: Scope[] = []
  const published: (readonly number[])[] = []
  const ask = asker(
    fakePorts(createMemoryEventStore(), {
      reports: {
        ...emptyReports,
        queueBoard({ scope, thresholdSeconds }) {
          asked.push(scope)
          published.push(thresholdSeconds)
          return Promise.resolve([
            queueBoardRow,
            { ...queueBoardRow, queue: 'support', oldestEntryAt: null, estimatedWait: null },
          ])
        },
        queueStaffing: () =>
          Promise.resolve([
            {
              site: 'paris',
              queue: 'sales',
              logged: 9,
              available: 2,
              talking: 1,
              ringing: 1,
              paused: 1,
              wrapUp: 1,
              otherCall: 1,
              unreachable: 2,
            },
          ]),
        queueThresholds: () =>
          Promise.resolve([
            {
              site: 'paris',
              queue: 'sales',
              effectiveFrom: 0,
              thresholds: { serviceLevelSeconds: 20, shortAbandonSeconds: 5, t1Seconds: 15, t2Seconds: 30 },
              setBy: null,
              setAt: 0,
            },
          ]),
      },
    }),
  )

  test('shows waits, agents, counters, thresholds and limits of each queue', async () => {
    const fields = `site queue queueDisplayName demo waiting waitingTooLong oldestEntryAt longestWaitSeconds estimatedWaitSeconds talking
      loggedAgents availableAgents talkingAgents ringingAgents pausedAgents wrapUpAgents
      otherCallAgents unreachableAgents
      today { entered answered abandoned shortAbandoned timedOut otherExits unserved closed refused answeredInTime abandonedInTime
        serviceLevel { ratio numerator denominator formula thresholdSeconds }
        thresholds { thresholdSeconds answeredBefore abandonedAfter answeredBeforeRate abandonedAfterRate } }
      lastHour { serviceLevel { ratio } thresholds { thresholdSeconds answeredBeforeRate } }
      thresholds { serviceLevelSeconds shortAbandonSeconds t1Seconds t2Seconds }
      colourLimits { waiting { warn alarm } longestWaitSeconds { warn alarm } }`
    const { data, errors } = await ask(`{ queueBoard { queues { ${fields} } } }`)
    expect(errors).toBeUndefined()
    const [sales] = (data as { queueBoard: { queues: unknown[] } }).queueBoard.queues
    expect(sales).toEqual({
      site: 'paris',
      queue: 'sales',
      queueDisplayName: null,
      demo: false,
      waiting: 2,
      waitingTooLong: 1,
      oldestEntryAt: '2026-11-21T11:59:18.000000Z',
      longestWaitSeconds: 42,
      estimatedWaitSeconds: 21.5,
      talking: 1,
      loggedAgents: 9,
      availableAgents: 2,
      talkingAgents: 1,
      ringingAgents: 1,
      pausedAgents: 1,
      wrapUpAgents: 1,
      otherCallAgents: 1,
      unreachableAgents: 2,
      today: {
        entered: 4,
        answered: 2,
        abandoned: 1,
        shortAbandoned: 0,
        timedOut: 1,
        otherExits: 0,
        unserved: 1,
        closed: 3,
        refused: 5,
        answeredInTime: 1,
        abandonedInTime: 1,
        // answered 2 + abandoned 1 + unserved 1 + waiting too long 1
        serviceLevel: { ratio: 0.2, numerator: 1, denominator: 5, formula: 'SL6', thresholdSeconds: 20 },
        thresholds: [
          {
            thresholdSeconds: 15,
            answeredBefore: 1,
            abandonedAfter: 1,
            answeredBeforeRate: 0.25,
            abandonedAfterRate: 0.25,
          },
          {
            thresholdSeconds: 30,
            answeredBefore: 2,
            abandonedAfter: 0,
            answeredBeforeRate: 0.5,
            abandonedAfterRate: 0,
          },
        ],
      },
      lastHour: { serviceLevel: { ratio: 0 }, thresholds: [{ thresholdSeconds: 15, answeredBeforeRate: null }] },
      thresholds: { serviceLevelSeconds: 20, shortAbandonSeconds: 5, t1Seconds: 15, t2Seconds: 30 },
      colourLimits: { waiting: { warn: 1, alarm: 3 }, longestWaitSeconds: { warn: 30, alarm: 55 } },
    })
  })

  test('of a queue without agents and callers has zeros and nulls', async () => {
    const { data } = await ask(
      '{ queueBoard { queues { queue loggedAgents oldestEntryAt longestWaitSeconds estimatedWaitSeconds thresholds { serviceLevelSeconds } } } }',
    )
    expect((data as { queueBoard: { queues: unknown[] } }).queueBoard.queues[1]).toEqual({
      queue: 'support',
      loggedAgents: 0,
      oldestEntryAt: null,
      longestWaitSeconds: null,
      estimatedWaitSeconds: null,
      thresholds: { serviceLevelSeconds: 15 },
    })
  })

  test('publishes the thresholds that are asked for, in order, and no nonsense', async () => {
    published.length = 0
    await ask('{ queueBoard(thresholdSeconds: [30, 10, 30]) { now } }')
    expect(published).toEqual([[10, 30]])
    const most = [...Array.from({ length: 9 }, (_, i) => i + 1), 86_400]
    await ask('query ($t: [Int!]) { queueBoard(thresholdSeconds: $t) { now } }', { t: most })
    expect(published.at(-1)).toEqual(most)
    const tooMany = Array.from({ length: 11 }, (_, i) => i + 1)
    for (const wrong of [[0], [86_401], tooMany]) {
      const { errors } = await ask('query ($t: [Int!]) { queueBoard(thresholdSeconds: $t) { now } }', { t: wrong })
      expect(errors?.[0]?.message).toBe(
        'thresholdSeconds: give at most 10 thresholds of 1 to 86400 whole seconds, e.g. [10, 30]',
      )
    }
  })

  test('is cut to the queues asked for and allowed', async () => {
    asked.length = 0
    await ask('{ queueBoard(queues: ["sales"]) { now } }', {}, holder('supervisor', { queues: ['paris/sales'] }))
    await ask('{ queueBoard { now } }')
    expect(asked).toEqual([only('paris/sales'), 'all'])
  })
})
