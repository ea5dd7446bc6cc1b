import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../infra/event-store/memory.ts'
import { asker, holder } from './testing/ask.ts'
import { emptyReports, fakePorts, noon } from './testing/fakes.ts'

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
  const ask = asker(fakePorts(store, { reports }))
  const query =
    '{ status { version now position dataAge sources { site kind state lastEventAt } projections { name version state position lag deadLetters problem } } }'
  const { data } = await ask(query, {}, holder('supervisor', { queues: ['lyon/*'] }))
  expect(data).toMatchObject({
    status: {
      version: 'test',
      now: '2026-11-21T12:00:00.000000Z',
      position: '50',
      dataAge: 0,
      sources: [{ site: 'lyon', kind: 'CEL', state: 'FINISHED' }],
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
