import { beforeAll, expect, test } from 'vitest'
import { createMemoryPanelIndex } from '../../infra/panel-index/memory.ts'
import { instant, visitAt, written } from '../../infra/panel-index/contract/helpers.ts'
import { asker, holder, type Ask } from '../testing/ask.ts'
import { emptyLog, fakePorts } from '../testing/fakes.ts'

const index = createMemoryPanelIndex()
let ask: Ask
beforeAll(async () => {
  await index.write(
    written(
      ...[3, 8, 40].map((waitSeconds, i) =>
        visitAt(`sales ${i}`, {
          waitSeconds,
          talkSeconds: 60,
          agents: ['paris/Agent/8001'],
          at: instant('2026-11-25T07:30:00Z'),
        }),
      ),
      visitAt('support', {
        queues: ['paris/support'],
        outcome: 'ABANDONED',
        waitSeconds: 7,
        at: instant('2026-11-25T08:15:00Z'),
      }),
      visitAt('c', { kind: 'CALL', queues: ['paris/sales', 'paris/support'], direction: 'INBOUND' }),
      visitAt('pause', { kind: 'ROW', queues: [], agents: ['paris/Agent/8001'], outcome: null, event: 'PAUSEALL' }),
    ),
  )
  await index.moveTo({ position: 17, meaning: 'test' })
  ask = asker(fakePorts(emptyLog, { panels: index }))
})

const day = { from: '2026-11-25T00:00:00+01:00', to: '2026-11-26T00:00:00+01:00' }

const panel = `query ($documents: PanelDocuments = VISIT, $filter: PanelFilter!, $buckets: PanelBuckets, $metrics: [PanelMetric!], $most: Int) {
  panel(documents: $documents, filter: $filter, buckets: $buckets, metrics: $metrics, most: $most) {
    groups { start count terms { term value } metrics { statistic of percentile value } } isCut position
  }
}`

interface Panel {
  readonly groups: readonly {
    readonly start: string
    readonly count: number
    readonly terms: readonly { readonly term: string; readonly value: string | null }[]
    readonly metrics: readonly { readonly value: number | null }[]
  }[]
  readonly isCut: boolean
  readonly position: string
}

async function drawn(variables: object, identity = holder('administrator')): Promise<Panel> {
  const answer = await ask(panel, { filter: { period: day }, ...variables }, identity)
  expect(answer.errors).toBeUndefined()
  return answer.data?.['panel'] as Panel
}

const lines = ({ groups }: Panel) =>
  groups.map(({ terms, count, metrics }) => [...terms.map(({ value }) => value), count, ...metrics.map(m => m.value)])

test('a panel counts and measures by the names that it asks for, and says how new it is', async () => {
  const answer = await drawn({
    buckets: { terms: ['QUEUE', 'OUTCOME'] },
    metrics: [
      { statistic: 'PERCENTILE', of: 'WAIT', percentile: 50 },
      { statistic: 'AVERAGE', of: 'WAIT' },
      { statistic: 'SUM', of: 'TALK' },
      { statistic: 'COUNT', of: 'TALK' },
    ],
  })
  expect(lines(answer)).toEqual([
    ['paris/sales', 'ANSWERED', 3, 8, 17, 180, 3],
    ['paris/support', 'ABANDONED', 1, 7, 7, null, 0],
  ])
  expect(answer).toMatchObject({ isCut: false, position: '17' })
  expect(answer.groups[0]?.terms[0]).toEqual({ term: 'QUEUE', value: 'paris/sales' })
})

test('hours are cut by the clock of the zone', async () => {
  const { groups } = await drawn({ buckets: { interval: 'HOUR', timeZone: 'Asia/Kathmandu' } })
  expect(groups.map(({ start, count }) => [start, count])).toEqual([
    ['2026-11-25T07:15:00.000000Z', 3],
    ['2026-11-25T08:15:00.000000Z', 1],
  ])
})

test('a filter takes names with or without their site; a name that is none is a mistake', async () => {
  expect(lines(await drawn({ filter: { period: day, queues: ['support'] } }))).toEqual([[1]])
  expect(lines(await drawn({ filter: { period: day, agents: ['paris/Agent/8001'], outcomes: ['ANSWERED'] } }))).toEqual(
    [[3]],
  )
  expect(lines(await drawn({ documents: 'ROW', filter: { period: day, events: ['PAUSEALL'] } }))).toEqual([[1]])
  const { errors } = await ask(panel, { filter: { period: day, queues: ['nothing'] } })
  expect(errors?.[0]?.message).toContain('there is no queue "nothing"')
})

test('a token sees its queues and agents alone, and no name of another queue beside them', async () => {
  const supervisor = holder('supervisor', { queues: ['paris/support'] })
  expect(lines(await drawn({ buckets: { terms: ['QUEUE'] } }, supervisor))).toEqual([['paris/support', 1]])
  expect(lines(await drawn({ documents: 'CALL', buckets: { terms: ['QUEUE'] } }, supervisor))).toEqual([
    ['paris/support', 1],
  ])
  expect(lines(await drawn({ documents: 'ROW' }, supervisor))).toEqual([])
  const ofAgent = holder('supervisor', { agents: ['paris/Agent/8001'] })
  expect(lines(await drawn({ documents: 'ROW', buckets: { terms: ['EVENT'] } }, ofAgent))).toEqual([['PAUSEALL', 1]])
  expect(lines(await drawn({}, ofAgent))).toEqual([])
  const { errors } = await ask(panel, { filter: { period: day, queues: ['sales'] } }, supervisor)
  expect(errors?.[0]?.message).toContain('there is no queue "sales" that you may see')
})

test('when there are more groups than asked for it says so', async () => {
  expect(await drawn({ buckets: { terms: ['QUEUE'] }, most: 1 })).toMatchObject({
    isCut: true,
    groups: [{ count: 3 }],
  })
})

test('as many figures and groups as are allowed are had at once', async () => {
  const metrics = Array.from({ length: 20 }, () => ({ statistic: 'SUM', of: 'WAIT' }))
  const { groups } = await drawn({ metrics, most: 10_000 })
  expect(groups.map(group => group.metrics.length)).toEqual([20])
})

test.each([
  [{ metrics: [{ statistic: 'PERCENTILE', of: 'WAIT' }] }, 'PERCENTILE needs a percentile from 0 to 100'],
  [{ metrics: [{ statistic: 'PERCENTILE', of: 'WAIT', percentile: 101 }] }, 'PERCENTILE needs a percentile'],
  [{ metrics: [{ statistic: 'SUM', of: 'WAIT', percentile: 5 }] }, 'SUM takes no percentile'],
  [{ metrics: Array.from({ length: 21 }, () => ({ statistic: 'SUM', of: 'WAIT' })) }, 'ask for 20'],
  [{ buckets: { terms: ['QUEUE', 'QUEUE'] } }, 'QUEUE is there twice'],
  [{ most: 0 }, 'ask for 1 to 10000'],
  [{ most: 10_001 }, 'ask for 1 to 10000'],
  [{ filter: { period: { from: day.to, to: day.from } } }, 'from must be earlier than to'],
  [
    { filter: { period: { from: '2020-01-01T00:00:00Z', to: day.to } }, buckets: { interval: 'QUARTER_HOUR' } },
    'it may span',
  ],
])('wrong input is told: %j', async (variables, message) => {
  const { errors } = await ask(panel, { filter: { period: day }, ...variables })
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  expect(errors?.[0]?.message).toContain(message)
})
