import { describe, expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { callTag, factStream, quarantinedRowReleased, rowQuarantined } from '../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, type Ask } from '../testing/ask.ts'
import { emptyReports, fakePorts, noon, paris } from '../testing/fakes.ts'

const pbx1 = {
  site: 'paris',
  node: 'pbx1',
  nodeId: 'n',
  displayName: 'PBX 1',
  clockZone: 'UTC',
  registeredAt: 0,
  sources: [],
}

async function logWith(
  ...appends: readonly (readonly [stream: string, ...events: Partial<NewEvent>[]])[]
): Promise<Ask> {
  const store = createMemoryEventStore({ now: () => noon })
  for (const [stream, ...events] of appends)
    await store.append([
      {
        stream,
        expected: 'any',
        events: events.map(event => ({ type: 'Happened', data: {}, occurredAt: noon, ...event })),
      },
    ])
  const reports = { ...emptyReports, sites: () => Promise.resolve([{ ...paris, nodes: [pbx1] }]) }
  return asker(fakePorts(store, { reports }))
}

interface Events {
  readonly events: {
    readonly edges: readonly { readonly node: { readonly position: string } }[]
    readonly pageInfo: {
      readonly hasNextPage: boolean
      readonly hasPreviousPage: boolean
      readonly startCursor: string
      readonly endCursor: string
    }
  }
}

async function page(ask: Ask, args: string) {
  const { data, errors } = await ask(
    `{ events${args} { edges { node { position } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
  )
  expect(errors).toBeUndefined()
  const { edges, pageInfo } = (data as unknown as Events).events
  return { positions: edges.map(({ node }) => node.position).join(' '), ...pageInfo }
}

describe('the log', () => {
  test('is cut to what somebody decided, whatever lies between', async () => {
    const ask = await logWith(
      ['facts/paris/pbx1/queue_log', { type: 'QueueLogRowRecorded' }, { type: 'QueueLogRowRecorded' }],
      ['site/paris', { type: 'SiteRegistered', actor: 'ann' }],
      ['configuration/paris', { type: 'ChangeSetApplied', actor: 'ann' }, { type: 'QueueDefined', actor: 'ann' }],
      ['token/1', { type: 'TokenIssued', actor: 'bob' }],
    )
    expect(await page(ask, '(last: 9, filter: { decisions: true })')).toMatchObject({ positions: '3 4 6' })
    expect(await page(ask, '(first: 9, filter: { decisions: true, actors: ["bob"] })')).toMatchObject({
      positions: '6',
    })
    expect(await page(ask, '(filter: { decisions: true, types: ["TokenIssued", "QueueDefined"] })')).toMatchObject({
      positions: '6',
    })
    expect(await page(ask, '(filter: { decisions: true, streams: ["configuration/paris"] })')).toMatchObject({
      positions: '4',
    })
  })

  test('is read forwards and backwards, page by page, always in its own order', async () => {
    const ask = await logWith(['s', {}, {}, {}, {}, {}])
    expect(await page(ask, '(first: 2)')).toMatchObject({
      positions: '1 2',
      hasNextPage: true,
      hasPreviousPage: false,
      endCursor: '2',
    })
    expect(await page(ask, '(first: 3, after: "2")')).toMatchObject({
      positions: '3 4 5',
      hasNextPage: false,
      hasPreviousPage: true,
    })
    expect(await page(ask, '(last: 2)')).toMatchObject({
      positions: '4 5',
      hasPreviousPage: true,
      hasNextPage: false,
      startCursor: '4',
    })
    expect(await page(ask, '(last: 9, before: "4")')).toMatchObject({
      positions: '1 2 3',
      hasPreviousPage: false,
      hasNextPage: true,
    })
  })

  test.each([
    ['(first: 1, last: 1)', 'last: ask either for first rows (first, after) or for last rows (last, before)'],
    ['(after: "x")', '"x" is no log position; write the decimal string that an answer gave you, e.g. "1234"'],
    ['(last: 2000)', 'last: 2000 rows cannot be had at once; ask for 1 to 1000 and go on from there'],
  ])('is not read by %s', async (args, message) => {
    const ask = await logWith()
    expect((await ask(`{ events${args} { position } }`)).errors).toMatchObject([
      { message, extensions: { code: 'BAD_USER_INPUT' } },
    ])
  })

  test('is filtered by type, stream, site, node, actor and time', async () => {
    const ask = await logWith(
      ['queue-thresholds/paris/sales', { type: 'QueueThresholdsSet', site: 'paris', actor: 'Ana' }],
      [
        factStream('paris', 'pbx1', 'queue_log'),
        { type: 'QueueLogRowRecorded', site: 'paris', node: 'pbx1', occurredAt: noon - 1 },
      ],
      ['site/lyon', { type: 'SiteRegistered', site: 'lyon', actor: 'Bob' }],
    )
    const filtered = async (filter: string) => (await page(ask, `(filter: { ${filter} })`)).positions
    expect(await filtered('types: ["SiteRegistered", "QueueThresholdsSet"]')).toBe('1 3')
    expect(await filtered('streams: ["site/lyon"]')).toBe('3')
    expect(await filtered('streams: ["site/lyon", "facts/paris/pbx1/queue_log"]')).toBe('2 3')
    expect(await filtered('streams: ["site/lyon", "nowhere"], types: ["QueueThresholdsSet"]')).toBe('')
    expect(await filtered('sites: ["paris"]')).toBe('1 2')
    expect(await filtered('nodes: ["pbx1"]')).toBe('2')
    expect(await filtered('actors: ["Ana", "Bob"], sites: ["lyon"]')).toBe('3')
    expect(await filtered('occurred: { from: "2026-11-21T11:00:00Z", to: "2026-11-21T12:00:00Z" }')).toBe('2')
  })

  test('gives the facts of one call, of queue_log and CEL', async () => {
    const tags = [callTag('paris', 'pbx1', '1.1')]
    const ask = await logWith(
      [factStream('paris', 'pbx1', 'queue_log'), { tags }, { tags: [callTag('paris', 'pbx1', '1.2')] }],
      [factStream('paris', 'pbx1', 'cel'), { tags, type: 'CelRowRecorded' }],
    )
    expect(await page(ask, '(filter: { callId: "1.1" })')).toMatchObject({ positions: '1 3' })
    expect(await page(ask, '(filter: { callId: "1.1" }, last: 1)')).toMatchObject({
      positions: '3',
      hasPreviousPage: true,
    })
    expect(await page(ask, '(filter: { callId: "1.1", types: ["CelRowRecorded"] })')).toMatchObject({ positions: '3' })
  })

  test('shows an event with its envelope and its raw row, and finds it again by its id', async () => {
    const ask = await logWith([
      'facts/paris/pbx1/queue_log',
      { site: 'paris', node: 'pbx1', data: { raw: '1|2|3', callid: 'NONE' }, correlationId: 'c' },
    ])
    const fields =
      'id position type schemaVersion stream revision occurredAt recordedAt site node actor correlationId causationId data raw'
    const { data } = await ask(`{ events { position edges { cursor node { ${fields} } } } }`)
    const { edges } = (data as { events: { edges: { cursor: string; node: Record<string, unknown> }[] } }).events
    expect(edges).toEqual([
      {
        cursor: '1',
        node: {
          id: btoa('Event:1'),
          position: '1',
          type: 'Happened',
          schemaVersion: 1,
          stream: 'facts/paris/pbx1/queue_log',
          revision: 0,
          occurredAt: '2026-11-21T12:00:00.000000Z',
          recordedAt: '2026-11-21T12:00:00.000000Z',
          site: 'paris',
          node: 'pbx1',
          actor: null,
          correlationId: 'c',
          causationId: null,
          data: { raw: '1|2|3', callid: 'NONE' },
          raw: '1|2|3',
        },
      },
    ])
    expect((await ask(`{ node(id: "${btoa('Event:1')}") { ... on Event { type } } }`)).data).toEqual({
      node: { type: 'Happened' },
    })
    expect((await ask(`{ node(id: "${btoa('Event:2')}") { id } }`)).data).toEqual({ node: null })
  })
})

describe('the quarantine', () => {
  const row = (line: number): Partial<NewEvent> => ({
    type: rowQuarantined,
    site: 'paris',
    node: 'pbx1',
    data: { kind: 'queue_log', raw: `line ${line}`, reason: 'too few fields', input: 'queue_log', line },
  })
  const stream = factStream('paris', 'pbx1', 'quarantine')

  test('lists what is still not understood, newest first', async () => {
    const ask = await logWith(
      [stream, row(1), row(2), row(3), row(4)],
      [stream, { type: quarantinedRowReleased, data: { position: 3 } }],
    )
    const list = async (args: string) => {
      const { data } = await ask(
        `{ quarantine${args} { edges { cursor node { position kind input line reason raw site node } } pageInfo { hasNextPage } } }`,
      )
      return (
        data as {
          quarantine: { edges: { cursor: string; node: Record<string, unknown> }[]; pageInfo: { hasNextPage: boolean } }
        }
      ).quarantine
    }
    const all = await list('')
    expect(all.edges.map(({ node }) => node['line'])).toEqual([4, 2, 1])
    expect(all.edges[0]?.node).toEqual({
      position: '4',
      kind: 'QUEUE_LOG',
      input: 'queue_log',
      line: 4,
      reason: 'too few fields',
      raw: 'line 4',
      site: 'paris',
      node: 'pbx1',
    })
    const first = await list('(first: 1)')
    expect(first.pageInfo.hasNextPage).toBe(true)
    const rest = await list(`(after: "${first.edges[0]?.cursor ?? ''}")`)
    expect(rest.edges.map(({ node }) => node['line'])).toEqual([2, 1])
    expect((await list('(site: "lyon")')).edges).toEqual([])
  })
})
