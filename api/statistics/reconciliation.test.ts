import { expect, test } from 'vitest'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { askOf } from '../testing/ask.ts'
import { emptyReports } from '../testing/fakes.ts'

const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }'
const start = microsOfIso('2026-11-20T00:00:00Z') ?? NaN
const end = microsOfIso('2026-11-21T00:00:00Z') ?? NaN

test('reconciliation shows both sides and their difference', async () => {
  const ask = askOf({
    reconciliation: () =>
      Promise.resolve([
        {
          site: 'paris',
          queue: 'sales',
          start,
          end,
          offered: 5,
          outcomes: { ANSWERED: 3, ABANDONED: 1, TIMEOUT: 0, OPEN: 1 },
          open: 1,
          difference: 0,
        },
      ]),
  })
  expect(
    (await ask(`{ reconciliation(${period}) { queue offered outcomes { outcome count } open difference } }`)).data,
  ).toEqual({
    reconciliation: [
      {
        queue: 'sales',
        offered: 5,
        outcomes: [
          { outcome: 'ANSWERED', count: 3 },
          { outcome: 'ABANDONED', count: 1 },
        ],
        open: 1,
        difference: 0,
      },
    ],
  })
})

test('everything that counts calls counts without the excluded ones, and with them when it is asked to', async () => {
  const asked: (string | undefined)[] = []
  const counted = (request: { readonly excluded?: string }) => {
    asked.push(request.excluded)
    return Promise.resolve({ rows: [], hasNextPage: false })
  }
  const listed = (request: { readonly excluded?: string }) => {
    asked.push(request.excluded)
    return Promise.resolve([])
  }
  const ask = askOf({
    queueStatistics: counted,
    agentStatistics: counted,
    agentQueueStatistics: counted,
    reconciliation: listed,
    calls: { ...emptyReports.calls, counts: listed },
  })
  const questions = [
    'queueStatistics',
    'agentStatistics',
    'agentQueueStatistics',
    'reconciliation',
    'callReconciliation',
  ]
  for (const name of questions)
    for (const more of ['', ', excluded: WITH']) {
      asked.length = 0
      const { errors } = await ask(`{ ${name}(${period}${more}) { __typename } }`)
      expect(errors).toBeUndefined()
      expect([name, ...new Set(asked)]).toEqual([name, more === '' ? 'WITHOUT' : 'WITH'])
    }
})
