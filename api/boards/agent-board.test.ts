import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker } from '../testing/ask.ts'
import { emptyReports, fakePorts } from '../testing/fakes.ts'
import { agentBoardRow } from '../testing/rows.ts'

test('the agent board shows state, reason, queues and the counters of today', async () => {
  const reports = {
    ...emptyReports,
    agentBoard: () => Promise.resolve([agentBoardRow]),
    names: {
      ...emptyReports.names,
      pauseReasons: (asked: readonly { name: string }[]) =>
        Promise.resolve(asked.map(({ name }) => (name === 'lunch' ? 'Lunch break' : undefined))),
    },
  }
  const ask = asker(fakePorts(createMemoryEventStore(), { reports }))
  const fields = `site agent agentName agentGroup demo state since stateSeconds reason reasonLabel queue callId line loggedInSince
    queues { queue penalty paused } today { answered missed talkingSeconds pauseSeconds readySeconds wrapUpSeconds }`
  expect((await ask(`{ agentBoard(agents: ["Agent/8001"]) { position agents { ${fields} } } }`)).data).toEqual({
    agentBoard: {
      position: '42',
      agents: [
        {
          site: 'paris',
          agent: 'Agent/8001',
          agentName: null,
          agentGroup: null,
          demo: false,
          state: 'PAUSED',
          since: '2026-11-21T11:58:00.000000Z',
          stateSeconds: 120,
          reason: 'lunch',
          reasonLabel: 'Lunch break',
          queue: null,
          callId: null,
          line: 'PJSIP/101',
          loggedInSince: '2026-11-21T08:00:00.000000Z',
          queues: [
            { queue: 'sales', penalty: 0, paused: true },
            { queue: 'support', penalty: null, paused: false },
          ],
          today: {
            answered: 7,
            missed: 1,
            talkingSeconds: 1234.5,
            pauseSeconds: 120,
            readySeconds: 10,
            wrapUpSeconds: 0,
          },
        },
      ],
    },
  })
  const { errors } = await ask('{ agentBoard(groups: ["Level 2"]) { now } }')
  expect(errors?.[0]?.message).toBe(
    'groups: there is no group of agents "Level 2" that you may see. You see no group of agents yet.',
  )
})
