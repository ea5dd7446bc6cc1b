import { beforeAll, expect, test } from 'vitest'
import { instant, noon, visitAt, written } from '../../infra/panel-index/contract/helpers.ts'
import { createMemoryPanelIndex } from '../../infra/panel-index/memory.ts'
import { asker, holder, type Ask } from '../testing/ask.ts'
import { emptyLog, emptyReports, fakePorts } from '../testing/fakes.ts'

const index = createMemoryPanelIndex()
let ask: Ask
beforeAll(async () => {
  await index.write(
    written(
      visitAt('v1', {
        version: 9,
        queueNames: ['paris/Sales Europe'],
        agents: ['paris/Agent/8001'],
        groups: ['paris/days'],
        waitSeconds: 3.25,
        attributes: { queuedisplayname: 'Sales Europe', agentname: 'Ann Roux' },
        at: instant('2026-11-25T07:30:00Z'),
      }),
      visitAt('v2', { at: noon }),
      visitAt('v3', { at: noon }),
      visitAt('support', { queues: ['paris/support'], at: noon + 1 }),
      visitAt('r', { kind: 'ROW', outcome: null, event: 'CONNECT', attributes: { data1: '0612345678' } }),
      visitAt('c', { kind: 'CALL', direction: 'INBOUND', queues: ['paris/sales', 'paris/support'] }),
    ),
  )
  await index.moveTo({ position: 17, meaning: 'test' })
  const days = { site: 'paris', name: 'days', displayName: 'By day', agents: ['Agent/8001'] }
  const reports = { ...emptyReports, agentGroups: () => Promise.resolve([days]) }
  ask = asker(fakePorts(emptyLog, { panels: index, reports }))
})

const day = { from: '2026-11-25T00:00:00+01:00', to: '2026-11-26T00:00:00+01:00' }

const asked = `query ($documents: PanelDocuments = VISIT, $filter: PanelFilter!, $first: Int, $after: String) {
  panelDocuments(documents: $documents, filter: $filter, first: $first, after: $after) {
    position
    pageInfo { hasNextPage endCursor }
    edges { node {
      documents documentId version at site queues queueDisplayNames agents groups event outcome direction waitSeconds talkSeconds excluded attributes
    } }
  }
}`

interface Page {
  readonly position: string
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[]
}

async function page(variables: object, identity = holder('administrator')): Promise<Page> {
  const answer = await ask(asked, { filter: { period: day }, ...variables }, identity)
  expect(answer.errors).toBeUndefined()
  return answer.data?.['panelDocuments'] as Page
}

const ids = ({ edges }: Page) => edges.map(({ node }) => node['documentId'])

test('a document is shown with its names, figures and attributes, and the answer says how new it is', async () => {
  const answer = await page({ filter: { period: day, agents: ['Agent/8001'] } })
  expect(answer.position).toBe('17')
  expect(answer.edges.map(({ node }) => node)).toEqual([
    {
      documents: 'VISIT',
      documentId: 'v1',
      version: '9',
      at: '2026-11-25T07:30:00.000000Z',
      site: 'paris',
      queues: ['paris/sales'],
      queueDisplayNames: ['paris/Sales Europe'],
      agents: ['paris/Agent/8001'],
      groups: ['paris/days'],
      event: null,
      outcome: 'ANSWERED',
      direction: null,
      waitSeconds: 3.25,
      talkSeconds: null,
      excluded: false,
      attributes: { queuedisplayname: 'Sales Europe', agentname: 'Ann Roux' },
    },
  ])
})

test('pages go on where the one before ended, the newest first', async () => {
  const first = await page({ first: 2 })
  expect(ids(first)).toEqual(['support', 'v3'])
  expect(first.pageInfo.hasNextPage).toBe(true)
  const second = await page({ first: 2, after: first.pageInfo.endCursor })
  expect(ids(second)).toEqual(['v2', 'v1'])
  expect(second.pageInfo.hasNextPage).toBe(false)
})

test('queues are found by what they were called then, groups by their short name', async () => {
  const found = async (filter: object) => ids(await page({ filter: { period: day, ...filter } }))
  expect(await found({ queueDisplayNames: ['Sales Europe'] })).toEqual(['v1'])
  expect(await found({ queueDisplayNames: ['paris/Sales Europe'] })).toEqual(['v1'])
  expect(await found({ queueDisplayNames: ['lyon/Sales Europe', 'Nothing'] })).toEqual([])
  expect(await found({ groups: ['days'] })).toEqual(['v1'])
  const { errors } = await ask(asked, { filter: { period: day, groups: ['nights'] } })
  expect(errors?.[0]?.message).toContain('there is no group of agents "nights" that you may see')
})

test('what belongs to an excluded call is shown where it is asked for', async () => {
  const found = async (excluded?: string) =>
    ids(await page({ documents: 'CALL', filter: { period: day, ...(excluded && { excluded }) } }))
  await index.write(written(visitAt('x', { kind: 'CALL', excluded: true })))
  expect(await found()).toEqual(['c'])
  expect(await found('WITH')).toEqual(['x', 'c'])
  expect(await found('ONLY')).toEqual(['x'])
})

test('a token is shown what its panels count, and no more', async () => {
  const supervisor = holder('supervisor', { queues: ['paris/support'] })
  expect(ids(await page({}, supervisor))).toEqual(['support'])
  expect(ids(await page({ documents: 'CALL' }, supervisor))).toEqual(['c'])
  expect(ids(await page({ documents: 'CALL' }, holder('supervisor', { queues: ['lyon/sales'] })))).toEqual([])
})

test('rows of queue_log are shown to who may read raw events', async () => {
  expect(ids(await page({ documents: 'ROW' }))).toEqual(['r'])
  expect(ids(await page({ documents: 'ROW' }, holder('auditor', { queues: 'all', agents: 'all' })))).toEqual(['r'])
  for (const role of ['supervisor', 'analyst'] as const) {
    const { errors } = await ask(asked, { documents: 'ROW', filter: { period: day } }, holder(role))
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } })
  }
})

test.each([
  [{ first: 1001 }, 'ask for 1 to 1000'],
  [{ after: 'nonsense' }, 'no cursor of this list'],
  [{ filter: { period: { from: day.to, to: day.from } } }, 'from must be earlier than to'],
])('wrong input is told: %j', async (variables, message) => {
  const { errors } = await ask(asked, { filter: { period: day }, ...variables })
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  expect(errors?.[0]?.message).toContain(message)
})
