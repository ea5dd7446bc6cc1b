import { expect, test } from 'vitest'
import type { Identity } from '../../domain/access/identity.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder } from '../testing/ask.ts'
import { emptyReports, fakeEngine, fakePorts, noon } from '../testing/fakes.ts'

test('status shows the log, the read models with their lag, and the sources of the own sites', async () => {
  const store = createMemoryEventStore()
  await store.append([
    {
      stream: 's',
      expected: 'any',
      events: Array.from({ length: 50 }, () => ({ type: 'T', data: {}, occurredAt: noon })),
    },
  ])
  const source = {
    node: 'pbx1',
    kind: 'cel',
    rows: 1,
    quarantined: 0,
    unknownEvents: 0,
    lastEventAt: noon,
    lastRecordedAt: noon,
  } as const
  const reports = {
    ...emptyReports,
    sourceProgress: () =>
      Promise.resolve([
        { site: 'paris', ...source },
        { site: 'lyon', ...source },
      ]),
  }
  const nothing = {
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
  const newestRows = (sites: readonly string[]) =>
    Promise.resolve(sites.map(site => ({ site, ...nothing, queueVisitAt: noon, queues: 3 })))
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
  const { data } = await ask(query, {}, holder('supervisor', { queues: ['lyon/*'] }))
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
