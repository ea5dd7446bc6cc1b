import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { objectOf } from '../../domain/configuration/configuration.ts'
import { handleChangeSet } from '../../domain/configuration/handle-change-set.ts'
import { configurationStream, createConfigurationReader } from '../../domain/configuration/history.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { testSeal } from '../../domain/configuration/testing/given.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent, Position, RecordedEvent } from '../../domain/kernel/event.ts'
import { silent } from '../../domain/kernel/log.ts'
import { isoOf, microsOfDate, microsPerSecond } from '../../domain/kernel/time.ts'
import { amiEventRecorded } from '../../domain/pbx/facts.ts'
import { toldByCel, toldByManager, type Dialled } from '../../domain/phone-states/testing/told.ts'
import { openTestSeal } from '../../domain/pbx-files/testing/sample-configurations.ts'
import { rollOutStream } from '../../domain/roll-out/events.ts'
import { voicemails } from '../../domain/users/voicemails.ts'
import { createMemoryEventStore } from '../event-store/memory.ts'
import { startFakeAsterisk, type FakeAsterisk } from '../pbx/testing/fake-asterisk.ts'
import { followPhoneStates, type PhoneStatesFollower } from './follow.ts'

/** Nothing is decided at the same instant as something else. */
let now = 0
const clock = () => (now = Math.max(now + 1, microsOfDate(new Date())))
const rules = { kinds, seal: testSeal }
const people = (directory: string): readonly ConfigurationCommand[] => [
  {
    defineMediaServer: {
      name: 'main',
      main: true,
      address: '192.0.2.10',
      deployment: { directory, ami: { secretEnvironment: 'NOT_USED' } },
    },
  },
  { defineUser: { user: 'alice', firstName: 'Alice', bsFilter: 'boss' } },
  { defineUser: { user: 'bob', firstName: 'Bob', bsFilter: 'secretary' } },
  { defineCallFilter: { name: 'office', boss: 'alice', secretaries: [{ user: 'bob', member: '1' }] } },
]

let asterisk: FakeAsterisk
let store: EventStore
let follower: PhoneStatesFollower | undefined

beforeEach(async () => {
  asterisk = await startFakeAsterisk()
  store = createMemoryEventStore()
  await admin(...people(asterisk.directory))
  await rollOut()
})
afterEach(async () => {
  await follower?.stop()
  follower = undefined
  await asterisk.stop()
})

/** How often the follower has begun to look: for news in the log, and at the nodes. */
const looks = { log: 0, nodes: 0 }

function follow(): void {
  const configured = createConfigurationReader(store, kinds)
  const reader: typeof configured = {
    ...configured,
    now: site => {
      looks.nodes++
      return configured.now(site)
    },
  }
  const read: EventStore = {
    ...store,
    readAll: options => {
      looks.log++
      return store.readAll(options)
    },
  }
  const pbxOf = () => asterisk.pbx
  const open = openTestSeal
  follower = followPhoneStates({ store: read, reader, rules, clock, log: silent, open, pbxOf, everyMs: 5 })
}

async function admin(...commands: readonly ConfigurationCommand[]): Promise<Position> {
  const result = await handleChangeSet(store, createConfigurationReader(store, kinds), { commands }, rules, {
    site: 'paris',
    changeSetId: crypto.randomUUID(),
    comment: null,
    actor: 'ann',
    dryRun: false,
    occurredAt: clock(),
  })
  if (!result.accepted) throw new Error(JSON.stringify(result.rejections))
  return result.position
}

/** The present configuration is in the files of the PBX from now on. */
async function rollOut(): Promise<void> {
  const { position } = await createConfigurationReader(store, kinds).now('paris')
  const data = { type: 'ConfigurationApplied', rollOutId: 'r', position, generation: '1-a', files: [] }
  const event: NewEvent = {
    ...told,
    occurredAt: clock(),
    type: data.type,
    data: { ...data, reloads: [], restartNeeded: [] },
  }
  await store.append([{ stream: rollOutStream('paris', 'main'), expected: 'any', events: [event] }])
}
const told = { site: 'paris', node: 'main', occurredAt: 0 }

const record = (fact: NewEvent) =>
  store.append([{ stream: `facts/paris/main/${fact.type}`, expected: 'any', events: [fact] }])

const dnd = (more: Partial<Dialled> = {}): Dialled => ({ user: 'alice', function: 'dnd', at: clock(), ...more })

/** What the dialplan does when somebody dials, before anything tells of it. */
function dial(key: string, value: string, at: number): void {
  asterisk.database.set(`/ringledger/${key}`, value).set(`/ringledger/since/${key}`, isoOf(at))
}

async function byPhone(): Promise<readonly RecordedEvent[]> {
  const all: RecordedEvent[] = []
  for await (const { events } of store.readStream(configurationStream('paris'))) all.push(...events)
  return all.filter(({ actor, type }) => actor === 'phone' && type !== 'ChangeSetApplied')
}

const keptUnder = (family: string) =>
  Object.fromEntries(
    [...asterisk.database].flatMap(([key, value]) =>
      key.startsWith(`/${family}/`) ? [[key.slice(family.length + 2), value]] : [],
    ),
  )
const keys = () => keptUnder('ringledger')
const lamps = () => keptUnder('CustomDevstate')
const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 10 })
/** The follower has begun to look twice since: so it has looked once from beginning to end. */
const lookedAt = (...places: readonly (keyof typeof looks)[]): Promise<void> => {
  const before = { ...looks }
  return soon(() => {
    for (const place of places) expect(looks[place]).toBeGreaterThanOrEqual(before[place] + 2)
  })
}
const looked = () => lookedAt('log', 'nodes')

describe('what is switched by phone', () => {
  test('comes into the configuration once, whoever tells of it, also after a restart', async () => {
    follow()
    const at = clock()
    await record(toldByManager(dnd({ at })))
    await soon(async () => expect(await byPhone()).toHaveLength(1))
    await record(toldByCel(dnd({ at })))
    await follower?.stop()
    follow()
    await record(toldByCel(dnd({ function: 'unc', value: '3001' })))
    await soon(async () => expect(await byPhone()).toHaveLength(2))
    expect((await byPhone()).map(({ type }) => type)).toEqual(['UserChanged', 'UserForwardChanged'])
  })

  test('keeps its key until the files say the same', async () => {
    follow()
    const at = clock()
    dial('user/alice/dnd', '1', at)
    await record(toldByCel(dnd({ at })))
    await soon(async () => expect(await byPhone()).toHaveLength(1))
    await looked()
    expect(keys()).toMatchObject({ 'user/alice/dnd': '1' })
    await rollOut()
    await soon(() => expect(keys()).toEqual({}))
  })

  test('is left while the fact that tells of it is on its way', async () => {
    follow()
    const at = clock() + 1
    dial('user/alice/dnd', '1', at)
    await admin({ changeUser: { user: 'alice', lastName: 'Martin' } })
    await looked()
    expect(keys()).toMatchObject({ 'user/alice/dnd': '1' })
    await record(toldByCel(dnd({ at })))
    await soon(async () => expect(await byPhone()).toHaveLength(1))
    await rollOut()
    await soon(() => expect(keys()).toEqual({}))
  })
})

describe('the lamps of programmed keys', () => {
  beforeEach(async () => {
    await admin(
      { defineContext: { name: 'default', displayName: 'Default' } },
      { defineLine: { name: 'a', number: '1001', context: 'default', password: 'secret1', endpoint: { sip: {} } } },
      { changeUser: { user: 'alice', lines: ['a'] } },
    )
    await rollOut()
    // Whoever was rolled out is lit.
    asterisk.database.set('/CustomDevstate/*371', 'INUSE')
  })

  test('follow what an administrator switches, without a roll-out and after it', async () => {
    follow()
    await admin({ changeUser: { user: 'alice', dndEnabled: true } })
    await soon(() => expect(lamps()).toEqual({ '*371': 'INUSE', '*7351001*25': 'INUSE' }))
    await rollOut()
    await soon(() => expect(keys()).toEqual({}))
    expect(lamps()).toMatchObject({ '*7351001*25': 'INUSE' })
    await admin(
      { changeUser: { user: 'alice', dndEnabled: false } },
      { changeUserForward: { user: 'alice', kind: 'busy', enabled: true, destination: '3001' } },
    )
    const forwarded = { '*7351001*23': 'INUSE', '*7351001*23*3001': 'INUSE' }
    await soon(() => expect(lamps()).toEqual({ '*371': 'INUSE', '*7351001*25': 'NOT_INUSE', ...forwarded }))
  })

  test('are left as the phone has set them while the fact that tells of it is on its way', async () => {
    follow()
    dial('user/alice/dnd', '1', clock() + 1)
    asterisk.database.set('/CustomDevstate/*7351001*25', 'INUSE')
    await admin({ changeUser: { user: 'alice', lastName: 'Martin' } })
    await looked()
    expect(lamps()).toMatchObject({ '*7351001*25': 'INUSE' })
  })

  test('that the manager interface may not light keep nothing else from its place', async () => {
    asterisk.behave(({ Action }) =>
      Action === 'Setvar' ? { Response: 'Error', Message: 'Permission denied' } : undefined,
    )
    follow()
    await admin({ changeUser: { user: 'alice', dndEnabled: true } })
    await soon(() => expect(keys()).toMatchObject({ 'user/alice/dnd': '1' }))
  })
})

describe('the PIN of a mailbox that is changed by phone', () => {
  const box = (password: string) => `[default]\n1001 => ${password},Alice,,,attach=yes\n`
  /** What the roll-out wrote, and then Asterisk itself. */
  async function written(content: string): Promise<void> {
    const generation = path.join(asterisk.directory, 'generations', '1-a')
    await mkdir(generation, { recursive: true })
    await writeFile(path.join(generation, 'voicemail.conf'), content)
  }
  async function password(): Promise<string> {
    const { configuration } = await createConfigurationReader(store, kinds).now('paris')
    return openTestSeal(objectOf(configuration, voicemails, '1001@default')?.value.password?.sealed ?? '')
  }

  beforeEach(async () => {
    await admin(
      { defineContext: { name: 'default', displayName: 'Default' } },
      { defineVoicemail: { number: '1001', context: 'default', name: 'Alice', password: '1111' } },
    )
    await rollOut()
    await written(box('1111'))
  })

  test('comes into the configuration once, with its mailbox, also where nobody looked when it was changed', async () => {
    await written(`;!\n;! Generator: app_voicemail\n;!\n${box('2222')}`)
    follow()
    await soon(async () => expect(await password()).toBe('2222'))
    expect((await byPhone()).map(({ data }) => data)).toMatchObject([
      { type: 'VoicemailChanged', key: '1001@default', source: 'phone', phone: { node: 'main', line: '1001@default' } },
    ])
    await written(box('3333'))
    await soon(async () => expect(await password()).toBe('3333'))
    await follower?.stop()
    follow()
    await looked()
    expect(await byPhone()).toHaveLength(2)
  })

  test('comes in when it is changed again while no server runs', async () => {
    await written(box('2222'))
    follow()
    await soon(async () => expect(await password()).toBe('2222'))
    await follower?.stop()
    await written(box('3333'))
    follow()
    await soon(async () => expect(await password()).toBe('3333'))
  })

  test('does not come back when an administrator has set another one since', async () => {
    await written(box('2222'))
    follow()
    await soon(async () => expect(await password()).toBe('2222'))
    await admin({ changeVoicemail: { number: '1001', context: 'default', password: '4444' } })
    await written(`${box('2222')}1002 => 1,Bob\n`)
    await looked()
    await follower?.stop()
    follow()
    await looked()
    expect(await password()).toBe('4444')
  })
})

describe('the database of the PBX', () => {
  test('has what is configured otherwise than in its files, at once, and nothing else', async () => {
    follow()
    await admin(
      { changeUser: { user: 'alice', dndEnabled: true } },
      { changeUserForward: { user: 'bob', kind: 'busy', enabled: true, destination: '3001' } },
      { changeCallFilterSecretary: { callFilter: 'office', user: 'bob', active: false } },
    )
    await soon(() =>
      expect(keys()).toEqual({ 'user/alice/dnd': '1', 'user/bob/busy': '3001', 'filter/office/bob': '0' }),
    )
    await admin({ changeUser: { user: 'alice', dndEnabled: false } })
    await soon(() => expect(keys()).toEqual({ 'user/bob/busy': '3001', 'filter/office/bob': '0' }))
    await rollOut()
    await soon(() => expect(keys()).toEqual({}))
  })

  test('loses what phones switched before an administrator decided otherwise, and what nobody knows of', async () => {
    dial('user/alice/dnd', '1', clock() - 60 * microsPerSecond)
    asterisk.database.set('/ringledger/user/bob/unconditional', '666').set('/ringledger/since/user/zoe/dnd', 'x')
    follow()
    await soon(() => expect(keys()).toEqual({}))
  })

  test('loses the keys of a user and a filter that are removed', async () => {
    follow()
    await admin({ changeUser: { user: 'alice', dndEnabled: true } })
    await soon(() => expect(keys()).toEqual({ 'user/alice/dnd': '1' }))
    dial('filter/office/bob', '0', clock() + 1)
    await admin({ removeCallFilter: { name: 'office' } }, { removeUser: { user: 'alice' } })
    await soon(() => expect(keys()).toEqual({}))
  })

  test('is held against the files that were rolled out last, also when the log is read again after a start', async () => {
    await admin({ changeUser: { user: 'alice', dndEnabled: true } })
    await rollOut()
    await admin({ changeUser: { user: 'alice', callRecordEnabled: true } })
    follow()
    await soon(() => expect(keys()).toEqual({ 'user/alice/callrecord': '1' }))
    await looked()
    expect(asterisk.manager.actions.flatMap(({ Action, Key }) => (Action === 'DBPut' ? [Key] : []))).toEqual([
      'user/alice/callrecord',
    ])
  })

  test('closes a queue at once with what supervisors may choose, and leaves other destinations to the roll-out', async () => {
    await admin({ defineQueue: { name: 'reception', displayName: 'Reception' } })
    await admin({ defineQueue: { name: 'sales', displayName: 'Sales', dissuasionQueue: 'reception' } })
    await rollOut()
    follow()
    const fail = (to: unknown) => admin({ changeQueue: { name: 'sales', fail: to } })
    await fail({ sound: { sound: 'playback/sales_closed' } })
    await soon(() => expect(keys()).toEqual({ 'queue/sales/fail': 'sound:playback/sales_closed' }))
    await fail({ queue: { queue: 'reception' } })
    await soon(() => expect(keys()).toEqual({ 'queue/sales/fail': 'queue:reception' }))
    await rollOut()
    await soon(() => expect(keys()).toEqual({}))
    await fail(null)
    await soon(() => expect(keys()).toEqual({ 'queue/sales/fail': 'none' }))
    await fail({ busy: {} })
    await soon(() => expect(keys()).toEqual({}))
  })

  test('keeps where agents sit', async () => {
    asterisk.database.set('/ringledger/agent/8001/interface', 'PJSIP/abc').set('/ringledger/phone/1001', '8001')
    asterisk.database.set('/ringledger/user/bob/dnd', '1')
    follow()
    await soon(() => expect(keys()).toEqual({ 'agent/8001/interface': 'PJSIP/abc', 'phone/1001': '8001' }))
  })

  test('is put right again when the connection broke in the middle, and by differences only', async () => {
    let puts = 0
    asterisk.behave(({ Action }) => (Action === 'DBPut' && ++puts === 2 ? 'cut' : undefined))
    follow()
    await admin({ changeUser: { user: 'alice', dndEnabled: true, callRecordEnabled: true, voicemailEnabled: false } })
    await soon(() =>
      expect(keys()).toEqual({ 'user/alice/callrecord': '1', 'user/alice/dnd': '1', 'user/alice/voicemail': '0' }),
    )
    expect(puts).toBe(4)
  })

  test('is looked at again when the PBX is heard of', async () => {
    follow()
    await admin({ changeUser: { user: 'alice', dndEnabled: true } })
    await soon(() => expect(keys()).toEqual({ 'user/alice/dnd': '1' }))
    asterisk.database.clear()
    await looked()
    expect(keys()).toEqual({})
    await record({ ...told, type: amiEventRecorded, data: { raw: '', event: 'FullyBooted', fields: {} } })
    await soon(() => expect(keys()).toEqual({ 'user/alice/dnd': '1' }))
  })

  test('of a PBX to which nothing was rolled out is not touched', async () => {
    store = createMemoryEventStore()
    await admin(...people(asterisk.directory))
    dial('user/alice/dnd', '1', 0)
    follow()
    await lookedAt('log')
    expect(asterisk.manager.actions).toEqual([])
  })
})
