import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'

let lab: RecordedLab

beforeAll(async () => {
  lab = await recordedLab()
}, 200_000)

afterAll(() => lab.stop())

afterEach(() => {
  expect(lab.faults.splice(0)).toEqual([])
})

async function answered<T>(query: string): Promise<T> {
  const { data, errors } = await lab.ask(query)
  expect(errors).toBeUndefined()
  return data as T
}

const period = 'period: { from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z" }'

interface Figures {
  readonly queueStatistics: {
    readonly edges: readonly { readonly node: { readonly queue: string; readonly offered: number } }[]
  }
  readonly reconciliation: readonly { readonly difference: number }[]
  readonly callReconciliation: readonly { readonly presented: number; readonly difference: number }[]
}

/** Everything that counts calls. */
const figures = (excluded: 'WITH' | 'WITHOUT') =>
  answered<Figures>(`{
    queueStatistics(${period}, excluded: ${excluded}) {
      edges { node { queue offered presented answered abandoned talkSeconds waitSecondsOfAnswered maxWaitSeconds waitPercentileSeconds(percentile: 90) visits(first: 200) { edges { node { callId visitNumber } } } } }
    }
    agentStatistics(${period}, excluded: ${excluded}) { edges { node { agent answered missed transferredInternally loginSeconds } } }
    agentQueueStatistics(${period}, excluded: ${excluded}) { edges { node { agent queue answered missed talkSeconds } } }
    reconciliation(${period}, interval: QUARTER_HOUR, excluded: ${excluded}) { queue offered difference }
    callReconciliation(${period}, interval: QUARTER_HOUR, excluded: ${excluded}) { presented outcomes { outcome count } difference }
  }`)

const offeredTo = ({ queueStatistics }: Figures, queue: string): number | undefined =>
  queueStatistics.edges.find(({ node }) => node.queue === queue)?.node.offered

const addsUp = ({ reconciliation, callReconciliation }: Figures): boolean =>
  [...reconciliation, ...callReconciliation].every(({ difference }) => difference === 0)

const idOf = async (uniqueId: string) =>
  (await answered<{ call: { id: string } }>(`{ call(uniqueId: "${uniqueId}") { id } }`)).call.id

const about = async (name: string, id: string, more = '') => {
  const query = `mutation { ${name}(input: { id: "${id}" ${more} }) { rejections { message } call { tags notes { text actor } attachedData { key value actor } exclusion { reason text actor } events { type } } } }`
  const answer = await answered<Record<string, { rejections: unknown[]; call: Record<string, unknown> }>>(query)
  expect(answer[name]?.rejections).toEqual([])
  return answer[name]?.call
}

describe('a call of the recording', () => {
  test('leaves every figure when it is excluded, stays in those with it, and comes back when it is included', async () => {
    const id = await idOf('1795233172.287')
    const before = await figures('WITHOUT')
    expect(await about('excludeCall', id, ', reason: DUPLICATE, text: "twice"')).toMatchObject({
      exclusion: { reason: 'DUPLICATE', text: 'twice', actor: 'a administrator' },
    })
    const without = await figures('WITHOUT')
    expect(offeredTo(without, 'sales')).toBe((offeredTo(before, 'sales') ?? 0) - 1)
    expect(await figures('WITH')).toEqual(before)
    expect([addsUp(before), addsUp(without)]).toEqual([true, true])
    const presented = (of: Figures) => of.callReconciliation.reduce((sum, row) => sum + row.presented, 0)
    expect(presented(without)).toBe(presented(before) - 1)

    const listed = async (excluded: string) =>
      (
        await answered<{ calls: { edges: { node: { id: string } }[] } }>(
          `{ calls(filter: { ${period}, excluded: ${excluded} }, first: 1000) { edges { node { id } } } }`,
        )
      ).calls.edges.map(({ node }) => node.id)
    expect(await listed('ONLY')).toEqual([id])
    expect(await listed('WITHOUT')).not.toContain(id)
    expect(await listed('WITH')).toContain(id)

    await about('includeCall', id)
    expect(await figures('WITHOUT')).toEqual(before)
  })

  test('has the notes, tags and data that people gave it, beside its rows', async () => {
    const id = await idOf('1795233078.0')
    await about('annotateCall', id, ', note: "Angry", addTags: ["vip"]')
    const call = await about('attachCallData', id, ', data: [{ key: "case", value: "B-4711" }]')
    expect(call).toMatchObject({ tags: ['vip'], notes: [{ text: 'Angry', actor: 'a administrator' }] })
    expect((call?.['attachedData'] as unknown[]).at(-1)).toEqual({
      key: 'case',
      value: 'B-4711',
      actor: 'a administrator',
    })
    const types = (call?.['events'] as { type: string }[]).map(({ type }) => type)
    expect(types.slice(-2)).toEqual(['CallAnnotated', 'CallDataAttached'])
    expect(
      await answered(
        '{ calls(filter: { tags: ["vip"], attachedData: [{ key: "case", value: "B-4711" }] }) { edges { node { callId } } } }',
      ),
    ).toEqual({ calls: { edges: [{ node: { callId: '1795233078.0' } }] } })
  })
})

test('all calls of a queue in a period leave the figures together, and come back together', async () => {
  const before = await figures('WITHOUT')
  const range = `site: "lab", ${period}, queue: "sales"`
  const { excludePeriod } = await answered<{ excludePeriod: { calls: number } }>(
    `mutation { excludePeriod(input: { ${range}, reason: CLOCK_ERROR }) { calls passedOver rejections { message } } }`,
  )
  expect(excludePeriod).toEqual({ calls: excludePeriod.calls, passedOver: 0, rejections: [] })
  expect(excludePeriod.calls).toBeGreaterThan(20)
  const without = await figures('WITHOUT')
  expect([offeredTo(without, 'sales'), addsUp(without)]).toEqual([0, true])
  expect(await figures('WITH')).toEqual(before)
  const again = `mutation { excludePeriod(input: { ${range}, reason: TEST }) { calls } }`
  expect(await answered(again)).toEqual({ excludePeriod: { calls: 0 } })
  expect(await answered(`mutation { includePeriod(input: { ${range} }) { calls } }`)).toEqual({
    includePeriod: { calls: excludePeriod.calls },
  })
  expect(await figures('WITHOUT')).toEqual(before)
})
