import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { holder } from '../testing/ask.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'

let lab: RecordedLab

beforeAll(async () => {
  lab = await recordedLab()
}, 200_000)

afterAll(() => lab.stop())

afterEach(() => {
  expect(lab.faults.splice(0)).toEqual([])
})

async function answered<T>(query: string, ...rest: [Record<string, unknown>?, ReturnType<typeof holder>?]): Promise<T> {
  const { data, errors } = await lab.ask(query, ...rest)
  expect(errors).toBeUndefined()
  return data as T
}

interface Calls<N> {
  readonly calls: { readonly edges: readonly { readonly node: N }[] }
}

const nodes = <N>({ calls }: Calls<N>): readonly N[] => calls.edges.map(({ node }) => node)

test('a call from the queue is told with all who were in it and how it was handed on', async () => {
  const fields = `outcome from { number } to { number resolution }
    participants { role number agent queue }
    transfers { kind method to direction by { agent } transferred { number } target { line } }
    path { kind detail participant { line } }
    queueVisits { queue outcome call { callId } } recordings { recordingId } attachedData { key value }`
  const { call } = await answered<{ call: unknown }>(`{ call(uniqueId: "1795233172.287") { callId ${fields} } }`)
  expect(call).toEqual({
    callId: '1795233163.256',
    outcome: 'ANSWERED',
    from: { number: '0610760441' },
    to: { number: '1103', resolution: 'CHANNEL' },
    participants: [
      { role: 'CALLER', number: '0610760441', agent: null, queue: null },
      { role: 'CALLEE', number: '1006', agent: 'Agent/8006', queue: 'sales' },
      { role: 'CONSULTATION', number: '1006', agent: null, queue: null },
      { role: 'CALLEE', number: '1103', agent: null, queue: null },
    ],
    transfers: [
      {
        kind: 'ATTENDED',
        method: 'BRIDGE',
        to: '1103',
        direction: 'INTERNAL',
        by: { agent: 'Agent/8006' },
        transferred: { number: '0610760441' },
        target: { line: 'PJSIP/1103' },
      },
    ],
    path: [
      { kind: 'DIALLED', detail: '0123456001', participant: { line: 'PJSIP/trunk-in' } },
      { kind: 'RECORDING', detail: 'rec-1795233163.256', participant: null },
      { kind: 'QUEUE', detail: 'sales', participant: { line: 'PJSIP/trunk-in' } },
      { kind: 'RING', detail: 'Agent/8006', participant: { line: 'PJSIP/1006' } },
      { kind: 'TALK', detail: 'Agent/8006', participant: { line: 'PJSIP/trunk-in' } },
      { kind: 'HOLD', detail: '0610760441', participant: { line: 'PJSIP/1006' } },
      { kind: 'DIALLED', detail: '1103', participant: { line: 'PJSIP/1006' } },
      { kind: 'RING', detail: '1103', participant: { line: 'PJSIP/1103' } },
      { kind: 'CONSULTATION', detail: '1103', participant: { line: 'PJSIP/1006' } },
      { kind: 'TALK', detail: '1103', participant: { line: 'PJSIP/trunk-in' } },
      { kind: 'TRANSFER', detail: '1103', participant: { line: 'PJSIP/1006' } },
      { kind: 'HANGUP', detail: 'CALLER', participant: { line: 'PJSIP/trunk-in' } },
    ],
    queueVisits: [{ queue: 'sales', outcome: 'ANSWERED', call: { callId: '1795233163.256' } }],
    recordings: [{ recordingId: 'rec-1795233163.256' }],
    attachedData: [{ key: 'recordingid', value: 'rec-1795233163.256' }],
  })
})

test('every call is found again by each of its names, with its facts in the order of the log', async () => {
  const listed = nodes(
    await answered<Calls<{ id: string; callId: string; callDataId: string; linkedIds: string[] }>>(
      '{ calls(first: 1000) { edges { node { id callId callDataId linkedIds } } } }',
    ),
  )
  expect(listed.length).toBeGreaterThan(100)
  for (const { id, callId, callDataId, linkedIds } of listed.slice(0, 20)) {
    const { node, byId, byNumber, byLinkedId } = await answered<Record<string, unknown>>(
      `query ($id: ID!, $number: Position, $linkedId: String) {
        node(id: $id) { id ... on Call { events { position raw } path { kind } } }
        byId: call(id: $id) { id } byNumber: call(callDataId: $number) { id } byLinkedId: call(linkedId: $linkedId, site: "lab") { id }
      }`,
      { id, number: callDataId, linkedId: linkedIds.at(-1) ?? callId },
    )
    expect([byId, byNumber, byLinkedId]).toEqual([{ id }, { id }, { id }])
    const { events, path } = node as { events: { position: string }[]; path: unknown[] }
    const positions = events.map(({ position }) => Number(position))
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b))
    expect(positions.length).toBeGreaterThan(0)
    expect(path.length).toBeGreaterThan(0)
  }
})

test('every visit has its call, and every call its visits', async () => {
  const { queueVisits } = await answered<{
    queueVisits: {
      edges: { node: { id: string; queue: string; call: { queues: string[]; queueVisits: { id: string }[] } } }[]
    }
  }>('{ queueVisits(first: 1000) { edges { node { id queue call { queues queueVisits { id } } } } } }')
  expect(queueVisits.edges.length).toBeGreaterThan(50)
  for (const { node } of queueVisits.edges) {
    expect(node.call.queues).toContain(node.queue)
    expect(node.call.queueVisits).toContainEqual({ id: node.id })
  }
})

describe('who sees one queue', () => {
  const me = holder('supervisor', { queues: ['lab/sales'] })

  test('sees the calls that were in it, whole, but no visit of another queue', async () => {
    const mine = nodes(
      await answered<Calls<{ queues: string[]; queueVisits: { queue: string }[] }>>(
        '{ calls(first: 1000) { edges { node { queues queueVisits { queue } } } } }',
        {},
        me,
      ),
    )
    expect(mine.length).toBeGreaterThan(5)
    expect(mine.filter(({ queues }) => !queues.includes('sales'))).toEqual([])
    expect(new Set(mine.flatMap(({ queueVisits }) => queueVisits.map(({ queue }) => queue)))).toEqual(
      new Set(['sales']),
    )
  })

  test('sees no call of another one by any of its names', async () => {
    const others = nodes(
      await answered<Calls<{ id: string; callId: string; callDataId: string; queues: string[] }>>(
        '{ calls(first: 1000) { edges { node { id callId callDataId queues } } } }',
      ),
    ).filter(({ queues }) => !queues.includes('sales'))
    const [direct] = others.filter(({ queues }) => queues.length === 0)
    expect(direct).toBeDefined()
    for (const { id, callId, callDataId } of [...others.slice(0, 3), ...(direct ? [direct] : [])])
      expect(
        await answered(
          'query ($id: ID!, $callId: String, $number: Position) { node(id: $id) { id } a: call(id: $id) { id } b: call(uniqueId: $callId) { id } c: call(callDataId: $number) { id } }',
          { id, callId, number: callDataId },
          me,
        ),
      ).toEqual({ node: null, a: null, b: null, c: null })
  })
})

interface Page {
  readonly calls: Calls<{ readonly id: string }>['calls'] & {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
  }
}

test('pages of any size and either order make the same list', async () => {
  const list = async (orderBy: string, first: number) => {
    const ids: string[] = []
    let after: string | null = null
    do {
      const page: Page = await answered<Page>(
        'query ($orderBy: CallOrder, $first: Int, $after: String) { calls(orderBy: $orderBy, first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
        { orderBy, first, after },
      )
      ids.push(...nodes(page).map(({ id }) => id))
      after = page.calls.pageInfo.hasNextPage ? page.calls.pageInfo.endCursor : null
    } while (after !== null)
    return ids
  }
  const newestFirst = await list('START_DESC', 1000)
  expect(await list('START_DESC', 33)).toEqual(newestFirst)
  expect(await list('START_ASC', 50)).toEqual([...newestFirst].reverse())
})
