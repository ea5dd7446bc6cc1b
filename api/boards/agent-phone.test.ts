import { describe, expect, test } from 'vitest'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import type { AgentPhone, MemberPhone } from '../../domain/phones/agent-phone.ts'
import type { AmiSource } from '../../domain/sites/ami-source.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { SiteRow, SourceProgressRow } from '../../projections/directory/types.ts'
import type { PbxName } from '../../projections/live-phones/agent-phones.ts'
import type { ProjectionHealth } from '../ports/engine.ts'
import type { FollowedSource } from '../ports/sources.ts'
import { asker } from '../testing/ask.ts'
import { emptyReports, fakeEngine, fakePorts, noon, paris } from '../testing/fakes.ts'
import { agentBoardRow } from '../testing/rows.ts'

const ago = (seconds: number) => noon - microsOfSeconds(seconds)

const amiSource: AmiSource = { name: 'manager', kind: 'ami', host: 'pbx1', port: 5038, user: 'ringledger' }

const followed: SiteRow = {
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
          name: 'manager',
          settings: amiSource,
          configuredAt: 0,
        },
      ],
    },
  ],
}

const member: MemberPhone = {
  queue: 'sales',
  device: 'PJSIP/101',
  state: 'NOT_INUSE',
  since: ago(30),
  paused: false,
  heldSince: null,
}
const phone = (change: Partial<MemberPhone>, ...calls: AgentPhone['calls']): AgentPhone => ({
  site: 'paris',
  agent: 'Agent/8001',
  members: [{ ...member, ...change }],
  calls,
})

interface World {
  readonly source?: Partial<FollowedSource>
  /** The source is not configured: its events were imported. */
  readonly isImported?: boolean
  readonly newest?: number
  /** Of the read model. */
  readonly model?: Partial<ProjectionHealth>
  /** End of the log. */
  readonly end?: number
  readonly phone: AgentPhone
}

async function board({ source, isImported = false, newest = ago(2), model, end = 42, phone: told }: World) {
  const progress: SourceProgressRow = {
    site: 'paris',
    node: 'pbx1',
    kind: 'ami',
    rows: 9,
    quarantined: 0,
    unknownEvents: 0,
    lastEventAt: newest,
    lastRecordedAt: newest,
  }
  const row = { ...agentBoardRow, state: 'READY', since: ago(60), reason: null } as const
  const reports = {
    ...emptyReports,
    sites: () => Promise.resolve([isImported ? paris : followed]),
    sourceProgress: () => Promise.resolve([progress]),
    agentBoard: () => Promise.resolve([row]),
    agentPhones: (heard: readonly PbxName[]) =>
      Promise.resolve(heard.some(({ node }) => node === 'pbx1') ? [told] : []),
  }
  const store = { ...createMemoryEventStore(), lastPosition: () => Promise.resolve(end) }
  const { port } = fakeEngine()
  const projections = () =>
    port.projections().map(health => (health.name === 'live_phones' ? { ...health, ...model } : health))
  const ports = fakePorts(store, { reports, engine: { ...port, projections } })
  const health = { site: 'paris', node: 'pbx1', name: 'manager', state: 'LIVE', lagSeconds: 0, problem: null } as const
  const reporting: FollowedSource[] = isImported ? [] : [{ ...health, ...source }]
  const ask = asker({ ...ports, sources: { ...ports.sources, followed: () => reporting } })
  const { data, errors } = await ask(
    '{ agentBoard { agents { state since stateSeconds queue callId phone { state since device otherCall } queues { queue penalty } } } }',
  )
  expect(errors).toBeUndefined()
  return (data as { agentBoard: { agents: Record<string, unknown>[] } }).agentBoard.agents[0]
}

describe('an agent whose PBX is heard', () => {
  test('is RINGING while his telephone rings for a queue, with the queue and the call', async () => {
    const rings = { queue: 'sales', callId: 'c1', rangAt: ago(5), answeredAt: null }
    expect(await board({ phone: phone({ state: 'RINGING', since: ago(4) }, rings) })).toMatchObject({
      state: 'RINGING',
      since: '2026-11-21T11:59:55.000000Z',
      stateSeconds: 5,
      queue: 'sales',
      callId: 'c1',
      phone: { state: 'RINGING', since: '2026-11-21T11:59:56.000000Z', device: 'PJSIP/101', otherCall: false },
    })
  })

  test('stays READY on a call that no queue gave, with a sign', async () => {
    expect(await board({ phone: phone({ state: 'INUSE', since: null }) })).toMatchObject({
      state: 'READY',
      phone: { state: 'IN_USE', since: null, otherCall: true },
    })
  })

  test('is a member of the queues that the manager names too', async () => {
    const told = { ...phone({}), members: [member, { ...member, queue: 'claims' }] }
    expect((await board({ phone: told }))?.['queues']).toEqual([
      { queue: 'sales', penalty: 0 },
      { queue: 'support', penalty: null },
      { queue: 'claims', penalty: null },
    ])
  })

  test('stays READY when his telephone cannot be reached, with a sign', async () => {
    expect(await board({ phone: phone({ state: 'UNAVAILABLE' }) })).toMatchObject({
      state: 'READY',
      phone: { state: 'UNREACHABLE', otherCall: false },
    })
  })
})

describe('what the manager interface said last', () => {
  const busy = phone({ state: 'INUSE' })

  test.each([
    ['the source has caught up', {}, true],
    ['it is behind for a moment', { state: 'LATE', lagSeconds: 1 }, true],
    ['it has not connected yet', { state: 'LATE', lagSeconds: null }, false],
    ['its connection is lost', { state: 'DOWN', lagSeconds: null, problem: 'connecting again' }, false],
  ] as const)('when %s %o: is shown: %s', async (_, source, isShown) => {
    const agent = await board({ source, phone: busy })
    expect(agent?.['phone'] !== null).toBe(isShown)
  })

  test('is not shown where nobody follows the configured source', async () => {
    expect(await board({ source: { name: 'another' }, phone: busy })).toMatchObject({ phone: null })
  })

  test('is not shown while the read model is far behind, or has stopped', async () => {
    expect(await board({ end: 42 + 2000, phone: busy })).toMatchObject({ phone: { state: 'IN_USE' } })
    expect(await board({ end: 42 + 2001, phone: busy })).toMatchObject({ phone: null })
    expect(await board({ model: { state: 'STOPPED' }, phone: busy })).toMatchObject({ phone: null })
  })

  test('is shown of a recording that was imported, for a day', async () => {
    expect(await board({ isImported: true, newest: ago(3600), phone: busy })).toMatchObject({
      phone: { state: 'IN_USE' },
    })
    expect(await board({ isImported: true, newest: ago(86_401), phone: busy })).toMatchObject({ phone: null })
  })
})
