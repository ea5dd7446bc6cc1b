import { describe, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import { handleChangeSet } from '../configuration/handle-change-set.ts'
import { configurationStream, createConfigurationReader, refusalStream } from '../configuration/history.ts'
import { kinds } from '../configuration/kinds.ts'
import { testSeal } from '../configuration/testing/given.ts'
import type { NewEvent, RecordedEvent } from '../kernel/event.ts'
import { handlePhoneSwitch } from './handle-phone-switch.ts'
import { configuredValue, phoneStateAt } from './phone-state.ts'
import { phoneSwitchIn } from './phone-switch.ts'
import { toldByCel, toldByManager, type Dialled } from './testing/told.ts'

const second = 1_000_000
const morning = 1_795_233_600 * second
const rules = { kinds, seal: testSeal }
const people: readonly ConfigurationCommand[] = [
  { defineUser: { user: 'alice', firstName: 'Alice', bsFilter: 'boss' } },
  { defineUser: { user: 'bob', firstName: 'Bob', bsFilter: 'secretary' } },
  { defineCallFilter: { name: 'office', boss: 'alice', secretaries: [{ user: 'bob', member: '1' }] } },
]

/** A site whose people were configured in the morning. */
async function site() {
  const store = createMemoryEventStore({ now: () => morning + 86_400 * second })
  const reader = createConfigurationReader(store, kinds)
  let sent = 0
  const admin = (occurredAt: number, ...commands: readonly ConfigurationCommand[]) =>
    handleChangeSet(store, reader, { commands }, rules, {
      site: 'paris',
      changeSetId: `c${++sent}`,
      comment: null,
      actor: 'ann',
      occurredAt,
      dryRun: false,
    })
  await admin(morning, ...people)

  const recorded = async (fact: NewEvent): Promise<RecordedEvent> => {
    const stream = `facts/paris/main/${fact.type}`
    await store.append([{ stream, expected: 'any', events: [fact] }])
    let last: RecordedEvent | undefined
    for await (const { events } of store.readStream(stream)) last = events.at(-1) ?? last
    if (!last) throw new Error('nothing was recorded')
    return last
  }
  /** Takes a fact in. */
  const take = async (told: NewEvent) => {
    const fact = await recorded(told)
    const what = phoneSwitchIn(fact)
    return what && handlePhoneSwitch(store, reader, rules, what, { fact, occurredAt: morning + 80_000 * second })
  }
  const valueOf = async (key: string) => {
    const phone = phoneStateAt(key)
    if (!phone) throw new Error(`${key} is no key of a phone`)
    return configuredValue((await reader.now('paris')).configuration, phone)
  }
  const eventsIn = async (stream: string) => {
    const all: RecordedEvent[] = []
    for await (const { events } of store.readStream(stream)) all.push(...events)
    return all
  }
  const last = async () => (await eventsIn(configurationStream('paris'))).at(-1)
  return { admin, take, valueOf, last, refusals: () => eventsIn(refusalStream('paris')), recorded }
}

const dnd = (more: Partial<Dialled> = {}): Dialled => ({
  user: 'alice',
  function: 'dnd',
  at: morning + 60 * second,
  ...more,
})

describe('what is switched by phone', () => {
  test('is a change of the configuration by phone, with the line, the instant and the fact that told it', async () => {
    const { take, last, recorded } = await site()
    expect(await take(toldByCel(dnd({ line: 'nrzpjngu' })))).toBe('changed')
    const event = await last()
    expect(event).toMatchObject({
      type: 'UserChanged',
      actor: 'phone',
      occurredAt: morning + 80_000 * second,
      data: {
        key: 'alice',
        changes: { dndEnabled: { from: false, to: true } },
        source: 'phone',
        phone: { node: 'main', line: 'nrzpjngu', at: morning + 60 * second },
      },
    })
    expect(event?.causationId).toMatch(/./)
    expect((await recorded(toldByCel(dnd()))).id).not.toBe(event?.causationId)
  })

  test.each<[string, Partial<Dialled>, string, string]>([
    ['do not disturb', { function: 'dnd' }, 'user/alice/dnd', '1'],
    ['the recording of all calls', { function: 'callrecord' }, 'user/alice/callrecord', '1'],
    ['the filter of incoming calls', { function: 'incallfilter' }, 'user/alice/incallfilter', '1'],
    ['the mailbox', { function: 'vm', status: '0' }, 'user/alice/voicemail', '0'],
    ['a forward of all calls', { function: 'unc', value: '3001' }, 'user/alice/unconditional', '3001'],
    ['a forward when nobody answers', { function: 'rna', value: '*98' }, 'user/alice/noanswer', '*98'],
    ['a forward when busy', { function: 'busy', value: '+33123' }, 'user/alice/busy', '+33123'],
    ['a secretary', { user: 'bob', function: 'bsfilter', status: '0', value: 'office' }, 'filter/office/bob', '0'],
  ])('%s', async (_, more, key, value) => {
    const { take, valueOf } = await site()
    expect(await take(toldByCel(dnd(more)))).toBe('changed')
    expect(await valueOf(key)).toBe(value)
  })

  test('a forward that is switched off keeps its number', async () => {
    const { take, valueOf, last } = await site()
    await take(toldByCel(dnd({ function: 'unc', value: '3001' })))
    await take(toldByCel(dnd({ function: 'unc', status: '0', value: '', at: morning + 61 * second })))
    expect(await valueOf('user/alice/unconditional')).toBe('')
    expect(await last()).toMatchObject({
      data: { item: { kind: 'unconditional', enabled: false, destination: '3001' } },
    })
  })
})

describe('it is taken in once', () => {
  test('when CEL and the manager interface tell of it', async () => {
    const { take, last } = await site()
    expect(await take(toldByManager(dnd()))).toBe('changed')
    const { position } = (await last())!
    expect(await take(toldByCel(dnd()))).toBe('known')
    expect((await last())?.position).toBe(position)
  })

  test('when it is imported again after everybody has switched it once more', async () => {
    const { take, admin, valueOf } = await site()
    const first = toldByCel(dnd())
    await take(first)
    await take(toldByCel(dnd({ status: '0', uniqueid: '1.2', at: morning + 90 * second })))
    expect(await take(first)).toBe('known')
    await admin(morning + 100 * second, { changeUser: { user: 'alice', dndEnabled: true } })
    expect(await take(toldByCel(dnd({ status: '0', uniqueid: '1.2', at: morning + 90 * second })))).toBe('known')
    expect(await valueOf('user/alice/dnd')).toBe('1')
  })

  test('when it had changed nothing, and something was decided since', async () => {
    const { take, admin, valueOf } = await site()
    await admin(morning + 30 * second, { changeUser: { user: 'alice', dndEnabled: true } })
    expect(await take(toldByCel(dnd()))).toBe('same')
    await admin(morning + 100 * second, { changeUser: { user: 'alice', dndEnabled: false } })
    expect(await take(toldByCel(dnd()))).toBe('outdated')
    expect(await valueOf('user/alice/dnd')).toBe('0')
  })

  test('when it is refused', async () => {
    const { take, refusals } = await site()
    const unknown = toldByCel(dnd({ user: 'nobody' }))
    expect(await take(unknown)).toBe('refused')
    expect(await take(unknown)).toBe('known')
    expect(await refusals()).toMatchObject([
      { actor: 'phone', data: { rejections: [{ field: 'commands[0].changeUser.user', rule: 'exists' }] } },
    ])
  })
})

describe('what came later in time wins, not what came in later', () => {
  test('an administrator after the phone', async () => {
    const { take, admin, valueOf } = await site()
    await admin(morning + 100 * second, {
      changeUserForward: { user: 'alice', kind: 'busy', enabled: true, destination: '1' },
    })
    expect(await take(toldByCel(dnd({ function: 'busy', value: '2' })))).toBe('outdated')
    expect(await valueOf('user/alice/busy')).toBe('1')
  })

  test('the phone after the administrator', async () => {
    const { take, admin, valueOf } = await site()
    await admin(morning + 50 * second, {
      changeUserForward: { user: 'alice', kind: 'busy', enabled: true, destination: '1' },
    })
    expect(await take(toldByCel(dnd({ function: 'busy', value: '2' })))).toBe('changed')
    expect(await valueOf('user/alice/busy')).toBe('2')
  })

  test('of two phones the later one, in whatever order their facts come', async () => {
    const { take, valueOf } = await site()
    expect(await take(toldByCel(dnd({ status: '0', at: morning + 90 * second, uniqueid: '1.2' })))).toBe('same')
    expect(await take(toldByCel(dnd({ function: 'unc', value: '2', at: morning + 90 * second })))).toBe('changed')
    expect(await take(toldByCel(dnd({ function: 'unc', value: '1', at: morning + 80 * second })))).toBe('outdated')
    expect(await valueOf('user/alice/unconditional')).toBe('2')
  })

  test('who decided about something else decided nothing about this', async () => {
    const { take, admin } = await site()
    await admin(
      morning + 100 * second,
      { changeUser: { user: 'alice', callRecordEnabled: true, lastName: 'Martin' } },
      { changeUserForward: { user: 'alice', kind: 'busy', enabled: true, destination: '1' } },
    )
    expect(await take(toldByCel(dnd()))).toBe('changed')
    expect(await take(toldByCel(dnd({ function: 'rna', value: '2' })))).toBe('changed')
  })

  test('a phone of somebody who was removed since is not that of the one who has his name now', async () => {
    const { take, admin } = await site()
    await admin(morning + 90 * second, { removeCallFilter: { name: 'office' } }, { removeUser: { user: 'alice' } })
    await admin(morning + 100 * second, { defineUser: { user: 'alice', firstName: 'Alice' } })
    expect(await take(toldByCel(dnd()))).toBe('outdated')
  })

  test('a PBX whose clock is ahead is not believed beyond the instant at which its fact was recorded', async () => {
    const { take, admin, valueOf } = await site()
    expect(await take(toldByCel(dnd({ at: morning + 1e9 * second })))).toBe('changed')
    await admin(morning + 86_500 * second, { changeUser: { user: 'alice', dndEnabled: false } })
    expect(await take(toldByCel(dnd({ at: morning + 1e8 * second, uniqueid: '1.2' })))).toBe('outdated')
    expect(await valueOf('user/alice/dnd')).toBe('0')
  })
})

describe('nothing is taken from', () => {
  test.each<[string, NewEvent]>([
    ['an event of that name in the words of another dialplan', toldByManager(dnd({ user: '' }))],
    ['a function that is none of ours', toldByCel(dnd({ function: 'lamp' }))],
    [
      'a text that is not one of ours',
      {
        ...toldByCel(dnd()),
        data: { userdeftype: 'FEATURE_SWITCHED', extra: 'x', uniqueid: '', channame: '', eventtype: 'USER_DEFINED' },
      },
    ],
    ['a channel that no PBX has', toldByCel(dnd({ uniqueid: 'x'.repeat(2000) }))],
  ])('%s', async (_, fact) => {
    const { take } = await site()
    expect(await take(fact)).toBeUndefined()
  })

  test('a change of the configuration itself', async () => {
    const { last } = await site()
    expect(phoneSwitchIn((await last())!)).toBeUndefined()
  })
})
