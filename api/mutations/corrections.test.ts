import { describe, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { CallFilter, CallRow } from '../../projections/calls/types.ts'
import { callRow } from '../testing/call-row.ts'
import { asker, holder } from '../testing/ask.ts'
import { emptyReports, fakePorts, noon } from '../testing/fakes.ts'

const logged = async (store: EventStore) => {
  const events = []
  for await (const page of store.readAll()) events.push(...page.events)
  return events
}

const support: CallRow = { ...callRow, callId: '1795233102.50', queues: ['sales', 'support'] }
const direct: CallRow = { ...callRow, callId: '1795233102.60', queues: [], agents: [] }

/** The calls are there; what is said about them is not read back. */
const world = (calls: readonly CallRow[] = [callRow, support, direct]) => {
  const store = createMemoryEventStore()
  const filters: CallFilter[] = []
  const waited: unknown[] = []
  const ports = fakePorts(store, {
    reports: {
      ...emptyReports,
      calls: {
        ...emptyReports.calls,
        byKeys: asked => Promise.resolve(asked.map(({ key }) => calls.filter(({ callId }) => callId === key))),
        origins: calls =>
          Promise.resolve(calls.map(({ callId }) => ({ keys: [callId, '1795233102.42'], restarts: [] }))),
        history({ filter }) {
          filters.push(filter)
          return Promise.resolve({ rows: calls.map(row => ({ ...row, cursor: 'c' })), hasNextPage: false })
        },
      },
    },
  })
  const engine = {
    ...ports.engine,
    waitUntilProcessed(position: number, _: number, shownIn?: string) {
      waited.push([position, shownIn])
      return Promise.resolve(true)
    },
  }
  return { store, filters, waited, ask: asker({ ...ports, engine }) }
}

const idOf = ({ site, node, callId }: CallRow) => btoa(`Call:${JSON.stringify([site, node, callId])}`)

const mutate = (name: string, input: string, call: CallRow = callRow) =>
  `mutation { ${name}(input: { id: ${JSON.stringify(idOf(call))} ${input} }) { position rejections { field rule } call { callId } } }`

const ofSales = holder('supervisor', { queues: ['paris/sales'] })

describe('what is said about a call', () => {
  test('is answered, and so is a period, when the history of calls has it: the next question finds it', async () => {
    const { ask, waited } = world([callRow])
    await ask(mutate('annotateCall', ', note: "Angry"'))
    await ask(mutate('excludeCall', ', reason: TEST'))
    const period = 'period: { from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z" }'
    await ask(`mutation { excludePeriod(input: { site: "paris", ${period}, reason: TEST }) { calls } }`)
    expect(waited).toEqual([
      [1, 'CALLS'],
      [2, 'CALLS'],
      [2, 'CALLS'],
    ])
  })

  test('is an event with its actor in the stream of the call, found by its name', async () => {
    const { ask, store } = world()
    expect((await ask(mutate('annotateCall', ', note: "Angry", addTags: ["vip"]'))).data).toEqual({
      annotateCall: { position: '1', rejections: [], call: { callId: '1795233102.41' } },
    })
    const place = { site: 'paris', node: 'pbx1', callId: '1795233102.41' }
    expect(await logged(store)).toMatchObject([
      {
        type: 'CallAnnotated',
        stream: 'call/paris/pbx1/1795233102.41',
        actor: 'a administrator',
        site: 'paris',
        node: 'pbx1',
        occurredAt: noon,
        data: { type: 'CallAnnotated', ...place, note: 'Angry', addedTags: ['vip'], removedTags: [] },
      },
    ])
    const tagged = []
    for await (const page of store.readTagged(['call:paris/pbx1/1795233102.41'])) tagged.push(...page.events)
    expect(tagged).toHaveLength(1)
  })

  test('covers every name of the call when it excludes it, and is undone', async () => {
    const { ask, store } = world()
    await ask(mutate('excludeCall', ', reason: TEST, text: "line test"'))
    await ask(mutate('excludeCall', ', reason: TEST, text: "line test"'))
    await ask(mutate('includeCall', ''))
    const keys = ['1795233102.41', '1795233102.42']
    expect((await logged(store)).map(({ data }) => data)).toMatchObject([
      { type: 'CallExcluded', reason: 'TEST', text: 'line test', keys, range: null },
      { type: 'CallIncluded', keys },
    ])
  })

  test('counts it again for a service whose access list opens that alone', async () => {
    const { ask } = world()
    const service = holder('supervisor', { queues: ['paris/*'], agents: ['paris/*'], acl: ['calls.exclusions.delete'] })
    await ask(mutate('excludeCall', ', reason: TEST'))
    const { data, errors } = await ask(mutate('includeCall', ''), {}, service)
    expect(errors ?? data?.['includeCall']).toMatchObject({ rejections: [] })
  })

  test('under a former name of the call still holds: what is so is not said again', async () => {
    const { ask, store } = world()
    const place = { site: 'paris', node: 'pbx1', callId: '1795233102.42' }
    const keys = ['1795233102.41', '1795233102.42']
    const before = { type: 'CallExcluded', ...place, reason: 'TEST', text: null, keys, range: null }
    await store.append([
      {
        stream: 'call/paris/pbx1/1795233102.42',
        expected: 'no-stream',
        events: [{ type: 'CallExcluded', occurredAt: noon, data: before }],
      },
    ])
    await ask(mutate('excludeCall', ', reason: TEST'))
    expect(await logged(store)).toHaveLength(1)
  })

  test('is attached as data, all or nothing', async () => {
    const { ask, store } = world()
    const refused = await ask(
      mutate('attachCallData', ', data: [{ key: "case", value: "1" }, { key: "recording", value: "x" }]'),
    )
    expect(refused.data).toMatchObject({ attachCallData: { rejections: [{ field: 'data.key', rule: 'reserved' }] } })
    expect(await logged(store)).toEqual([])
    await ask(mutate('attachCallData', ', data: [{ key: "case", value: "1" }]'))
    expect((await logged(store)).map(({ type }) => type)).toEqual(['CallDataAttached'])
  })

  test('of a call that is not there is refused', async () => {
    const { ask } = world([])
    expect((await ask(mutate('annotateCall', ', note: "x"'))).data).toEqual({
      annotateCall: { position: '0', rejections: [{ field: 'id', rule: 'exists' }], call: null },
    })
  })
})

describe('who may exclude a call', () => {
  const codeOf = async (call: CallRow) => {
    const { errors } = await world().ask(mutate('excludeCall', ', reason: TEST', call), {}, ofSales)
    return errors?.[0]?.extensions.code
  }

  test('a supervisor may where all its queues are theirs', async () => {
    expect(await codeOf(callRow)).toBeUndefined()
    expect(await codeOf(support)).toBe('FORBIDDEN')
    expect(await codeOf(direct)).toBe('FORBIDDEN')
  })

  test('of a period, the calls of other queues are passed over', async () => {
    const { ask, store, filters } = world()
    const period = 'site: "paris", period: { from: "2026-11-20T09:00:00Z", to: "2026-11-20T09:30:00Z" }, queue: "sales"'
    const query = `mutation { excludePeriod(input: { ${period}, reason: TEST }) { calls passedOver rejections { rule } } }`
    expect((await ask(query, {}, ofSales)).data).toEqual({
      excludePeriod: { calls: 1, passedOver: 2, rejections: [] },
    })
    expect(filters).toMatchObject([
      { sites: ['paris'], queues: [{ site: 'paris', name: 'sales' }], excluded: 'WITHOUT' },
    ])
    const range = { from: callRow.startedAt, to: callRow.startedAt + 1_800_000_000, queue: 'sales', number: null }
    expect((await logged(store)).map(({ data }) => data)).toMatchObject([{ callId: callRow.callId, range }])
  })

  test('a period without a queue takes the whole site', async () => {
    const period = 'site: "paris", period: { from: "2026-11-20T09:00:00Z", to: "2026-11-20T09:30:00Z" }'
    const query = `mutation { includePeriod(input: { ${period} }) { calls } }`
    expect((await world().ask(query, {}, ofSales)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    expect((await world().ask(query, {}, holder('supervisor', { queues: ['paris/*'] }))).errors).toBeUndefined()
  })
})

test.each([
  ['reason: OTHER', 'text', 'required'],
  ['site: "rome", reason: TEST', 'site', 'exists'],
])('a period with %s is refused', async (more, field, rule) => {
  const site = more.startsWith('site') ? '' : 'site: "paris",'
  const period = 'period: { from: "2026-11-20T09:00:00Z", to: "2026-11-20T09:30:00Z" }'
  const query = `mutation { excludePeriod(input: { ${site} ${period}, ${more} }) { rejections { field rule } } }`
  expect((await world().ask(query)).data).toEqual({ excludePeriod: { rejections: [{ field, rule }] } })
})

test('a period with too many calls is refused', async () => {
  const many = Array.from({ length: 2_001 }, (_, i): CallRow => ({ ...callRow, callId: `1795233102.${i}` }))
  const { ask, store } = world(many)
  const query =
    'mutation { excludePeriod(input: { site: "paris", period: { from: "2026-11-20T09:00:00Z", to: "2026-11-20T09:30:00Z" }, reason: TEST }) { rejections { field rule } } }'
  expect((await ask(query)).data).toEqual({ excludePeriod: { rejections: [{ field: 'period', rule: 'count' }] } })
  expect(await logged(store)).toEqual([])
})
