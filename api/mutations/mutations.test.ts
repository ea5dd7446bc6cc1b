import { describe, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { verifyToken } from '../../projections/directory/tokens.ts'
import type { TokenRow } from '../../projections/directory/types.ts'
import { asker } from '../testing/ask.ts'
import { emptyReports, fakePorts, noon, paris } from '../testing/fakes.ts'

const logged = async (store: EventStore) => {
  const events = []
  for await (const page of store.readAll()) events.push(...page.events)
  return events.map(({ type, stream, actor, site, data }) => ({ type, stream, actor, site, data }))
}

const world = (reports: Partial<typeof emptyReports> = {}) => {
  const store = createMemoryEventStore()
  const waited: number[] = []
  const ports = fakePorts(store, { reports: { ...emptyReports, ...reports } })
  const engine = {
    ...ports.engine,
    waitUntilProcessed(position: number) {
      waited.push(position)
      return Promise.resolve(true)
    },
  }
  return { store, waited, ask: asker({ ...ports, engine }) }
}

describe('setQueueThresholds', () => {
  const set = (limits: string, more = '') =>
    `mutation { setQueueThresholds(input: { site: "paris", queue: "sales", thresholds: { ${limits} } ${more} }) {
      position rejections { field rule message } queueThresholds { site queue effectiveFrom thresholds { serviceLevelSeconds t2Seconds } } } }`
  const limits = 'serviceLevelSeconds: 20, shortAbandonSeconds: 5, t1Seconds: 15, t2Seconds: 30'

  test('stores one event with its actor, waits for the read models, and answers the object', async () => {
    const { ask, store, waited } = world()
    expect((await ask(set(limits))).data).toEqual({
      setQueueThresholds: {
        position: '1',
        rejections: [],
        queueThresholds: {
          site: 'paris',
          queue: 'sales',
          effectiveFrom: '2026-11-21T12:00:00.000000Z',
          thresholds: { serviceLevelSeconds: 20, t2Seconds: 30 },
        },
      },
    })
    expect(waited).toEqual([1])
    expect(await logged(store)).toEqual([
      {
        type: 'QueueThresholdsSet',
        stream: 'queue-thresholds/paris/sales',
        actor: 'a administrator',
        site: 'paris',
        data: {
          type: 'QueueThresholdsSet',
          site: 'paris',
          queue: 'sales',
          effectiveFrom: noon,
          thresholds: { serviceLevelSeconds: 20, shortAbandonSeconds: 5, t1Seconds: 15, t2Seconds: 30 },
        },
      },
    ])
  })

  test('repeated changes nothing', async () => {
    const { ask, store } = world()
    const again = set(limits, 'effectiveFrom: "2026-01-01T00:00:00+01:00"')
    await ask(again)
    expect((await ask(again)).data).toMatchObject({ setQueueThresholds: { position: '1', rejections: [] } })
    expect(await logged(store)).toHaveLength(1)
  })

  test('is rejected, not failed, for limits or a site that cannot be', async () => {
    const { ask, store } = world()
    expect((await ask(set(limits.replace('30', '10')))).data).toMatchObject({
      setQueueThresholds: { rejections: [{ field: 't2Seconds', rule: 'order' }], queueThresholds: null },
    })
    expect((await ask(set(limits).replace('"paris"', '"lyon"'))).data).toMatchObject({
      setQueueThresholds: {
        rejections: [{ field: 'site', rule: 'exists', message: 'there is no site lyon; register it first' }],
      },
    })
    expect(await logged(store)).toEqual([])
  })
})

describe('setQueueThresholds of a configured queue', () => {
  const mutation = (seconds: number, more = '') =>
    `mutation { setQueueThresholds(input: { site: "paris", queue: "sales",
      thresholds: { serviceLevelSeconds: ${seconds}, shortAbandonSeconds: 5, t1Seconds: 15, t2Seconds: 20 } ${more} }) {
      position rejections { field rule } queueThresholds { thresholds { serviceLevelSeconds } } } }`
  const define = 'mutation { defineQueue(input: { name: "sales", displayName: "Sales" }) { rejections { message } } }'
  const configured = async () => {
    const { ask, store } = world()
    await ask(define)
    const limits = async () => {
      const { data } = await ask(
        '{ configuration { queues { edges { node { thresholds { serviceLevelSeconds } } } } } }',
      )
      return data
    }
    const sets = async () =>
      (await logged(store)).flatMap(({ type, stream, data }) =>
        type === 'QueueThresholdsSet' ? [{ stream, ...(data as { effectiveFrom: number; thresholds: object }) }] : [],
      )
    return { ask, limits, sets }
  }
  const seconds = (serviceLevelSeconds: number) => ({
    configuration: { queues: { edges: [{ node: { thresholds: { serviceLevelSeconds } } }] } },
  })

  test('changes its configuration, and the figures by one event', async () => {
    const { ask, limits, sets } = await configured()
    expect((await ask(mutation(20))).data).toMatchObject({
      setQueueThresholds: { rejections: [], queueThresholds: { thresholds: { serviceLevelSeconds: 20 } } },
    })
    expect(await limits()).toEqual(seconds(20))
    expect(await sets()).toMatchObject([{ stream: 'queue-thresholds/paris/sales', effectiveFrom: noon }])
    await ask(mutation(20))
    expect(await sets()).toHaveLength(1)
  })

  test('from an earlier instant changes how the past is judged, and the configuration where no change came since', async () => {
    const { ask, limits, sets } = await configured()
    await ask(mutation(20, 'effectiveFrom: "2026-11-01T00:00:00Z"'))
    expect(await limits()).toEqual(seconds(20))
    expect(await sets()).toMatchObject([{ effectiveFrom: noon }, { effectiveFrom: noon - 20.5 * 86_400_000_000 }])
    await ask(mutation(30, 'effectiveFrom: "2026-10-01T00:00:00Z"'))
    expect(await limits()).toEqual(seconds(20))
    expect(await sets()).toHaveLength(3)
  })

  test('from a later instant is a scheduled change of its configuration', async () => {
    const { ask, sets } = await configured()
    expect((await ask(mutation(20, 'effectiveFrom: "2026-12-01T00:00:00Z"'))).data).toMatchObject({
      setQueueThresholds: { rejections: [], queueThresholds: { thresholds: { serviceLevelSeconds: 20 } } },
    })
    expect(await sets()).toEqual([])
    expect((await ask('{ scheduledChanges { effectiveAt commandNames } }')).data).toEqual({
      scheduledChanges: [{ effectiveAt: '2026-12-01T00:00:00.000000Z', commandNames: ['changeQueue'] }],
    })
  })

  test('is rejected for limits that cannot be', async () => {
    const { ask, sets } = await configured()
    expect((await ask(mutation(-1))).data).toMatchObject({
      setQueueThresholds: { rejections: [{ field: 'serviceLevelSeconds', rule: 'range' }], queueThresholds: null },
    })
    expect(await sets()).toEqual([])
  })
})

describe('sites and sources', () => {
  const mutate = (name: string, input: string) =>
    `mutation { ${name}(input: { ${input} }) { position rejections { field rule message } site { site } } }`
  const source =
    'site: "paris", node: "pbx1", source: { name: "log", queueLogFile: { path: "/var/log/asterisk/queue_log" } }'

  test('are registered, configured and removed', async () => {
    const { ask, store } = world()
    await ask(mutate('registerSite', 'site: "paris", timeZone: "Europe/Paris"'))
    await ask(mutate('registerNode', 'site: "paris", node: "pbx1", clockZone: "Europe/Paris"'))
    await ask(mutate('configureSource', source))
    const { data } = await ask(mutate('removeSource', 'site: "paris", node: "pbx1", source: "log"'))
    expect(data).toEqual({ removeSource: { position: '4', rejections: [], site: { site: 'paris' } } })
    const events = await logged(store)
    expect(events.map(({ type, stream }) => `${type} ${stream}`)).toEqual([
      'SiteRegistered site/paris',
      'NodeRegistered site/paris',
      'SourceConfigured site/paris',
      'SourceRemoved site/paris',
    ])
    expect(events[0]?.data).toMatchObject({
      displayName: 'paris',
      siteId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    })
    expect(events[2]?.data).toMatchObject({
      source: { name: 'log', kind: 'queue_log_file', path: '/var/log/asterisk/queue_log' },
    })
  })

  test.each([
    ['registerSite', 'site: "Paris", timeZone: "Europe/Paris"', 'site', 'slug'],
    ['registerNode', 'site: "lyon", node: "pbx1", clockZone: "UTC"', 'site', 'exists'],
    ['configureSource', source, 'node', 'exists'],
    ['configureSource', source.replace('queueLogFile', 'celFile: { path: "/x" }, queueLogFile'), 'source', 'oneOf'],
    ['configureSource', 'site: "paris", node: "pbx1", source: { name: "log" }', 'source', 'oneOf'],
  ])('%s is rejected for %s', async (name, input, field, rule) => {
    const { ask, store } = world()
    expect((await ask(mutate(name, input))).data).toMatchObject({ [name]: { rejections: [{ field, rule }] } })
    expect(await logged(store)).toEqual([])
  })

  const ami = (settings: string) =>
    `site: "paris", node: "pbx1", source: { name: "manager", ami: { host: "pbx.example", port: 5039, user: "ringledger", ${settings} } }`

  test('a manager interface is configured by the place of its secret, and shown without it', async () => {
    const { ask, store } = world()
    await ask(mutate('registerSite', 'site: "paris", timeZone: "Europe/Paris"'))
    await ask(mutate('registerNode', 'site: "paris", node: "pbx1", clockZone: "Europe/Paris"'))
    const settings =
      'secretEnvironment: "PBX_SECRET", tls: { serverName: "pbx" }, login: PLAIN, drop: ["VarSet", "RTCP*"]'
    expect((await ask(mutate('configureSource', ami(settings)))).errors).toBeUndefined()
    expect((await logged(store)).at(-1)?.data).toEqual({
      type: 'SourceConfigured',
      site: 'paris',
      node: 'pbx1',
      source: {
        name: 'manager',
        kind: 'ami',
        host: 'pbx.example',
        port: 5039,
        user: 'ringledger',
        secretEnvironment: 'PBX_SECRET',
        tls: { serverName: 'pbx' },
        login: 'plain',
        drop: ['VarSet', 'RTCP*'],
      },
    })
  })

  test.each([
    ['', 'source.secret', 'oneOf'],
    ['secretFile: "/a", secretEnvironment: "B"', 'source.secret', 'oneOf'],
    ['secretFile: "a"', 'source.secretFile', 'path'],
    ['secretFile: "/a", drop: ["*"]', 'source.drop', 'event'],
  ])('a manager interface with %j is rejected', async (settings, field, rule) => {
    const { ask, store } = world()
    await ask(mutate('registerSite', 'site: "paris", timeZone: "Europe/Paris"'))
    await ask(mutate('registerNode', 'site: "paris", node: "pbx1", clockZone: "Europe/Paris"'))
    const { data } = await ask(mutate('configureSource', ami(settings)))
    expect(data).toMatchObject({ configureSource: { rejections: [{ field, rule }] } })
    expect(await logged(store)).toHaveLength(2)
  })

  test('a database has no events of the manager interface', async () => {
    const { ask } = world()
    const database = 'source: { name: "db", database: { url: "postgres://a/b", tables: [CEL, AMI] } }'
    expect((await ask(mutate('configureSource', `site: "paris", node: "pbx1", ${database}`))).data).toMatchObject({
      configureSource: { rejections: [{ field: 'source.database.tables', rule: 'table' }] },
    })
  })

  test('a configured source ends a running demonstration', async () => {
    const { ask, store } = world({ sites: () => Promise.resolve([paris, { ...paris, site: 'demo', demo: true }]) })
    await store.append([
      {
        stream: 'demo/demo',
        expected: 'any',
        events: [{ type: 'DemoStarted', data: { type: 'DemoStarted', site: 'demo' }, occurredAt: noon }],
      },
    ])
    await ask(mutate('registerSite', 'site: "paris", timeZone: "Europe/Paris"'))
    await ask(mutate('registerNode', 'site: "paris", node: "pbx1", clockZone: "Europe/Paris"'))
    await ask(mutate('configureSource', source.replace('"pbx1"', '"nowhere"')))
    expect((await logged(store)).map(({ type }) => type)).not.toContain('DemoStopped')
    await ask(mutate('configureSource', source))
    expect((await logged(store)).at(-1)).toMatchObject({ type: 'DemoStopped', stream: 'demo/demo' })
  })

  test('a demonstration is stopped by hand, once', async () => {
    const { ask, store } = world()
    await store.append([
      {
        stream: 'demo/demo',
        expected: 'any',
        events: [{ type: 'DemoStarted', data: { type: 'DemoStarted', site: 'demo' }, occurredAt: noon }],
      },
    ])
    for (let time = 0; time < 2; time++) expect((await ask(mutate('stopDemo', ''))).errors).toBeUndefined()
    expect((await logged(store)).map(({ type }) => type)).toEqual(['DemoStarted', 'DemoStopped'])
  })
})

describe('tokens', () => {
  test('are shown once, work, and are stored as a hash only', async () => {
    const rows = new Map<string, TokenRow>()
    const { ask, store } = world({ tokenById: id => Promise.resolve(rows.get(id)) })
    const { data, errors } = await ask(
      'mutation { issueToken(input: { label: "wall board", role: SUPERVISOR, queues: { names: ["paris/*"] }, agents: { all: true }, expiresAt: "2027-01-01T00:00:00Z" }) { token rejections { message } } }',
    )
    expect(errors).toBeUndefined()
    const { token } = (data as { issueToken: { token: string } }).issueToken
    const [event] = await logged(store)
    const issued = event?.data as unknown as TokenRow
    expect(event).toMatchObject({
      type: 'TokenIssued',
      data: { role: 'supervisor', scope: { queues: ['paris/*'], agents: 'all' } },
    })
    expect(JSON.stringify(event)).not.toContain(token.replace(/^rl_[^_]+_/, ''))
    rows.set(issued.tokenId, { ...issued, issuedAt: noon, issuedBy: null, revokedAt: null, revokedBy: null })
    expect(await verifyToken(token, id => Promise.resolve(rows.get(id)), noon)).toMatchObject({ ok: true })

    const revoke = `mutation { revokeToken(input: { tokenId: "${issued.tokenId}" }) { rejections { message } accessToken { label queues agents role } } }`
    expect((await ask(revoke)).data).toEqual({
      revokeToken: {
        rejections: [],
        accessToken: { label: 'wall board', queues: ['paris/*'], agents: ['*'], role: 'SUPERVISOR' },
      },
    })
    expect((await logged(store)).at(-1)?.type).toBe('TokenRevoked')
  })

  test('that see nothing, or are not there, are rejected', async () => {
    const { ask, store } = world()
    expect(
      (await ask('mutation { issueToken(input: { label: "x", role: SUPERVISOR }) { token rejections { field } } }'))
        .data,
    ).toEqual({
      issueToken: { token: null, rejections: [{ field: 'scope' }] },
    })
    expect(
      (await ask('mutation { revokeToken(input: { tokenId: "abcdefgh" }) { rejections { rule } } }')).data,
    ).toEqual({
      revokeToken: { rejections: [{ rule: 'exists' }] },
    })
    expect(await logged(store)).toEqual([])
  })
})

test('retryQuarantine hands over what is to be parsed again, and answers how it went', async () => {
  const requests: unknown[] = []
  const ports = fakePorts(createMemoryEventStore())
  const ask = asker({
    ...ports,
    sources: {
      ...ports.sources,
      retryQuarantine(request) {
        requests.push(request)
        return Promise.resolve({ retried: 3, released: 2, lastPosition: 9 })
      },
    },
  })
  const { data } = await ask(
    'mutation { retryQuarantine(input: { site: "paris", positions: ["4", "5"] }) { position retried released rejections { field } } }',
  )
  expect(data).toEqual({ retryQuarantine: { position: '9', retried: 3, released: 2, rejections: [] } })
  expect(requests).toEqual([{ site: 'paris', positions: [4, 5], actor: 'a administrator' }])
})

test('a read model that stands still does not fail a command that was stored', async () => {
  const store = createMemoryEventStore()
  const ports = fakePorts(store)
  const engine = {
    ...ports.engine,
    waitUntilProcessed: () => Promise.reject(new Error('projection directory stopped')),
  }
  const ask = asker({ ...ports, engine })
  const { data, errors } = await ask(
    'mutation { registerSite(input: { site: "lyon", timeZone: "Europe/Paris" }) { position } }',
  )
  expect(errors).toBeUndefined()
  expect(data).toEqual({ registerSite: { position: '1' } })
})
