import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asker, holder } from '../testing/ask.ts'
import { tokenBook } from '../testing/fakes.ts'
import { recordedLab, type RecordedLab } from '../testing/recorded-lab.ts'
import { bearer, serve } from '../testing/serve.ts'

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
        node(id: $id) { id ... on Call { events { position raw } path { at until seconds } } }
        byId: call(id: $id) { id } byNumber: call(callDataId: $number) { id } byLinkedId: call(linkedId: $linkedId, site: "lab") { id }
      }`,
      { id, number: callDataId, linkedId: linkedIds.at(-1) ?? callId },
    )
    expect([byId, byNumber, byLinkedId]).toEqual([{ id }, { id }, { id }])
    const { events, path } = node as { events: { position: string }[]; path: ToldStep[] }
    const positions = events.map(({ position }) => Number(position))
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b))
    expect(positions.length).toBeGreaterThan(0)
    expect(path.length).toBeGreaterThan(0)
    for (const { at, until, seconds } of path)
      expect(seconds).toEqual(until === null ? null : expect.closeTo((Date.parse(until) - Date.parse(at)) / 1000, 2))
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

const period = 'period: { from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z" }'

describe('the history of a customer', () => {
  test('is his, however the number is written, with the count of all', async () => {
    const { customerHistory: whole } = await answered<{
      customerHistory: { totalCount: number; edges: { node: { callerNumber: string } }[] }
    }>('{ customerHistory(number: "+33 6 10 76 04 41") { totalCount edges { node { callerNumber } } } }')
    expect(whole).toEqual({ totalCount: 1, edges: [{ node: { callerNumber: '0610760441' } }] })
  })

  test('tells the last wait, agent, queue and outcome, and who talked to him last', async () => {
    const { customerHistory, lastAgent, tooLate, elsewhere } = await answered<Record<string, unknown>>(`{
      customerHistory(number: "0610760441", site: "lab", first: 1) {
        totalCount edges { node { lastVisit { queue agent outcome } } }
      }
      lastAgent(number: "0033610760441", sinceDays: 1, site: "lab") { site agent call { callId } }
      tooLate: customerHistory(number: "0610760441", period: { from: "2026-11-22T00:00:00Z", to: "2026-11-23T00:00:00Z" }) { totalCount }
      elsewhere: lastAgent(number: "0699999999", sinceDays: 1) { agent }
    }`)
    expect(customerHistory).toEqual({
      totalCount: 1,
      edges: [{ node: { lastVisit: { queue: 'sales', agent: 'Agent/8006', outcome: 'ANSWERED' } } }],
    })
    expect(lastAgent).toEqual({ site: 'lab', agent: 'Agent/8006', call: { callId: '1795233163.256' } })
    expect(tooLate).toEqual({ totalCount: 0 })
    expect(elsewhere).toBeNull()
  })

  test('is asked of a site that is there, and some days back', async () => {
    for (const query of [
      '{ customerHistory(number: "1", site: "rome") { totalCount } }',
      '{ lastAgent(number: "1", sinceDays: 1, site: "rome") { agent } }',
      '{ lastAgent(number: "1", sinceDays: 0) { agent } }',
      '{ lastAgent(number: "1", sinceDays: 3661) { agent } }',
    ])
      expect((await lab.ask(query)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect((await lab.ask('{ lastAgent(number: "1", sinceDays: 3660) { agent } }')).errors).toBeUndefined()
  })
})

interface ToldStep {
  readonly at: string
  readonly until: string | null
  readonly seconds: number | null
}

interface Histories {
  readonly [name: string]: {
    readonly edges: readonly {
      readonly node: {
        readonly status: string
        readonly participant: { readonly agent: string | null; readonly line: string; readonly talkedAt: string | null }
        readonly call: { readonly callId: string; readonly agents: readonly string[] }
      }
    }[]
  }
}

test('an agent and a line have their calls, each with what it was for them', async () => {
  const row = 'edges { node { status participant { agent line talkedAt } call { callId agents } } }'
  const { agentCalls, lineCalls } = await answered<Histories>(
    `{ agentCalls(agent: "Agent/8006", first: 1000) { ${row} } lineCalls(line: "lab/PJSIP/1006", ${period}, first: 1000) { ${row} } }`,
  )
  const ofAgent = agentCalls?.edges.map(({ node }) => node) ?? []
  expect(new Set(ofAgent.map(({ status }) => status))).toEqual(new Set(['ANSWERED', 'MISSED']))
  for (const { status, participant, call } of ofAgent) {
    expect(call.agents).toContain('Agent/8006')
    expect(participant.agent).toBe('Agent/8006')
    expect(participant.talkedAt !== null).toBe(status === 'ANSWERED')
  }
  const ofLine = lineCalls?.edges.map(({ node }) => node) ?? []
  expect(ofLine.map(({ participant }) => participant.line)).toEqual(ofLine.map(() => 'PJSIP/1006'))
  expect(ofLine.find(({ call }) => call.callId === '1795233163.256')?.status).toBe('ANSWERED')
})

test('an agent whom the asker may not see has no history for him', async () => {
  const { errors } = await lab.ask(
    '{ agentCalls(agent: "Agent/8006") { position } }',
    {},
    holder('supervisor', { agents: ['lab/Agent/8001'] }),
  )
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'agents' } }])
})

test('calls presented are the sum of the outcomes in every interval, in whichever zone it is cut', async () => {
  const all = nodes(await answered<Calls<object>>('{ calls(first: 1000) { edges { node { id } } } }')).length
  for (const interval of ['QUARTER_HOUR', 'HOUR', 'DAY', 'TOTAL'])
    for (const zone of ['', ', timeZone: "Asia/Kolkata"']) {
      const { callReconciliation: rows } = await answered<{
        callReconciliation: { presented: number; outcomes: { count: number }[]; difference: number }[]
      }>(
        `{ callReconciliation(${period}, interval: ${interval}${zone}) { presented outcomes { outcome count } difference } }`,
      )
      expect(rows.map(({ difference }) => difference)).toEqual(rows.map(() => 0))
      for (const { presented, outcomes } of rows)
        expect(outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(presented)
      expect(rows.reduce((sum, { presented }) => sum + presented, 0)).toBe(all)
    }
})

test('where the sources disagree is counted, and each difference leads to its call', async () => {
  const { callWitnesses } = await answered<{
    callWitnesses: {
      totals: { figure: string; differences: number }[]
      differences: { edges: { node: { figure: string; call: { witnesses: { figure: string }[] } } }[] }
    }
  }>(
    `{ callWitnesses(${period}) { totals { site figure calls differences } differences(first: 1000) { edges { node { figure call { witnesses { figure } } } } } } }`,
  )
  const found = callWitnesses.differences.edges.map(({ node }) => node)
  expect(callWitnesses.totals.reduce((sum, { differences }) => sum + differences, 0)).toBe(found.length)
  for (const { figure, call } of found) expect(call.witnesses).toContainEqual({ figure })
  expect(found.length).toBeGreaterThan(0)
})

test('the history as CSV is the same calls, in the order of their starts', async () => {
  const { calls } = await answered<Calls<{ callDataId: string; callId: string; talkSeconds: number | null }>>(
    '{ calls(first: 1000, orderBy: START_ASC, filter: { queues: ["sales"] }) { edges { node { callDataId callId talkSeconds } } } }',
  )
  const book = tokenBook()
  const reports = { ...lab.ports.reports, ...book.reports }
  const served = await serve({ ...lab.ports, reports, clock: () => 0 })
  try {
    const response = await fetch(`${served.url}/calls.csv?queues=sales`, { headers: bearer(book.issue('analyst')) })
    const [header = '', ...lines] = (await response.text()).trimEnd().split('\r\n')
    const columns = header.split(',')
    const cells = lines.map(line => line.split(','))
    const column = (name: string) => cells.map(row => row[columns.indexOf(name)])
    expect(column('id')).toEqual(calls.edges.map(({ node }) => node.callDataId))
    expect(column('unique_id')).toEqual(calls.edges.map(({ node }) => node.callId))
    expect(column('talk_seconds')).toEqual(calls.edges.map(({ node }) => String(node.talkSeconds ?? '')))
    expect(lines.length).toBeGreaterThan(5)
  } finally {
    await served.stop()
  }
})

test('a page of calls with all that belongs to them costs as many questions as one call', async () => {
  const questionsFor = async (first: number) => {
    let questions = 0
    const counted = <F extends (...args: never[]) => unknown>(ask: F): F =>
      ((...args: Parameters<F>) => {
        questions++
        return ask(...args)
      }) as F
    const { reports } = lab.ports
    const calls = {
      ...reports.calls,
      parts: counted(reports.calls.parts.bind(reports.calls)),
      byKeys: counted(reports.calls.byKeys.bind(reports.calls)),
    }
    const ask = asker({
      ...lab.ports,
      reports: { ...reports, calls, visitsOfCalls: counted(reports.visitsOfCalls.bind(reports)) },
    })
    const { errors } = await ask(
      `{ calls(first: ${first}) { edges { node {
        from { number } to { number } participants { line } transfers { by { agent } } recordings { file } attachedData { key }
        witnesses { figure } queueVisits { call { callId } }
      } } } }`,
    )
    expect(errors).toBeUndefined()
    return questions
  }
  expect(await questionsFor(100)).toBe(await questionsFor(1))
})
