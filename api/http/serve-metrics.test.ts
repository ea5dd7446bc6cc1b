import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { ProjectionHealth } from '../ports/engine.ts'
import { emptyReports, fakeEngine, fakePorts, noon, paris, tokenBook } from '../testing/fakes.ts'
import { bearer, errorIn, serve, type Served } from '../testing/serve.ts'

const book = tokenBook()
const lyon = { ...paris, site: 'lyon', siteId: '0b0f5a52-6a53-4c58-9b4e-1d1f0c6b1a02' }
const came = {
  ...({ node: 'pbx1', kind: 'queue_log', rows: 7, quarantined: 2, unknownEvents: 1 } as const),
  lastEventAt: noon - 1_500_000,
  lastRecordedAt: noon,
}
const source = {
  name: 'log',
  settings: { name: 'log', kind: 'queue_log_file', path: '/queue_log' } as const,
  configuredAt: 0,
}
const node = {
  site: 'paris',
  node: 'pbx1',
  nodeId: '0b0f5a52-6a53-4c58-9b4e-1d1f0c6b1a03',
  displayName: 'PBX',
  clockZone: 'Europe/Paris',
  registeredAt: 0,
  sources: [source],
}

const projections: readonly ProjectionHealth[] = [
  { name: 'calls', version: 3, state: 'CATCHING_UP', position: 5, deadLetters: 0, problem: 'the disk is "full"' },
  { name: 'directory', version: 1, state: 'STOPPED', position: 4, deadLetters: 3, problem: 'event 5' },
]

let served: Served
beforeAll(async () => {
  served = await serve(
    fakePorts(createMemoryEventStore(), {
      engine: { ...fakeEngine().port, projections: () => projections },
      sources: {
        followed: () => [
          { site: 'paris', node: 'pbx1', name: 'log', state: 'DOWN', lagSeconds: 12.5, problem: 'no such file' },
        ],
        retryQuarantine: () => Promise.reject(new Error('nobody asks for it')),
      },
      reports: {
        ...emptyReports,
        ...book.reports,
        sites: () => Promise.resolve([{ ...paris, nodes: [node] }, lyon]),
        sourceProgress: () =>
          Promise.resolve([
            { ...came, site: 'paris' },
            { ...came, site: 'lyon' },
          ]),
      },
    }),
  )
})
afterAll(() => served.stop())

const metrics = (token: string, method = 'GET') => fetch(`${served.url}/metrics`, { method, headers: bearer(token) })

test('Prometheus is told what the status says, as numbers', async () => {
  const response = await metrics(book.issue('auditor'))
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const samples = (await response.text()).split('\n').filter(line => line !== '' && !line.startsWith('#'))
  const memory = samples.findIndex(line => line.startsWith('ringledger_resident_memory_bytes '))
  expect(Number(samples.splice(memory, 1)[0]?.split(' ')[1])).toBeGreaterThan(1_000_000)
  expect(samples).toEqual([
    'ringledger_info{version="test"} 1',
    'ringledger_log_position 0',
    'ringledger_data_age_seconds 1.5',
    'ringledger_source_up{site="paris",node="pbx1",kind="queue_log"} 0',
    'ringledger_source_lag_seconds{site="paris",node="pbx1",kind="queue_log"} 12.5',
    'ringledger_source_problem{site="paris",node="pbx1",kind="queue_log"} 1',
    'ringledger_source_problem{site="lyon",node="pbx1",kind="queue_log"} 0',
    `ringledger_source_newest_row_timestamp_seconds{site="paris",node="pbx1",kind="queue_log"} ${noon / 1e6 - 1.5}`,
    `ringledger_source_newest_row_timestamp_seconds{site="lyon",node="pbx1",kind="queue_log"} ${noon / 1e6 - 1.5}`,
    'ringledger_source_rows_total{site="paris",node="pbx1",kind="queue_log"} 7',
    'ringledger_source_rows_total{site="lyon",node="pbx1",kind="queue_log"} 7',
    'ringledger_source_quarantined_total{site="paris",node="pbx1",kind="queue_log"} 2',
    'ringledger_source_quarantined_total{site="lyon",node="pbx1",kind="queue_log"} 2',
    'ringledger_source_unknown_events_total{site="paris",node="pbx1",kind="queue_log"} 1',
    'ringledger_source_unknown_events_total{site="lyon",node="pbx1",kind="queue_log"} 1',
    'ringledger_projection_up{projection="calls"} 1',
    'ringledger_projection_up{projection="directory"} 0',
    'ringledger_projection_problem{projection="calls"} 1',
    'ringledger_projection_problem{projection="directory"} 1',
    'ringledger_projection_position{projection="calls"} 5',
    'ringledger_projection_position{projection="directory"} 4',
    'ringledger_projection_dead_letters_total{projection="calls"} 0',
    'ringledger_projection_dead_letters_total{projection="directory"} 3',
  ])
})

test('each name has its help and its type once, before its numbers', async () => {
  const lines = (await (await metrics(book.issue('administrator'))).text()).split('\n')
  const at = lines.indexOf('# TYPE ringledger_source_rows_total counter')
  expect(lines[at - 1]).toBe('# HELP ringledger_source_rows_total Rows understood and stored.')
  expect(lines[at + 1]).toMatch(/^ringledger_source_rows_total\{/)
  expect(lines.filter(line => line.startsWith('# TYPE ringledger_source_rows_total '))).toHaveLength(1)
})

test('docs/reference/prometheus.md has every name with its type, and no other', async () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/reference/prometheus.md'), 'utf8')
  const documented = [...page.matchAll(/^\| `(ringledger_\w+)` +\| (\w+)/gm)].map(([, name, type]) => `${name} ${type}`)
  const text = await (await metrics(book.issue('auditor'))).text()
  const told = [...text.matchAll(/^# TYPE (\w+ \w+)$/gm)].map(([, family = '']) => family)
  expect(documented.toSorted()).toEqual(told.toSorted())
})

test('a supervisor is told of the sites that he sees', async () => {
  const scope = { queues: ['lyon/sales'], agents: [] }
  const text = await (await metrics(book.issue('supervisor', { scope }))).text()
  expect(text).toContain('site="lyon"')
  expect(text).not.toContain('site="paris"')
})

test('without a token, or with one that does not open it, nothing is told', async () => {
  expect((await fetch(`${served.url}/metrics`)).status).toBe(401)
  const refused = await metrics(book.issue('collector'))
  expect(refused.status).toBe(403)
  expect(await errorIn(refused)).toMatchObject({ extensions: { code: 'FORBIDDEN' } })
  expect((await metrics(book.issue('auditor'), 'POST')).status).toBe(405)
})
