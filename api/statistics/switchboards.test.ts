import { expect, test } from 'vitest'
import type { SwitchboardRequest } from '../../projections/queue-visits/queries/switchboards.ts'
import type { QueueStatisticsRequest, ReconciliationRequest } from '../../projections/queue-visits/types.ts'
import { askOf } from '../testing/ask.ts'
import { queueBoardRow } from '../testing/rows.ts'

const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }'
const queues = ['reception', 'reception_hold', 'sales'].map(name => ({ site: 'paris', name }))

test('switchboards are the queues that have hold queues, with the mean wait of the calls that entered', async () => {
  const asked: SwitchboardRequest[] = []
  const shown = { offered: 7, answered: 4, transferred: 2, abandoned: 2, diverted: 2 }
  const figures = { ...shown, entered: 4, wait: 10_000_000 }
  const ask = askOf({
    knownQueues: () => Promise.resolve(queues),
    switchboardFigures(request) {
      asked.push(request)
      return Promise.resolve(request.switchboards.map(() => figures))
    },
  })
  const { data } = await ask(
    `{ switchboardStatistics(${period}) { site queue holdQueues offered answered transferred abandoned diverted averageWaitSeconds } }`,
  )
  expect(data).toEqual({
    switchboardStatistics: [
      { site: 'paris', queue: 'reception', holdQueues: ['reception_hold'], ...shown, averageWaitSeconds: 2.5 },
    ],
  })
  await ask(`{ switchboardStatistics(${period}, queues: ["sales"]) { queue } }`)
  expect(asked.map(({ switchboards }) => switchboards.map(({ name }) => name))).toEqual([['reception'], ['sales']])
})

test('figures of all queues are without hold queues, those of a hold queue are there when it is named', async () => {
  const asked: QueueStatisticsRequest[] = []
  const ask = askOf({
    knownQueues: () => Promise.resolve(queues),
    queueStatistics(request) {
      asked.push(request)
      return Promise.resolve({ rows: [], hasNextPage: false })
    },
  })
  await ask(`{ queueStatistics(${period}) { position } }`)
  await ask(`{ queueStatistics(${period}, queues: ["reception_hold"]) { position } }`)
  expect(asked.map(({ scope }) => scope)).toEqual([[queues[0], queues[2]], [queues[1]]])
})

test('so is their reconciliation: its rows are those of the figures that it speaks for', async () => {
  const asked: ReconciliationRequest[] = []
  const ask = askOf({
    knownQueues: () => Promise.resolve(queues),
    reconciliation(request) {
      asked.push(request)
      return Promise.resolve([])
    },
  })
  await ask(`{ reconciliation(${period}) { queue } }`)
  await ask(`{ reconciliation(${period}, queues: ["reception_hold"]) { queue } }`)
  expect(asked.map(({ scope }) => scope)).toEqual([[queues[0], queues[2]], [queues[1]]])
})

test('the board has hold queues too, since callers wait there, and says whose they are', async () => {
  const ask = askOf({
    knownQueues: () => Promise.resolve(queues),
    queueBoard: () => Promise.resolve(queues.map(({ site, name }) => ({ ...queueBoardRow, site, queue: name }))),
  })
  expect((await ask('{ queueBoard { queues { queue holdQueueOf } } }')).data).toEqual({
    queueBoard: {
      queues: [
        { queue: 'reception', holdQueueOf: null },
        { queue: 'reception_hold', holdQueueOf: 'reception' },
        { queue: 'sales', holdQueueOf: null },
      ],
    },
  })
})
