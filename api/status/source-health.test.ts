import { describe, expect, test } from 'vitest'
import { microsOfIso, microsOfSeconds } from '../../domain/kernel/time.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { SiteRow, SourceProgressRow } from '../../projections/directory/types.ts'
import type { FollowedSource } from '../ports/sources.ts'
import { asker } from '../testing/ask.ts'
import { emptyReports, fakePorts, noon, paris } from '../testing/fakes.ts'

const instant = (text: string) => microsOfIso(text) ?? NaN

const progress = (change: Partial<SourceProgressRow>): SourceProgressRow => ({
  site: 'paris',
  node: 'pbx1',
  kind: 'queue_log',
  rows: 100,
  quarantined: 2,
  unknownEvents: 1,
  lastEventAt: noon - microsOfSeconds(3),
  lastRecordedAt: noon - microsOfSeconds(2),
  ...change,
})

const followedParis: SiteRow = {
  ...paris,
  nodes: [
    {
      site: 'paris',
      node: 'pbx1',
      nodeId: 'n',
      displayName: 'PBX 1',
      clockZone: 'Europe/Paris',
      registeredAt: 0,
      sources: [
        {
          name: 'queue-log',
          settings: { name: 'queue-log', kind: 'queue_log_file', path: '/var/log/asterisk/queue_log' },
          configuredAt: 0,
        },
      ],
    },
  ],
}

describe('the sources of a board', () => {
  const sourcesOf = async (
    sites: readonly SiteRow[],
    rows: readonly SourceProgressRow[],
    followed: readonly FollowedSource[],
  ) => {
    const ports = fakePorts(createMemoryEventStore(), {
      reports: { ...emptyReports, sites: () => Promise.resolve(sites), sourceProgress: () => Promise.resolve(rows) },
    })
    const ask = asker({ ...ports, sources: { ...ports.sources, followed: () => followed } })
    const { data } = await ask(
      '{ queueBoard(queues: ["paris/sales"]) { dataAge sources { site kind names state lagSeconds problem rows quarantined } } }',
    )
    return (data as { queueBoard: { dataAge: number | null; sources: Record<string, unknown>[] } }).queueBoard
  }
  const report = (change: Partial<FollowedSource> = {}): FollowedSource => ({
    site: 'paris',
    node: 'pbx1',
    name: 'queue-log',
    state: 'LIVE',
    lagSeconds: 0.2,
    problem: null,
    ...change,
  })

  test('are those of its sites, with the age of the newest fact', async () => {
    const rows = [progress({}), progress({ site: 'lyon', lastEventAt: noon })]
    const { dataAge, sources } = await sourcesOf([followedParis], rows, [report()])
    expect(dataAge).toBe(3)
    expect(sources).toEqual([
      {
        site: 'paris',
        kind: 'QUEUE_LOG',
        names: ['queue-log'],
        state: 'LIVE',
        lagSeconds: 0.2,
        problem: null,
        rows: 100,
        quarantined: 2,
      },
    ])
  })

  test.each([
    ['an input that nothing follows and nobody configured is finished', paris, [], 'FINISHED', null],
    [
      'a configured source that nothing follows is down',
      followedParis,
      [],
      'DOWN',
      'nothing follows queue-log: is ringledger serve running?',
    ],
    [
      'what follows tells the rest',
      followedParis,
      [report({ state: 'LATE', problem: 'reads 2 GB' })],
      'LATE',
      'reads 2 GB',
    ],
    [
      'a demonstration is followed without being configured',
      { ...paris, demo: true },
      [report({ name: 'demo' })],
      'LIVE',
      null,
    ],
  ] as const)('%s', async (_, site, followed, state, problem) => {
    const { sources } = await sourcesOf([site], [progress({})], followed)
    expect(sources).toMatchObject([{ state, problem }])
  })

  test('that have given nothing yet have no age', async () => {
    const { dataAge, sources } = await sourcesOf([followedParis], [], [report()])
    expect(dataAge).toBeNull()
    expect(sources).toMatchObject([{ state: 'LIVE', rows: 0 }])
  })

  test('of a PBX whose clock runs ahead are as old as the time since they came in, and the source says what to do', async () => {
    const ahead = progress({ lastEventAt: instant('2026-11-21T12:05:00Z') })
    const { dataAge, sources } = await sourcesOf([followedParis], [ahead], [report()])
    expect(dataAge).toBe(2)
    expect(sources).toMatchObject([{ state: 'LIVE', problem: expect.stringContaining('5 min after') as string }])
  })

  test('that came in later than it is now say that the clock of the server was set back', async () => {
    const later = progress({ lastEventAt: noon, lastRecordedAt: instant('2026-11-21T12:05:00Z') })
    const { sources } = await sourcesOf([followedParis], [later], [report()])
    expect(sources).toMatchObject([
      { state: 'LIVE', problem: expect.stringMatching(/ 5 min after .* was set back/) as string },
    ])
    const soon = progress({ lastEventAt: noon, lastRecordedAt: instant('2026-11-21T12:00:50Z') })
    expect((await sourcesOf([followedParis], [soon], [report()])).sources).toMatchObject([{ problem: null }])
  })

  test('that came in by a server clock that was put back since are 0 seconds old, not less', async () => {
    const later = instant('2026-11-21T12:05:00Z')
    const { dataAge } = await sourcesOf([paris], [progress({ lastEventAt: later, lastRecordedAt: later })], [])
    expect(dataAge).toBe(0)
  })
})
