import { expect, test } from 'vitest'
import type { GrantedScope, Identity } from '../../domain/access/identity.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, askOf, holder } from '../testing/ask.ts'
import { emptyReports, fakeEngine, fakePorts, noon, paris } from '../testing/fakes.ts'

const celOfPbx1 = {
  node: 'pbx1',
  kind: 'cel',
  rows: 1,
  quarantined: 0,
  unknownEvents: 0,
  lastEventAt: noon,
  lastRecordedAt: noon,
} as const

const emptySite = {
  queues: 0,
  queueVisitAt: null,
  queueQuarter: null,
  agentQuarter: null,
  agents: 0,
  configuredQueues: 0,
  configuredAgents: 0,
  agentGroups: 0,
  users: 0,
  lines: 0,
}

test('status shows the log, the read models with their lag, and the sources of the own sites', async () => {
  const store = createMemoryEventStore()
  await store.append([
    {
      stream: 's',
      expected: 'any',
      events: Array.from({ length: 50 }, () => ({ type: 'T', data: {}, occurredAt: noon })),
    },
  ])
  const reports = {
    ...emptyReports,
    sourceProgress: () =>
      Promise.resolve([
        { site: 'paris', ...celOfPbx1 },
        { site: 'lyon', ...celOfPbx1 },
      ]),
  }
  const newestRows = (sites: readonly string[]) =>
    Promise.resolve(sites.map(site => ({ site, ...emptySite, queueVisitAt: noon, queues: 3 })))
  const siteOf = (site: string) => ({
    site,
    siteId: site,
    displayName: site,
    timeZone: 'UTC',
    registeredAt: noon,
    demo: false,
    nodes: [],
  })
  const sites = () => Promise.resolve(['lyon', 'paris'].map(siteOf))
  const ask = asker(fakePorts(store, { reports: { ...reports, sites, newestRows } }))
  const query =
    '{ status { version now position dataAge sources { site kind state lastEventAt } projections { name version state position lag deadLetters problem } newest { site queueVisitAt queueQuarter queues agents } } }'
  const { data } = await ask(query, {}, holder('supervisor', { queues: ['lyon/*'], agents: ['lyon/*'] }))
  expect(data).toMatchObject({
    status: {
      version: 'test',
      now: '2026-11-21T12:00:00.000000Z',
      position: '50',
      dataAge: 0,
      sources: [{ site: 'lyon', kind: 'CEL', state: 'FINISHED' }],
      newest: [{ site: 'lyon', queueVisitAt: '2026-11-21T12:00:00.000000Z', queueQuarter: null, queues: 3, agents: 0 }],
    },
  })
  expect((data as { status: { projections: unknown[] } }).status.projections).toContainEqual({
    name: 'queue_visits',
    version: 1,
    state: 'UP_TO_DATE',
    position: '42',
    lag: 8,
    deadLetters: 0,
    problem: null,
  })
})

test('what is counted of a whole site is for who sees all of it', async () => {
  const counts = 'sources { rows quarantined unknownEvents }'
  const ask = askOf({
    sites: () => Promise.resolve([{ ...paris, site: 'lyon' }]),
    newestRows: sites => Promise.resolve(sites.map(site => ({ site, ...emptySite }))),
    sourceProgress: () => Promise.resolve([{ site: 'lyon', ...celOfPbx1, rows: 7 }]),
  })
  const seenWith = async (scope: GrantedScope) =>
    (await ask(`{ status { ${counts} newest { site } } }`, {}, holder('analyst', scope))).data?.['status']
  expect(await seenWith({ queues: ['lyon/*'], agents: ['lyon/*'] })).toEqual({
    sources: [{ rows: 7, quarantined: 0, unknownEvents: 0 }],
    newest: [{ site: 'lyon' }],
  })
  for (const scope of [{ queues: ['lyon/*'] }, { queues: ['lyon/sales'], agents: ['lyon/*'] }])
    expect(await seenWith(scope)).toEqual({
      sources: [{ rows: null, quarantined: null, unknownEvents: null }],
      newest: [],
    })
})

test('what stopped a read model can quote an event of any site: who sees some of them learns only that it stands still', async () => {
  const engine = fakeEngine().port
  const projections = () => [{ ...engine.projections()[0]!, state: 'STOPPED' as const, problem: 'lyon 0612345678' }]
  const ask = asker(fakePorts(createMemoryEventStore(), { engine: { ...engine, projections } }))
  const problemFor = async (identity: Identity) =>
    ((await ask('{ status { projections { state problem } } }', {}, identity)).data as { status: unknown }).status
  expect(await problemFor(holder('auditor'))).toEqual({
    projections: [{ state: 'STOPPED', problem: 'lyon 0612345678' }],
  })
  expect(await problemFor(holder('analyst', { queues: ['paris/*'] }))).toEqual({
    projections: [{ state: 'STOPPED', problem: 'Something keeps it from going on: who sees every site is told what.' }],
  })
})
