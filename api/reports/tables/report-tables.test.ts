import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { reportExportStream } from '../../../domain/metrics/report-exported.ts'
import { catalogue } from '../../../domain/metrics/catalogue.ts'
import { eventsOf } from '../../events/event-type.ts'
import { secondsIn, sheetsIn, wallIn } from '../../exports/xlsx/testing/read.ts'
import { tokenBook } from '../../testing/fakes.ts'
import { recordedLab, type RecordedLab } from '../../testing/recorded-lab.ts'
import { bearer, errorIn, serve, type Served } from '../../testing/serve.ts'

let lab: RecordedLab
let served: Served
const book = tokenBook()
const whole = 'from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z'
const inGraphql = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-22T00:00:00Z" }'

beforeAll(async () => {
  lab = await recordedLab()
  served = await serve({ ...lab.ports, reports: { ...lab.ports.reports, tokenById: book.reports.tokenById } })
}, 200_000)
afterAll(async () => {
  await served.stop()
  await lab.stop()
})
afterEach(() => {
  expect(lab.faults.splice(0)).toEqual([])
})

const analyst = () => book.issue('analyst')
const load = (path: string, token = analyst()) => fetch(`${served.url}/${path}`, { headers: bearer(token) })

async function csv(path: string, token?: string) {
  const text = await (await load(path, token)).text()
  const [header = '', ...lines] = text.trimEnd().split('\r\n')
  const names = header.split(',')
  return lines.map(line => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])))
}

async function sheets(path: string) {
  const response = await load(path)
  expect(response.status).toBe(200)
  return sheetsIn(new Uint8Array(await response.arrayBuffer()))
}

async function answered(query: string) {
  const { data, errors } = await lab.ask(`{ rows: ${query} }`)
  expect(errors).toBeUndefined()
  return (data as { rows: { edges: { node: Record<string, unknown> }[] } }).rows.edges.map(({ node }) => node)
}

const shown = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

describe('a report as a file has the figures of GraphQL', () => {
  test.each([
    [
      'queue-statistics.csv',
      'queueStatistics',
      'site queue start end offered answered abandonRate maxWaitSeconds talkSeconds',
    ],
    [
      'agent-statistics.csv',
      'agentStatistics',
      'site agent loginSeconds pauseSeconds holdSeconds answered occupancy internalPlaced',
    ],
    ['agent-queue-statistics.csv', 'agentQueueStatistics', 'site agent queue offered answered talkSeconds'],
  ])('%s', async (path, field, names) => {
    const rows = await csv(`${path}?${whole}`)
    const expected = await answered(`${field}(${inGraphql}, first: 1000) { edges { node { ${names} } } }`)
    expect(rows.length).toBeGreaterThan(5)
    const cut = rows.map(row => names.split(' ').map(name => row[name]))
    expect(cut).toEqual(expected.map(node => names.split(' ').map(name => shown(node[name]))))
  })

  test('by called number, in hours, in a zone, with a level of another formula', async () => {
    const more =
      'groupBy=QUEUE&groupBy=CALLED_NUMBER&interval=HOUR&timeZone=Europe/Paris&formula=SL1&thresholdSeconds=5'
    const rows = await csv(`queue-statistics.csv?${whole}&${more}&queues=sales`)
    const expected = await answered(
      `queueStatistics(${inGraphql}, groupBy: [QUEUE, CALLED_NUMBER], interval: HOUR, timeZone: "Europe/Paris", queues: ["sales"], first: 1000) { edges { node { calledNumber start offered serviceLevel(formula: SL1, thresholdSeconds: 5) { ratio formula thresholdSeconds } } } }`,
    )
    const levels = expected.map(({ serviceLevel, ...node }) => ({ ...node, ...(serviceLevel as object) }))
    expect(rows.some(({ offered }) => Number(offered) > 0)).toBe(true)
    expect(
      rows.map(({ calledNumber, start, offered, serviceLevel, serviceLevelFormula, thresholdSeconds }) => {
        return [calledNumber, start, offered, serviceLevel, serviceLevelFormula, thresholdSeconds]
      }),
    ).toEqual(
      levels.map((level: Record<string, unknown>) =>
        ['calledNumber', 'start', 'offered', 'ratio', 'formula', 'thresholdSeconds'].map(name => shown(level[name])),
      ),
    )
  })

  test('visits by their filter', async () => {
    const rows = await csv(`queue-visits.csv?${whole}&outcomes=ANSWERED&outcomes=ABANDONED&queues=lab/sales`)
    const expected = await answered(
      `queueVisits(filter: { ${inGraphql}, outcomes: [ANSWERED, ABANDONED], queues: ["lab/sales"] }, first: 1000) { edges { node { callId outcome enteredAt waitSeconds } } }`,
    )
    expect(
      rows.map(({ callId, outcome, enteredAt, waitSeconds }) => ({ callId, outcome, enteredAt, waitSeconds })),
    ).toEqual(expected.map(node => ({ ...node, waitSeconds: shown(node['waitSeconds']) })))
    expect(rows.length).toBeGreaterThan(3)
  })

  test('however many pages there are', async () => {
    const rows = await csv(`queue-statistics.csv?${whole}&interval=QUARTER_HOUR&column=queue&column=start`)
    const queues = new Set(rows.map(({ queue }) => queue)).size
    expect(rows.length).toBeGreaterThan(1000)
    expect(rows.length).toBe(queues * 2 * 96)
    expect(new Set(rows.map(({ queue = '', start = '' }) => `${queue} ${start}`)).size).toBe(rows.length)
  })

  test('pauses have a column for each reason, which add up to the pauses', async () => {
    const rows = await csv(`agent-statistics.csv?${whole}`)
    const reasons = Object.keys(rows[0] ?? {}).filter(name => name.startsWith('pauseSeconds '))
    expect(reasons.length).toBeGreaterThan(0)
    for (const row of rows) {
      const sum = reasons.reduce((all, name) => all + Number(row[name]), 0)
      expect(sum).toBeCloseTo(Number(row['pauseSeconds']), 6)
    }
  })
})

describe('for a spreadsheet', () => {
  test('the columns that are asked for, in their own kinds, and what each figure means', async () => {
    const columns = ['queue', 'start', 'offered', 'abandonRate', 'maxWaitSeconds']
      .map(name => `&column=${name}`)
      .join('')
    const path = `?${whole}&timeZone=Europe/Paris${columns}`
    const { 'queue-statistics': [header, ...rows] = [], Definitions = [] } = await sheets(
      `queue-statistics.xlsx${path}`,
    )
    expect(header).toEqual(['queue', 'start (Europe/Paris)', 'offered', 'abandonRate', 'maxWaitSeconds'])
    const asText = await csv(`queue-statistics.csv${path}`)
    const rounded = (seconds = '') => String(Math.round(Number(seconds) * 100) / 100)
    expect(
      rows.map(([queue, , offered, rate, wait]) => [queue, offered, rate ?? null, secondsIn(wait)].map(shown)),
    ).toEqual(
      asText.map(({ queue, offered, abandonRate, maxWaitSeconds }) => [
        queue,
        offered,
        abandonRate,
        rounded(maxWaitSeconds),
      ]),
    )
    expect(wallIn(rows[0]?.[1])).toBe('2026-11-20 01:00:00.00')
    expect(Definitions.slice(1).map(([name]) => name)).toEqual(['offered', 'abandonRate', 'maxWaitSeconds'])
  })

  test('visits in the zone of the request', async () => {
    const { 'queue-visits': [header = []] = [] } = await sheets(`queue-visits.xlsx?${whole}&timeZone=Asia/Tokyo`)
    expect(header).toContain('enteredAt (Asia/Tokyo)')
  })
})

test('every figure that GraphQL gives without arguments is a column', async () => {
  const [row = {}] = await csv(`queue-statistics.csv?${whole}`)
  const { printedIn, name } =
    catalogue.find(each => each.scope === 'queue' && each.name === 'adjustedAbandonRate') ?? {}
  expect(printedIn).toBeDefined()
  expect(Object.keys(row)).toEqual(expect.arrayContaining([name, 'presented', 'flowedOut', 'averageWaitSeconds']))
})

describe('rights are those of the question', () => {
  test('a supervisor gets his queues, others nothing, and a strange queue is refused before anything is sent', async () => {
    const supervisor = book.issue('supervisor', { scope: { queues: ['lab/sales'] } })
    expect((await csv(`queue-statistics.csv?${whole}`, supervisor)).map(({ queue }) => queue)).toEqual(['sales'])
    expect(new Set((await csv(`queue-visits.csv?${whole}`, supervisor)).map(({ queue }) => queue))).toEqual(
      new Set(['sales']),
    )
    const refused = await load(`queue-statistics.xlsx?${whole}&queues=support`, supervisor)
    expect([refused.status, (await errorIn(refused))?.message]).toEqual([
      400,
      expect.stringContaining('there is no queue "support" that you may see') as unknown,
    ])
    expect((await load(`queue-visits.xlsx?${whole}`, book.issue('collector'))).status).toBe(403)
    expect((await fetch(`${served.url}/agent-statistics.xlsx?${whole}`)).status).toBe(401)
  })

  test('every export is in the log: who, what, how many', async () => {
    const path = `queue-statistics.xlsx?${whole}&queues=sales&column=offered`
    await (await load(path)).arrayBuffer()
    const [last] = (await eventsOf(lab.ports.store.readStream(reportExportStream))).slice(-1)
    expect(last?.actor).toBe('a analyst')
    expect(last?.data).toEqual({
      type: 'ReportExported',
      report: 'queueStatistics',
      format: 'xlsx',
      rows: 1,
      complete: true,
      filter: { from: ['2026-11-20T00:00:00Z'], to: ['2026-11-22T00:00:00Z'], queues: ['sales'], column: ['offered'] },
    })
  })
})

test.each([
  ['queue-statistics.csv', 'from: it is missing; write an instant'],
  [
    `queue-statistics.csv?${whole}&day=1`,
    'day: there is no such parameter. There are: from, to, column, attribution, ',
  ],
  [`queue-statistics.xlsx?${whole}&first=5`, 'first: there is no such parameter.'],
  [`queue-statistics.csv?${whole}&interval=YEAR`, 'interval: '],
  [`queue-statistics.csv?${whole}&timeZone=Europe`, 'timeZone: '],
  [`queue-statistics.csv?${whole}&column=offerd`, 'column: there is no column "offerd". There are: site, queue, '],
  [`agent-statistics.csv?${whole}&column=offerd`, 'pauseReasons.'],
  ['agent-statistics.xlsx?from=2026-11-22T00:00:00Z&to=2026-11-20T00:00:00Z', 'period: from must be earlier than to'],
  [`queue-statistics.csv?${whole}&attribution=END&openingHours=OPEN`, 'openingHours: figures are cut by the arrival'],
  ['queue-visits.csv?from=yesterday&to=2026-11-22T00:00:00Z', 'period.from: '],
])('tells what is wrong with %s', async (path, message) => {
  const response = await load(path)
  expect([response.status, (await errorIn(response))?.message]).toEqual([
    400,
    expect.stringContaining(message) as unknown,
  ])
})
