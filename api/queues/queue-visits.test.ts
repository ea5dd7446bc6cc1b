import { describe, expect, test } from 'vitest'
import { microsOfIso } from '../../domain/kernel/time.ts'
import type { QueueVisitFilter } from '../../projections/queue-visits/types.ts'
import { askOf, holder } from '../testing/ask.ts'
import { visitRow } from '../testing/rows.ts'

const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }'
const start = microsOfIso('2026-11-20T00:00:00Z') ?? NaN
const end = microsOfIso('2026-11-21T00:00:00Z') ?? NaN

describe('queue visits', () => {
  const asked: QueueVisitFilter[] = []
  const ask = askOf({
    queueVisits(filter) {
      asked.push(filter)
      return Promise.resolve({ rows: [{ ...visitRow, cursor: 'v' }], hasNextPage: false })
    },
    queueVisit: key => Promise.resolve(key.callId === visitRow.callId && key.visitNumber === 1 ? visitRow : undefined),
  })

  test('show lengths in seconds and what is not known as null', async () => {
    const fields =
      'site callId linkedId queue visitNumber outcome enteredAt answeredAt endedAt waitSeconds ringSeconds talkSeconds holdSeconds agent callerNumber calledNumber entryPosition hungUpBy transfer { kind to context method }'
    expect((await ask(`{ queueVisits { edges { node { ${fields} } } } }`)).data).toEqual({
      queueVisits: {
        edges: [
          {
            node: {
              site: 'paris',
              callId: '1795233102.41',
              linkedId: null,
              queue: 'sales',
              visitNumber: 1,
              outcome: 'ANSWERED',
              enteredAt: '2026-11-20T09:00:00.000000Z',
              answeredAt: '2026-11-20T09:00:04.000000Z',
              endedAt: '2026-11-20T09:01:04.000000Z',
              waitSeconds: 4,
              ringSeconds: 3,
              talkSeconds: 60,
              holdSeconds: null,
              agent: 'Agent/8001',
              callerNumber: '0612345678',
              calledNumber: null,
              entryPosition: 1,
              hungUpBy: null,
              transfer: { kind: 'BLIND', to: '3002', context: 'default', method: null },
            },
          },
        ],
      },
    })
  })

  test('are filtered by everything that the filter names', async () => {
    asked.length = 0
    const filter = `{ ${period}, queues: ["paris/sales"], outcomes: [ABANDONED, TIMEOUT], agents: ["Agent/8001"], callId: "1.1", callerNumber: "06", calledNumber: "3", waitAtLeastSeconds: 1.5 }`
    expect((await ask(`{ queueVisits(filter: ${filter}) { position } }`)).errors).toBeUndefined()
    expect(asked).toEqual([
      {
        scope: [{ site: 'paris', name: 'sales' }],
        period: { from: start, to: end },
        outcomes: ['ABANDONED', 'TIMEOUT'],
        agents: ['Agent/8001'],
        callId: '1.1',
        callerNumberPrefix: '06',
        calledNumberPrefix: '3',
        waitAtLeast: 1_500_000,
        excluded: 'WITHOUT',
      },
    ])
    await ask('{ queueVisits(filter: { excluded: ONLY }) { position } }')
    await ask('{ queueVisits(filter: { excluded: WITH }) { position } }')
    expect(asked.slice(1).map(({ excluded }) => excluded)).toEqual(['ONLY', undefined])
  })

  test('are found by a part of the name of their queue, among those that the asker sees (contact-center 16)', async () => {
    asked.length = 0
    await ask('{ queueVisits(filter: { queueName: "UPP" }) { position } }')
    await ask('{ queueVisits(filter: { queueName: "no such" }) { position } }')
    expect(asked.map(({ scope }) => scope)).toEqual([[{ site: 'paris', name: 'support' }], []])
  })

  test('are found again by their global id, by those who may see their queue', async () => {
    const { data } = await ask('{ queueVisits { edges { node { id } } } }')
    const { id } = (data as { queueVisits: { edges: { node: { id: string } }[] } }).queueVisits.edges[0]!.node
    const node = (scope: string) =>
      ask(
        'query ($id: ID!) { node(id: $id) { id ... on QueueVisit { callId } } nodes(ids: [$id, $id]) { __typename } }',
        { id },
        holder('supervisor', { queues: [scope] }),
      )
    expect((await node('paris/*')).data).toEqual({
      node: { id, callId: '1795233102.41' },
      nodes: [{ __typename: 'QueueVisit' }, { __typename: 'QueueVisit' }],
    })
    expect((await node('lyon/*')).data).toEqual({ node: null, nodes: [null, null] })
  })

  test.each(['nonsense', btoa('Queue:1'), btoa('QueueVisit:{}'), btoa('QueueVisit:nonsense'), btoa('Event:x')])(
    'have no id such as %s',
    async id => {
      const { errors } = await ask('query ($id: ID!) { node(id: $id) { id } }', { id })
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    },
  )
})
