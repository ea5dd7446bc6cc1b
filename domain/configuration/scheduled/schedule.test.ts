import { describe, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import type { ConfigurationCommand } from '../commands.ts'
import { objectOf } from '../configuration.ts'
import { configurationStream, createConfigurationReader, refusalStream } from '../history.ts'
import { handleChangeSet } from '../handle-change-set.ts'
import { kinds } from '../kinds.ts'
import { testSeal } from '../testing/given.ts'
import { queues } from '../../queues/configured-queues.ts'
import { lines } from '../../users/lines.ts'
import { applyScheduled, cancelScheduled, scheduleChangeSet } from './schedule.ts'
import { pendingChanges, scheduledChangesOf, scheduledStream } from './scheduled-change.ts'

const rules = { kinds, seal: testSeal }

function world() {
  const store = createMemoryEventStore()
  const reader = createConfigurationReader(store, kinds)
  const context = (changeSetId: string, occurredAt: number) => ({
    site: 'paris',
    changeSetId,
    comment: 'for Monday',
    actor: 'ann',
    occurredAt,
    dryRun: false,
  })
  return {
    store,
    send: (...commands: ConfigurationCommand[]) =>
      handleChangeSet(store, reader, { commands }, rules, { ...context('now', 1), comment: null }),
    schedule: (id: string, effectiveAt: number, ...commands: ConfigurationCommand[]) =>
      scheduleChangeSet(store, reader, { commands }, rules, { ...context(id, 10), effectiveAt }),
    apply: (changeSetId: string, at: number) =>
      applyScheduled(store, reader, rules, { site: 'paris', changeSetId }, () => at),
    cancel: (changeSetId: string) =>
      cancelScheduled(store, { site: 'paris', changeSetId, reason: 'not now', actor: 'bob', occurredAt: 20 }),
    list: async () => [...(await scheduledChangesOf(store, 'paris')).byId.values()],
    configuration: async () => (await reader.now('paris')).configuration,
    stream: async (name: string) => {
      const events = []
      for await (const page of store.readStream(name)) events.push(...page.events)
      return events
    },
  }
}

const sales: ConfigurationCommand = { defineQueue: { name: 'sales', displayName: 'Sales' } }
const rename = (displayName: string): ConfigurationCommand => ({ changeQueue: { name: 'sales', displayName } })

test('who has an access list schedules no password for a person who has a rights profile when its time comes', async () => {
  const { store, send, apply, list } = world()
  await send({ defineUser: { user: 'ann', firstName: 'Ann' } })
  const context = { site: 'paris', changeSetId: 's1', comment: null, actor: 'crm', occurredAt: 10, dryRun: false }
  const narrowed = { ...context, effectiveAt: 100, acl: ['configuration.users.update'] }
  const login = { user: 'ann', ctiEnabled: true, ctiLogin: 'ann', ctiPassword: 'another1', ctiProfile: 'Supervisor' }
  const change = { commands: [{ changeUser: login }] }
  const scheduled = await scheduleChangeSet(store, createConfigurationReader(store, kinds), change, rules, narrowed)
  expect(scheduled).toMatchObject({ accepted: true })
  await send(
    { changeUser: { ...login, ctiPassword: 'herown12' } },
    { grantProfile: { login: 'ann', type: 'administrator' } },
  )
  await apply('s1', 100)
  expect(await list()).toMatchObject([{ state: 'REFUSED', rejections: [{ rule: 'profile' }] }])
})

test('what somebody schedules who is limited to entities is limited to them when its time comes, too', async () => {
  const { store, send, apply, list, configuration } = world()
  await send(
    { defineEntity: { name: 'acme', displayName: 'Acme' } },
    { defineEntity: { name: 'globex', displayName: 'Globex' } },
    { defineQueue: { name: 'sales', displayName: 'Sales', entity: 'acme' } },
  )
  const context = { site: 'paris', changeSetId: 's1', comment: null, actor: 'ada', occurredAt: 10, dryRun: false }
  const limited = { ...context, effectiveAt: 100, entities: ['acme'] }
  const change = { commands: [rename('Mine')] }
  expect(await scheduleChangeSet(store, createConfigurationReader(store, kinds), change, rules, limited)).toMatchObject(
    { accepted: true },
  )
  await send({ changeQueue: { name: 'sales', entity: 'globex' } })
  await apply('s1', 100)
  expect(await list()).toMatchObject([{ state: 'REFUSED', rejections: [{ rule: 'exists' }] }])
  expect(objectOf(await configuration(), queues, 'sales')?.value.displayName).toBe('Sales')
})

describe('a scheduled change set', () => {
  test('changes nothing until its time, then it is a change set like others, with both instants', async () => {
    const { send, schedule, apply, list, configuration, stream } = world()
    await send(sales)
    const result = await schedule('s1', 100, rename('Sales Europe'))
    expect(result).toMatchObject({ accepted: true, events: [{ type: 'QueueChanged' }] })
    expect(objectOf(await configuration(), queues, 'sales')?.value.displayName).toBe('Sales')
    expect(await list()).toMatchObject([
      { changeSetId: 's1', state: 'PENDING', effectiveAt: 100, scheduledAt: 10, scheduledBy: 'ann', endedAt: null },
    ])
    await apply('s1', 130)
    expect(objectOf(await configuration(), queues, 'sales')?.value.displayName).toBe('Sales Europe')
    const [applied, changed] = (await stream(configurationStream('paris'))).slice(-2)
    expect(applied).toMatchObject({
      actor: 'ann',
      occurredAt: 130,
      correlationId: 's1',
      data: { type: 'ChangeSetApplied', changeSetId: 's1', comment: 'for Monday', changes: 1, effectiveAt: 100 },
    })
    expect(changed).toMatchObject({ type: 'QueueChanged', occurredAt: 130 })
    expect(await list()).toMatchObject([{ state: 'APPLIED', endedAt: 130, changes: 1 }])
  })

  test('is applied once, however often it is tried', async () => {
    const { send, schedule, apply, stream } = world()
    await send(sales)
    await schedule('s1', 100, rename('Sales Europe'))
    await Promise.all([apply('s1', 100), apply('s1', 100), apply('s1', 101)])
    await send(rename('Sales'))
    await apply('s1', 200)
    expect((await stream(scheduledStream('paris'))).map(({ type }) => type)).toEqual([
      'ChangeSetScheduled',
      'ScheduledChangeSetApplied',
    ])
    expect(await stream(configurationStream('paris'))).toHaveLength(6)
  })

  test('that cannot be accepted now is refused now, and so is one for the past', async () => {
    const { send, schedule, list, stream } = world()
    await send(sales)
    expect(await schedule('s1', 100, { changeQueue: { name: 'support', weight: 1 } })).toMatchObject({
      rejections: [{ field: 'commands[0].changeQueue.name', rule: 'exists' }],
    })
    expect(await schedule('s2', 10, rename('Late'))).toMatchObject({
      rejections: [{ field: 'effectiveAt', rule: 'future' }],
    })
    expect(await list()).toEqual([])
    expect((await stream(refusalStream('paris'))).map(({ correlationId }) => correlationId)).toEqual(['s1', 's2'])
  })

  test('that cannot be accepted when its time comes is refused then, as an event with the reasons', async () => {
    const { send, schedule, apply, list, stream } = world()
    await send(sales)
    await schedule('s1', 100, rename('Sales Europe'))
    await send({ removeQueue: { name: 'sales' } })
    await apply('s1', 100)
    expect(await list()).toMatchObject([
      { state: 'REFUSED', endedAt: 100, rejections: [{ field: 'commands[0].changeQueue.name', rule: 'exists' }] },
    ])
    expect(await stream(refusalStream('paris'))).toMatchObject([{ correlationId: 's1', actor: 'ann' }])
    await send(sales)
    await apply('s1', 110)
    expect(await list()).toMatchObject([{ state: 'REFUSED' }])
  })

  test('is applied although nothing is left to change', async () => {
    const { send, schedule, apply, list } = world()
    await send(sales)
    await schedule('s1', 100, rename('Sales Europe'))
    await send(rename('Sales Europe'))
    await apply('s1', 100)
    expect(await list()).toMatchObject([{ state: 'APPLIED', changes: 0 }])
  })

  test('is never applied once it was cancelled; what was applied cannot be cancelled', async () => {
    const { send, schedule, apply, cancel, list, store } = world()
    await send(sales)
    await schedule('s1', 100, rename('Sales Europe'))
    await schedule('s2', 100, rename('Sales West'))
    expect(await cancel('s1')).toMatchObject({ rejections: [], change: { state: 'CANCELLED', endedBy: 'bob' } })
    expect(await cancel('s1')).toMatchObject({ rejections: [] })
    expect((await pendingChanges(store)).map(({ changeSetId, site }) => [changeSetId, site])).toEqual([['s2', 'paris']])
    await Promise.all([apply('s1', 100), apply('s2', 100)])
    expect(await list()).toMatchObject([{ state: 'CANCELLED', reason: 'not now' }, { state: 'APPLIED' }])
    expect(await cancel('s2')).toMatchObject({ rejections: [{ rule: 'pending' }] })
    expect(await cancel('s3')).toMatchObject({ rejections: [{ rule: 'exists' }] })
    expect(await apply('s3', 100)).toBeUndefined()
  })

  test('as a dry run says what would be, and stores nothing', async () => {
    const { send, store } = world()
    await send(sales)
    const before = await store.lastPosition()
    const reader = createConfigurationReader(store, kinds)
    const context = { site: 'paris', changeSetId: 's1', comment: null, actor: 'ann', occurredAt: 10, dryRun: true }
    const commands = [rename('Sales Europe')]
    expect(await scheduleChangeSet(store, reader, { commands }, rules, { ...context, effectiveAt: 100 })).toMatchObject(
      { accepted: true, events: [{ type: 'QueueChanged' }] },
    )
    expect(await store.lastPosition()).toBe(before)
  })
})

test('an agent who is logged in when the time comes is not removed then, whoever was logged in when it was scheduled', async () => {
  const store = createMemoryEventStore()
  const loggedIn = new Set(['8001'])
  const reader = createConfigurationReader(store, kinds, () => Promise.resolve(loggedIn))
  const context = { site: 'paris', comment: null, actor: 'ann', dryRun: false }
  const commands = [
    { defineContext: { name: 'default', displayName: 'Default' } },
    { defineAgent: { number: '8001', firstName: 'Ann', context: 'default' } },
  ]
  await handleChangeSet(store, reader, { commands }, rules, { ...context, changeSetId: 'now', occurredAt: 1 })
  const remove = { commands: [{ removeAgent: { number: '8001' } }] }
  for (const changeSetId of ['first', 'second'])
    await scheduleChangeSet(store, reader, remove, rules, { ...context, changeSetId, occurredAt: 10, effectiveAt: 20 })
  const apply = (changeSetId: string) => applyScheduled(store, reader, rules, { site: 'paris', changeSetId }, () => 21)
  expect(await apply('first')).toMatchObject({ state: 'REFUSED' })
  loggedIn.clear()
  expect(await apply('second')).toMatchObject({ state: 'APPLIED', changes: 1 })
})

test('secrets of scheduled commands are stored sealed, to the same seals as if they were decided at once', async () => {
  const context: ConfigurationCommand = { defineContext: { name: 'default', displayName: 'Default' } }
  const line: ConfigurationCommand = {
    defineLine: { name: 'l1', context: 'default', password: 'secret12', endpoint: { sip: {} } },
  }
  const server: ConfigurationCommand = {
    defineMediaServer: { name: 'pbx1', address: '127.0.0.1', manager: { secret: 'hunter22', permitted: [] } },
  }
  const later = world()
  await later.send(context)
  expect(await later.schedule('s1', 100, line, server)).toMatchObject({ accepted: true })
  expect(JSON.stringify(await later.stream(scheduledStream('paris')))).not.toMatch(/secret12|hunter22/)
  await later.apply('s1', 100)
  const atOnce = world()
  await atOnce.send(context)
  await atOnce.send(line, server)
  expect(objectOf(await later.configuration(), lines, 'l1')).toEqual(
    objectOf(await atOnce.configuration(), lines, 'l1'),
  )
  expect((await later.configuration()).objects.get('mediaServer')).toEqual(
    (await atOnce.configuration()).objects.get('mediaServer'),
  )
})
