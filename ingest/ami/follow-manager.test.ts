import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import { factStream, type AmiFact, type AmiGap } from '../../domain/pbx/facts.ts'
import type { AmiSource } from '../../domain/sites/ami-source.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { eventsOf, place, tickingClock } from '../testing/rows.ts'
import type { FollowerHealth } from '../sources/running-source.ts'
import {
  epochText,
  startFakeManager,
  type FakeManager,
  type FakeManagerOptions,
  type Packet,
} from '../testing/fake-manager.ts'
import { fakeTimers, type FakeTimers } from '../testing/fake-timers.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { intoLog } from '../transport/into-log.ts'
import { connectToManager } from './connect.ts'
import { followManager, type ManagerTools } from './follow-manager.ts'
import { readSecret } from './secret.ts'

const secret = 'ver1-s3cret'
const until = (what: () => unknown) => expect.poll(what, { timeout: 15_000, interval: 5 })
const memoryStore = () => createMemoryEventStore({ now: tickingClock() })

const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function manager(options: Partial<FakeManagerOptions> = {}): Promise<FakeManager> {
  const started = await startFakeManager({ secret, ...options })
  cleanUps.push(() => started.stop())
  return started
}

interface Following {
  readonly timers: FakeTimers
  readonly reports: FollowerHealth[]
  readonly logged: string[]
  readonly stop: () => Promise<void>
}

function follow(
  store: EventStore,
  port: number,
  settings: Partial<AmiSource> = {},
  tools: Partial<ManagerTools> & { readonly timers?: FakeTimers } = {},
): Following {
  const timers = tools.timers ?? fakeTimers()
  const abort = new AbortController()
  const reports: FollowerHealth[] = []
  const logged: string[] = []
  const source: AmiSource = { name: 'manager', kind: 'ami', host: 'localhost', port, user: 'ringledger', ...settings }
  const done = followManager(
    source,
    {
      facts: intoLog(store, place.site, place.node),
      ...place,
      clockZone: 'UTC',
      signal: abort.signal,
      log: (level, message, fields) => logged.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
      report: health => reports.push(health),
    },
    { connect: connectToManager, secret: () => Promise.resolve(secret), random: () => 0, ...tools, timers },
  )
  const stop = async () => {
    abort.abort()
    await done
  }
  cleanUps.push(stop)
  return { timers, reports, logged, stop }
}

const hold = (n: number, at = 1_795_233_000_500_000 + n): Packet => ({
  Event: 'Hold',
  Privilege: 'call,all',
  Timestamp: epochText(at),
  Uniqueid: `1795233000.${n}`,
})

const factsOf = async (store: EventStore): Promise<AmiFact[]> =>
  (await eventsOf(store, 'ami')).flatMap(({ type, data }) =>
    type === 'AmiEventRecorded' ? [data as unknown as AmiFact] : [],
  )
const gapsOf = async (store: EventStore): Promise<AmiGap[]> =>
  (await eventsOf(store, 'ami')).flatMap(({ type, data }) =>
    type === 'AmiGapRecorded' ? [data as unknown as AmiGap] : [],
  )
const namesOf = async (store: EventStore): Promise<string[]> => (await factsOf(store)).map(({ event }) => event)
const holdsOf = async (store: EventStore): Promise<string[]> =>
  (await factsOf(store)).flatMap(({ event, fields }) => (event === 'Hold' ? [fields['Uniqueid'] ?? ''] : []))

/** Logged in, and how things stand has been told. */
const listening = (store: EventStore, times = 1) =>
  until(async () => (await namesOf(store)).filter(name => name === 'OutboundRegistrationDetailComplete').length).toBe(
    times,
  )

describe('listening', () => {
  test.each(['challenge', 'plain'] as const)('begins with a login by %s, then asks how things stand', async login => {
    const pbx = await manager({
      standing: {
        QueueStatus: [
          { Event: 'QueueParams', Queue: 'sales' },
          { Event: 'QueueMember', Queue: 'sales', Name: 'Agent/1' },
        ],
        PJSIPShowContacts: [
          { Event: 'ContactList', ObjectName: 'trunk-a@@0f', Uri: 'sip:198.51.100.7', Status: 'Reachable' },
        ],
        PJSIPShowAors: [{ Event: 'AorList', ObjectName: 'trunk-b', Contacts: 'trunk-b/sip:b', QualifyFrequency: '60' }],
        PJSIPShowEndpoints: [
          { Event: 'EndpointList', ObjectName: 'trunk-b', Contacts: 'trunk-b/sip:b,', DeviceState: 'Unavailable' },
        ],
        PJSIPShowRegistrationsOutbound: [
          { Event: 'OutboundRegistrationDetail', ClientUri: 'sip:a@b', ServerUri: 'sip:b', Status: 'Registered' },
          { Event: 'AuthDetail', Username: 'a', Password: 'the password of the trunk' },
        ],
      },
    })
    const store = memoryStore()
    const { reports } = follow(store, pbx.port, { login })
    await listening(store)
    expect(await namesOf(store)).toEqual([
      'FullyBooted',
      'QueueParams',
      'QueueMember',
      'QueueStatusComplete',
      'CoreShowChannelsComplete',
      'ContactList',
      'ContactListComplete',
      'AorList',
      'AorListComplete',
      'EndpointList',
      'EndpointListComplete',
      'OutboundRegistrationDetail',
      'OutboundRegistrationDetailComplete',
    ])
    expect(JSON.stringify(await factsOf(store))).not.toContain('the password of the trunk')
    expect(pbx.actions.find(({ Action }) => Action === 'Login')).toMatchObject({ Username: 'ringledger', Events: 'on' })
    expect(pbx.actions.some(action => JSON.stringify(action).includes(secret))).toBe(login === 'plain')
    await until(() => reports.at(-1)).toEqual({ state: 'LIVE', lagSeconds: 0, problem: null })
    expect(await gapsOf(store)).toEqual([])
  })

  test('stores each event with the time of Asterisk, noise left out', async () => {
    const pbx = await manager()
    const store = memoryStore()
    follow(store, pbx.port)
    await listening(store)
    pbx.say(hold(1), { Event: 'VarSet', Privilege: 'dialplan,all', Variable: 'PIN', Value: '1234' }, hold(2))
    await until(() => holdsOf(store)).toEqual(['1795233000.1', '1795233000.2'])
    const [event] = (await eventsOf(store, 'ami')).filter(({ data }) => (data as unknown as AmiFact).event === 'Hold')
    expect(event).toMatchObject({
      type: 'AmiEventRecorded',
      stream: 'facts/lab/pbx1/ami',
      occurredAt: 1_795_233_000_500_001,
      data: { raw: 'Event: Hold\nPrivilege: call,all\nTimestamp: 1795233000.500001\nUniqueid: 1795233000.1' },
    })
    expect(JSON.stringify(await factsOf(store))).not.toContain('1234')
  })

  test('leaves out what the source says is noise, and nothing else', async () => {
    const pbx = await manager()
    const store = memoryStore()
    follow(store, pbx.port, {
      drop: ['Queue*', 'CoreShow*', 'ContactList*', 'AorList*', 'EndpointList*', 'Outbound*', 'FullyBooted'],
    })
    await until(() => pbx.listeners()).toBe(1)
    pbx.say({ ...hold(1), Event: 'VarSet' }, { ...hold(2), Event: 'QueueMemberStatus' })
    await until(() => namesOf(store)).toEqual(['VarSet'])
  })

  test('gives events without a time that of their receipt by the clock of the PBX, and says what to change', async () => {
    const timers = fakeTimers()
    const pbx = await manager({ clock: () => timers.now() + 3_600_000_000 })
    const store = memoryStore()
    const { reports } = follow(store, pbx.port, {}, { timers })
    await listening(store)
    const { Timestamp: _, ...timeless } = hold(1)
    pbx.say(timeless)
    await until(() => holdsOf(store)).toHaveLength(1)
    const event = (await eventsOf(store, 'ami')).at(-1)!
    expect(event.occurredAt).toBe(timers.now() + 3_600_000_000)
    expect((event.data as unknown as AmiFact).flags).toEqual(['receivedTime'])
    await until(() => reports.at(-1)?.problem).toContain('timestampevents = yes')
    expect(reports.at(-1)?.state).toBe('LIVE')
  })

  test.each([
    [3_600_000_000, /^the clock of the PBX is 60 min ahead of this server's: set both by NTP/],
    [-300_000_000, /^the clock of the PBX is 5 min behind this server's: set both by NTP/],
  ])('says that the clock of the PBX is off by %i microseconds', async (ahead, said) => {
    const timers = fakeTimers()
    const pbx = await manager({ clock: () => timers.now() + ahead })
    const store = memoryStore()
    const { reports } = follow(store, pbx.port, {}, { timers })
    await listening(store)
    pbx.say(hold(1))
    await until(() => reports.at(-1)).toMatchObject({ state: 'LIVE', problem: expect.stringMatching(said) as string })
  })

  test('says which right the user lacks, and goes on without', async () => {
    const pbx = await manager({ forbidden: ['CoreShowChannels'] })
    const store = memoryStore()
    const { reports } = follow(store, pbx.port)
    await until(() => namesOf(store)).toContain('QueueStatusComplete')
    pbx.say(hold(1))
    await until(() => reports.at(-1)).toMatchObject({
      state: 'LIVE',
      problem: expect.stringMatching(/CoreShowChannels is refused \(Permission denied\).*write = reporting/) as string,
    })
  })

  test('names the rights that the user lacks for trunks: lists of PJSIP need another one', async () => {
    const pbx = await manager({ forbidden: ['CoreShowChannels', 'PJSIPShowAors'] })
    const store = memoryStore()
    const { reports } = follow(store, pbx.port)
    await listening(store)
    pbx.say(hold(1))
    await until(() => reports.at(-1)).toMatchObject({
      problem: expect.stringMatching(/PJSIPShowAors is refused.*write = reporting,system in/) as string,
    })
  })

  test('asks again for trunks, and for nothing else, when they were reloaded', async () => {
    const pbx = await manager()
    const store = memoryStore()
    follow(store, pbx.port)
    await listening(store)
    const reload = (module: string) => ({ Event: 'Reload', Privilege: 'system,all', Module: module, Status: '0' })
    pbx.say(reload('app_queue.so'), reload('res_pjsip.so'))
    await listening(store, 2)
    const asked = pbx.actions.map(({ Action }) => Action)
    expect(asked.filter(action => action === 'PJSIPShowEndpoints')).toHaveLength(2)
    expect(asked.filter(action => action === 'QueueStatus')).toHaveLength(1)
  })

  test('takes it for no refusal that an Asterisk has no contacts, or no PJSIP', async () => {
    const answers: Readonly<Record<string, string>> = {
      PJSIPShowContacts: 'No Contacts found',
      PJSIPShowAors: 'No Aors found',
      PJSIPShowEndpoints: 'No endpoints found',
      PJSIPShowRegistrationsOutbound: 'Invalid/unknown command: PJSIPShowRegistrationsOutbound.',
    }
    const pbx = await manager({
      answer: ({ Action = '' }) =>
        Action in answers ? { Response: 'Error', Message: answers[Action] ?? '' } : undefined,
    })
    const store = memoryStore()
    const { reports } = follow(store, pbx.port)
    await until(() => namesOf(store)).toContain('CoreShowChannelsComplete')
    pbx.say(hold(1))
    await until(() => holdsOf(store)).toHaveLength(1)
    await until(() => reports.at(-1)).toEqual({ state: 'LIVE', lagSeconds: 0, problem: null })
  })

  test('asks again how things stand when Asterisk has finished starting', async () => {
    const timers = fakeTimers()
    const pbx = await manager()
    const store = memoryStore()
    follow(store, pbx.port, {}, { timers })
    await listening(store)
    timers.pass(1)
    pbx.say({ Event: 'FullyBooted', Privilege: 'system,all', Status: 'Fully Booted' })
    await listening(store, 2)
  })

  test('quarantines a packet that is none, and goes on', async () => {
    const pbx = await manager()
    const store = memoryStore()
    follow(store, pbx.port)
    await listening(store)
    pbx.say({ Event: 'Hold\r\nthis is no field', Secret: 'abc' }, { Event: 'Hold', Bell: '\u0007' }, hold(1))
    await until(() => holdsOf(store)).toEqual(['1795233000.1'])
    expect((await eventsOf(store, 'quarantine')).map(({ data }) => data)).toMatchObject([
      { kind: 'ami', input: 'manager', reason: expect.stringContaining('this is no field') as string },
      { kind: 'ami', reason: expect.stringContaining('control characters') as string },
    ])
    expect(JSON.stringify(await eventsOf(store, 'quarantine'))).not.toContain('abc')
  })
})

describe('over TLS', () => {
  test('the certificate is checked against the authority of the configuration', async () => {
    const own = selfSigned()
    const folder = await mkdtemp(path.join(os.tmpdir(), 'ami-tls-'))
    cleanUps.push(() => rm(folder, { recursive: true }))
    const ca = path.join(folder, 'ca.pem')
    await writeFile(ca, own.cert)
    const pbx = await manager({ tls: own })
    const store = memoryStore()
    follow(store, pbx.port, { host: '127.0.0.1', tls: { ca, serverName: 'localhost' } })
    await listening(store)

    const { reports } = follow(memoryStore(), pbx.port, { tls: {} })
    await until(() => reports[0]).toMatchObject({
      state: 'DOWN',
      problem: expect.stringMatching(/certificate of localhost.*tls\.ca/) as string,
    })
    const wrongName = follow(memoryStore(), pbx.port, { tls: { ca, serverName: 'other' } })
    await until(() => wrongName.reports[0]?.problem).toMatch(/certificate of localhost.*tls\.serverName/)
  })

  test('a port that speaks none is told apart from one that is closed', async () => {
    const pbx = await manager()
    const { reports } = follow(memoryStore(), pbx.port, { tls: {} })
    await until(() => reports[0]?.problem).toContain('does not speak TLS')
    await pbx.stop()
    const closed = follow(memoryStore(), pbx.port)
    await until(() => closed.reports[0]?.problem).toContain('refuses connections')
  })
})

describe('a connection that cannot be had', () => {
  test('is asked for again after 1 s, doubling to 60 s', async () => {
    const timers = fakeTimers()
    let attempts = 0
    const refuse = () => {
      attempts += 1
      return Promise.reject(new Error('nobody there'))
    }
    const { reports } = follow(memoryStore(), 1, {}, { timers, connect: refuse })
    for (const ms of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) await timers.ring(ms)
    await until(() => attempts).toBe(9)
    expect(reports[0]).toEqual({ state: 'DOWN', lagSeconds: null, problem: 'localhost:1: nobody there' })
  })

  test('because the secret is wrong is asked for once a minute, and the reason names the section, never the secret', async () => {
    const pbx = await manager()
    const timers = fakeTimers()
    const wrong = { timers, secret: () => Promise.resolve('wr0ng') }
    const { reports } = follow(memoryStore(), pbx.port, {}, wrong)
    await timers.ring(60_000)
    await timers.ring(60_000)
    expect(reports[0]?.problem).toMatch(
      /refuses user ringledger \(Authentication failed\).*\[ringledger\] of manager\.conf/,
    )
    expect(JSON.stringify(reports)).not.toMatch(/wr0ng|s3cret/)
  })

  test('because something else answers is told what it says', async () => {
    const pbx = await manager({ banner: 'SSH-2.0-OpenSSH_9.6' })
    const { reports } = follow(memoryStore(), pbx.port)
    await until(() => reports[0]?.problem).toContain('no manager interface of Asterisk: it begins with "SSH-2.0')
  })

  test('because the secret is nowhere says where it should be', async () => {
    const file = path.join(os.tmpdir(), 'no-such-secret')
    const { reports } = follow(memoryStore(), 1, { secretFile: file }, { secret: source => readSecret(source, {}) })
    await until(() => reports[0]?.problem).toContain(`${file}, which should hold the secret`)
  })
})

describe('a gap', () => {
  test('lies between the last sign of life and the next one, and things are asked for anew', async () => {
    const timers = fakeTimers()
    const pbx = await manager({ clock: () => timers.now() })
    const store = memoryStore()
    const { reports } = follow(store, pbx.port, {}, { timers })
    await listening(store)
    timers.pass(2_000)
    pbx.say(hold(1))
    await until(() => holdsOf(store)).toHaveLength(1)
    const from = timers.now()
    timers.pass(3_000)
    pbx.cut()
    await until(() => reports.at(-1)?.state).toBe('DOWN')
    await timers.ring(1_000)
    await listening(store, 2)
    expect(await gapsOf(store)).toEqual([
      { from, to: from + 4_000_000, reason: 'CONNECTION_LOST', detail: expect.stringMatching(/clos|broke/) as string },
    ])
    const [gap] = (await eventsOf(store, 'ami')).filter(({ type }) => type === 'AmiGapRecorded')
    expect(gap).toMatchObject({ occurredAt: from, site: 'lab', node: 'pbx1' })
    await until(() => reports.at(-1)?.state).toBe('LIVE')
  })

  test('is found when the PBX says nothing at all: a ping after 15 s, and 10 s for its answer', async () => {
    const timers = fakeTimers()
    let isMute = false
    const pbx = await manager({ clock: () => timers.now(), isMute: () => isMute })
    const store = memoryStore()
    const { reports } = follow(store, pbx.port, {}, { timers })
    await listening(store)
    await timers.ring(15_000)
    await until(() => pbx.actions.filter(({ Action }) => Action === 'Ping')).toHaveLength(2)
    await until(() => store.readCursor(factStream(place.site, place.node, 'ami'))).toMatchObject({
      heardAt: timers.now(),
    })
    const from = timers.now()
    isMute = true
    await timers.ring(15_000)
    await timers.ring(10_000)
    await until(() => reports.at(-1)?.problem).toContain('the answer to Ping did not come within 10 s')
    isMute = false
    await timers.ring(1_000)
    await listening(store, 2)
    expect(await gapsOf(store)).toMatchObject([{ from, to: from + 26_000_000, reason: 'CONNECTION_LOST' }])
  })

  test('after Asterisk has said that it stops has that for its reason', async () => {
    const timers = fakeTimers()
    const pbx = await manager()
    const store = memoryStore()
    follow(store, pbx.port, {}, { timers })
    await listening(store)
    pbx.say({ Event: 'Shutdown', Privilege: 'system,all', Timestamp: epochText(timers.now()), Shutdown: 'Cleanly' })
    await until(() => namesOf(store)).toContain('Shutdown')
    pbx.cut()
    await timers.ring(1_000)
    await listening(store, 2)
    expect(await gapsOf(store)).toMatchObject([{ reason: 'PBX_SHUTDOWN' }])
  })

  test('of a collector that was stopped begins where it stopped; nothing comes twice', async () => {
    const timers = fakeTimers()
    const pbx = await manager()
    const store = memoryStore()
    const first = follow(store, pbx.port, {}, { timers })
    await listening(store)
    pbx.say(hold(1))
    await until(() => holdsOf(store)).toHaveLength(1)
    await first.stop()
    const from = timers.now()
    timers.pass(60_000)
    follow(store, pbx.port, { name: 'renamed' }, { timers })
    await listening(store, 2)
    expect(await gapsOf(store)).toMatchObject([{ from, to: from + 60_000_000, reason: 'COLLECTOR_STOPPED' }])
    expect(await holdsOf(store)).toEqual(['1795233000.1'])
  })

  test('of a collector that died begins at its last commit', async () => {
    const timers = fakeTimers()
    const pbx = await manager({ clock: () => timers.now() })
    const store = memoryStore()
    const heardAt = timers.now() - 5_000_000
    const stream = factStream(place.site, place.node, 'ami')
    await store.append([{ stream, expected: 'any', events: [], cursor: { source: 'manager', heardAt, silence: null } }])
    follow(store, pbx.port, {}, { timers })
    await listening(store)
    expect(await gapsOf(store)).toMatchObject([{ from: heardAt, to: timers.now(), reason: 'COLLECTOR_FAILED' }])
  })

  test('is one, although it takes several attempts to end it', async () => {
    const timers = fakeTimers()
    const pbx = await manager()
    const store = memoryStore()
    let isDown = false
    follow(
      store,
      pbx.port,
      {},
      { timers, connect: source => (isDown ? Promise.reject(new Error('no')) : connectToManager(source)) },
    )
    await listening(store)
    isDown = true
    pbx.cut()
    for (const ms of [1_000, 2_000, 4_000]) await timers.ring(ms)
    await until(() => timers.pending()).toContain(8_000)
    isDown = false
    await timers.ring(8_000)
    await listening(store, 2)
    expect(await gapsOf(store)).toHaveLength(1)
  })
})

test('a connection that is cut at any byte costs what was not whole, and nothing else', async () => {
  const file = path.join(import.meta.dirname, '../../replay-tests/corpus/asterisk-20/ami.jsonl.gz')
  const packets = gunzipSync(await readFile(file))
    .toString('utf8')
    .split('\n')
    .slice(1_000, 1_400)
    .filter(line => /"Event": "(?:Queue|Agent|Dial|Bridge|Hold|Unhold)/.test(line))
    .map(line => {
      const { _t, _phase, ...packet } = JSON.parse(line) as Packet
      return packet
    })
    .slice(0, 12)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9_000 }), async limit => {
      const timers = fakeTimers()
      const pbx = await manager({
        clock: () => timers.now(),
        cutAfter: connection => (connection === 0 ? limit : undefined),
      })
      const store = memoryStore()
      const { stop } = follow(store, pbx.port, {}, { timers })
      await until(() => pbx.listeners() + pbx.cuts()).toBeGreaterThan(0)
      pbx.say(...packets)
      if (pbx.cuts() === 0) pbx.cut()
      await timers.ring(1_000)
      await until(() => pbx.listeners()).toBe(1)
      pbx.say(hold(1))
      await until(() => holdsOf(store)).toHaveLength(1)
      await stop()
      await pbx.stop()
      const facts = (await factsOf(store)).filter(
        ({ fields }) => fields['Timestamp'] !== undefined && fields['Uniqueid'] !== '1795233000.1',
      )
      // A beginning of what was said, each packet whole.
      expect(facts.map(({ event, fields }) => ({ Event: event, ...fields }))).toEqual(packets.slice(0, facts.length))
      expect(await eventsOf(store, 'quarantine')).toEqual([])
    }),
    { numRuns: 12, endOnFailure: true },
  )
})

test('events that cannot be stored are kept until they can, and the source says so', async () => {
  const timers = fakeTimers()
  const pbx = await manager()
  const store = memoryStore()
  let isFull = false
  const sometimesFull: EventStore = {
    ...store,
    append: appends => (isFull ? Promise.reject(new Error('disk full')) : store.append(appends)),
  }
  const { reports } = follow(sometimesFull, pbx.port, {}, { timers })
  await listening(store)
  isFull = true
  pbx.say(hold(1))
  await timers.ring(1_000)
  expect(reports.at(-1)).toMatchObject({ state: 'DOWN', problem: expect.stringContaining('disk full') as string })
  pbx.say(hold(2))
  await until(() => timers.pending()).toContain(2_000)
  isFull = false
  await timers.ring(2_000)
  await until(() => holdsOf(store)).toEqual(['1795233000.1', '1795233000.2'])
  await until(() => reports.at(-1)?.state).toBe('LIVE')
  expect(await gapsOf(store)).toEqual([])
})

test.each(['challenge', 'plain'] as const)(
  'the secret is in no event, no report and no log, with a login by %s',
  async login => {
    const timers = fakeTimers()
    const pbx = await manager()
    const store = memoryStore()
    const { reports, logged, stop } = follow(store, pbx.port, { login }, { timers })
    await listening(store)
    pbx.cut()
    await timers.ring(1_000)
    await listening(store, 2)
    await stop()
    const all: unknown[] = [reports, logged, await store.readCursor(factStream(place.site, place.node, 'ami'))]
    for await (const { events } of store.readAll()) all.push(...events)
    expect(logged.join()).toContain('listening to localhost')
    expect(JSON.stringify(all)).not.toContain(secret)
  },
)

test('nothing is left open after a stop', async () => {
  const pbx = await manager()
  const store = memoryStore()
  const { timers, stop } = follow(store, pbx.port)
  await listening(store)
  await stop()
  await until(() => pbx.listeners()).toBe(0)
  expect(timers.pending()).toEqual([])
  const probe = connect(pbx.port, '127.0.0.1')
  await until(() => probe.readyState).toBe('open')
  probe.destroy()
})
