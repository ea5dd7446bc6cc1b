import { expect, test } from 'vitest'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import type { ConfigurationReader } from '../../domain/configuration/history.ts'
import { given } from '../../domain/configuration/testing/given.ts'
import type { AmiSource } from '../../domain/sites/ami-source.ts'
import type { AmiTrunkStatus } from '../../domain/trunks/trunk-state.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { SiteRow } from '../../projections/directory/types.ts'
import type { FollowedSource } from '../ports/sources.ts'
import { asker, holder, type Ask } from '../testing/ask.ts'
import { emptyReports, fakePorts, noon, paris } from '../testing/fakes.ts'

const amiSource: AmiSource = { name: 'manager', kind: 'ami', host: 'pbx1', port: 5038, user: 'ringledger' }

const nodeWithManager = (node: string): SiteRow['nodes'][number] => ({
  site: 'paris',
  node,
  nodeId: node,
  displayName: node,
  clockZone: 'Europe/Paris',
  registeredAt: 0,
  sources: [{ name: 'manager', settings: amiSource, configuredAt: 0 }],
})

const configured = given(
  { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
  { defineMediaServer: { name: 'pbx1', address: '192.0.2.1', main: true } },
  { defineMediaServer: { name: 'mds1', address: '192.0.2.2' } },
  { defineTrunk: { name: 'trunk-acme', endpoint: { sip: { context: 'from-extern', host: '198.51.100.7' } } } },
  {
    defineTrunk: {
      name: 'trunk-far',
      displayName: 'Far',
      mediaServer: 'mds1',
      endpoint: { sip: { context: 'from-extern', host: '198.51.100.8' } },
    },
  },
)

const reader: ConfigurationReader = {
  now: site => Promise.resolve({ configuration: site === 'paris' ? configured : given(), revision: 1, position: 5 }),
  asOf: () => Promise.reject(new Error('nobody asks for the past')),
  loggedIn: () => Promise.resolve(new Set()),
}

const told: AmiTrunkStatus = {
  contacts: [
    { aor: 'trunk-acme', state: 'REACHABLE', roundTripMicros: 12_500, since: noon - microsOfSeconds(60) },
    { aor: 'trunk-far', state: 'REACHABLE', roundTripMicros: 12_500, since: noon - microsOfSeconds(60) },
  ],
  registrations: [],
  lists: ['contacts', 'registrations'],
}

const question = '{ trunkBoard { trunks { site node name displayName state reason since reachability roundTripMs } } }'

function asking(state: FollowedSource['state'], as = holder('analyst')): (query: string) => ReturnType<Ask> {
  const reports = {
    ...emptyReports,
    sites: () => Promise.resolve([{ ...paris, nodes: [nodeWithManager('pbx1')] }]),
    amiTrunkStatus: () => Promise.resolve(told),
  }
  const ports = fakePorts(createMemoryEventStore(), { reports })
  const health = { site: 'paris', node: 'pbx1', name: 'manager', state, lagSeconds: 0, problem: null }
  const ask = asker({
    ...ports,
    configuration: { ...ports.configuration, reader },
    sources: { ...ports.sources, followed: () => [health] },
  })
  return query => ask(query, {}, as)
}

test('trunks stand as their PBX tells; of one whose PBX is not heard nothing is known, though another tells of its name', async () => {
  const { data, errors } = await asking('LIVE')(question)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    trunkBoard: {
      trunks: [
        {
          site: 'paris',
          node: 'pbx1',
          name: 'trunk-acme',
          displayName: null,
          state: 'UP',
          reason: 'the other side answers',
          since: '2026-11-21T11:59:00.000000Z',
          reachability: 'REACHABLE',
          roundTripMs: 12.5,
        },
        {
          site: 'paris',
          node: 'mds1',
          name: 'trunk-far',
          displayName: 'Far',
          state: 'UNKNOWN',
          reason: 'the manager interface of mds1 is not heard',
          since: null,
          reachability: null,
          roundTripMs: null,
        },
      ],
    },
  })
})

test('what was told before the connection was lost is not shown as if it were so', async () => {
  const { data } = await asking('DOWN')('{ trunkBoard { trunks { state } } }')
  expect(data).toEqual({ trunkBoard: { trunks: [{ state: 'UNKNOWN' }, { state: 'UNKNOWN' }] } })
})

test('trunks of sites that the asker does not see are not his', async () => {
  const supervisor = holder('supervisor', { queues: ['lyon/*'] })
  expect((await asking('LIVE', supervisor)('{ trunkBoard { trunks { name } } }')).data).toEqual({
    trunkBoard: { trunks: [] },
  })
  const { errors } = await asking('LIVE', supervisor)('{ trunkBoard(sites: ["paris"]) { trunks { name } } }')
  expect(errors?.[0]?.message).toContain('there is no site "paris" that you may see')
})
