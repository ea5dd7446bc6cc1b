import { expect, test } from 'vitest'
import { secondsOf } from '../../domain/kernel/time.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker } from '../testing/ask.ts'
import { emptyReports, fakePorts, noon, paris } from '../testing/fakes.ts'
import { agentBoardRow } from '../testing/rows.ts'

const end = noon - 3 * 86_400e6

/** Files that were imported three days ago, whose log ends in the middle of a pause. */
const reports = {
  ...emptyReports,
  sites: () => Promise.resolve([paris]),
  sourceProgress: () =>
    Promise.resolve([
      {
        site: 'paris',
        node: 'pbx1',
        kind: 'queue_log' as const,
        rows: 9,
        quarantined: 0,
        unknownEvents: 0,
        lastEventAt: end,
        lastRecordedAt: noon - 60e6,
      },
    ]),
  agentBoard: (_: unknown, now: number, nowIn: (site: string) => number) => {
    asked.push([now, nowIn('paris'), nowIn('elsewhere')])
    return Promise.resolve([{ ...agentBoardRow, since: end - 120e6 }])
  },
  queueStaffing: (_: unknown, nowIn: (site: string) => number) => {
    asked.push([nowIn('paris')])
    return Promise.resolve([])
  },
}
const asked: number[][] = []
const ask = asker(fakePorts(createMemoryEventStore(), { reports: reports }))

test('an agent of a recording is told as of its end: not as somebody who is there now', async () => {
  const { data, errors } = await ask('{ agentBoard { agents { state stateSeconds standstill { reason since } } } }')
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    agentBoard: {
      agents: [
        {
          state: 'PAUSED',
          stateSeconds: 120,
          standstill: { reason: 'RECORDING', since: '2026-11-18T12:00:00.000000Z' },
        },
      ],
    },
  })
  expect(asked.splice(0).map(instants => instants.map(at => secondsOf(at - noon)))).toEqual([[0, -3 * 86_400, 0]])
})

test('so are those whom its queues count', async () => {
  await ask('{ queueBoard { queues { loggedAgents } } }')
  expect(asked.splice(0).map(([at = 0]) => secondsOf(at - noon))).toEqual([-3 * 86_400])
})
