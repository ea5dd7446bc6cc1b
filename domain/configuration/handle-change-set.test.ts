import { describe, expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type { ConfigurationCommand } from './commands.ts'
import { objectOf } from './configuration.ts'
import { handleChangeSet, type ChangeSetContext } from './handle-change-set.ts'
import { configurationStream, createConfigurationReader, objectTag, refusalStream } from './history.ts'
import { kinds } from './kinds.ts'
import { contexts } from '../routing/dialplan/contexts.ts'
import { testSeal } from './testing/given.ts'

const rules = { kinds, seal: testSeal }
const context = (more: Partial<ChangeSetContext> = {}): ChangeSetContext => ({
  site: 'paris',
  changeSetId: 'c1',
  comment: 'first',
  actor: 'ann',
  occurredAt: 1_000_000,
  dryRun: false,
  ...more,
})

function world() {
  const store = createMemoryEventStore()
  const reader = createConfigurationReader(store, kinds)
  const send = (commands: readonly ConfigurationCommand[], more: Partial<ChangeSetContext> = {}) =>
    handleChangeSet(store, reader, { commands }, rules, context(more))
  const stream = async (name: string) => {
    const events = []
    for await (const page of store.readStream(name)) events.push(...page.events)
    return events
  }
  return { store, reader, send, stream }
}

const define = (name: string, displayName = name) => ({ defineContext: { name, displayName } })

describe('an agent who is logged in', () => {
  const remove = { removeAgent: { number: '8001' } }
  async function atWork(...numbers: readonly string[]) {
    const store = createMemoryEventStore()
    const asked: string[] = []
    const reader = createConfigurationReader(store, kinds, (site, those) => {
      asked.push(`${site}: ${those.join(', ')}`)
      return Promise.resolve(new Set(those.filter(number => numbers.includes(number))))
    })
    const send = (commands: readonly ConfigurationCommand[], more: Partial<ChangeSetContext> = {}) =>
      handleChangeSet(store, reader, { commands }, rules, context(more))
    await send([define('default'), { defineAgent: { number: '8001', firstName: 'Ann', context: 'default' } }])
    return { asked, send }
  }

  test('is not removed; who is not, is', async () => {
    const { send } = await atWork('8001')
    expect(await send([remove])).toMatchObject({
      rejections: [
        {
          field: 'commands[0].removeAgent.number',
          rule: 'loggedIn',
          message: 'agent 8001 is logged in: log him out first',
        },
      ],
    })
    const { send: sendLater } = await atWork('8002')
    expect(await sendLater([remove])).toMatchObject({ accepted: true, events: [{ type: 'AgentRemoved' }] })
    expect(await sendLater([remove])).toMatchObject({ accepted: true, events: [] })
  })

  test('may be removed later: then it counts who is logged in then', async () => {
    const { send, asked } = await atWork('8001')
    expect(await send([remove], { dryRun: true, effectiveAt: 2_000_000 })).toMatchObject({ accepted: true })
    expect(asked).toEqual([])
  })

  test('is asked about only where he would be removed', async () => {
    const { send, asked } = await atWork()
    await send([{ changeAgent: { number: '8001', firstName: 'Anna' } }])
    expect(asked).toEqual([])
    await send([remove])
    expect(asked).toEqual(['paris: 8001'])
  })
})

describe('an accepted change set', () => {
  test('is stored as one append: what it was for, then its events, found again by their object', async () => {
    const { store, send, stream } = world()
    const result = await send([define('a'), define('b')])
    expect(result).toMatchObject({ accepted: true, position: 3 })
    const events = await stream(configurationStream('paris'))
    expect(events.map(({ type, actor, correlationId }) => [type, actor, correlationId])).toEqual([
      ['ChangeSetApplied', 'ann', 'c1'],
      ['ContextDefined', 'ann', 'c1'],
      ['ContextDefined', 'ann', 'c1'],
    ])
    expect(events[0]?.data).toMatchObject({ comment: 'first', changes: 2 })
    const tagged = []
    for await (const page of store.readTagged([objectTag('paris', 'context:b')])) tagged.push(...page.events)
    expect(tagged.map(({ position }) => position)).toEqual([3])
  })

  test('that changes nothing stores nothing', async () => {
    const { send, stream } = world()
    await send([define('a')])
    expect(await send([define('a')])).toMatchObject({ accepted: true, events: [], position: 2 })
    expect(await stream(configurationStream('paris'))).toHaveLength(2)
  })

  test('as a dry run says what would be, and stores nothing', async () => {
    const { send, store } = world()
    const result = await send([define('a')], { dryRun: true })
    expect(result.accepted && objectOf(result.after, contexts, 'a')?.value.displayName).toBe('a')
    expect(await store.lastPosition()).toBe(0)
  })
})

describe('a refused change set', () => {
  test('is stored beside, with who tried and which rule it broke', async () => {
    const { send, stream } = world()
    await send([define('a'), { removeContext: { name: 'zz' } }])
    expect(await stream(configurationStream('paris'))).toEqual([])
    const [refusal] = await stream(refusalStream('paris'))
    expect(refusal).toMatchObject({
      type: 'ConfigurationChangeRefused',
      actor: 'ann',
      data: { rejections: [{ field: 'commands[1].removeContext.name', rule: 'exists' }] },
    })
  })

  test('of which everything is wrong tells what is first and how much more there is, and stores no more than that', async () => {
    const { send, stream } = world()
    const wrong = Array.from({ length: 30_000 }, (_, i) => ({ defineQueue: { name: `q${i}`, displayNam: 'Q' } }))
    const told = await send(wrong)
    const rejections = told.accepted ? [] : told.rejections
    expect(rejections).toHaveLength(501)
    expect(rejections[0]).toMatchObject({ field: 'commands[0].defineQueue.displayNam', rule: 'unknownField' })
    expect(rejections[500]).toMatchObject({
      field: 'commands',
      message: '59500 more rules are broken: put right those that are told, then send it again',
    })
    const [refusal] = await stream(refusalStream('paris'))
    expect(refusal?.data).toMatchObject({ rejections })
  })

  test('was decided on an older configuration than the present one', async () => {
    const { send } = world()
    await send([define('a')])
    const seen = 2
    await send([define('b')])
    expect(await send([define('c')], { expectedPosition: seen })).toMatchObject({
      rejections: [{ field: 'expectedPosition', rule: 'unchanged' }],
    })
    expect(await send([define('c')], { expectedPosition: 4 })).toMatchObject({ accepted: true })
  })
})

test('two change sets at the same time are both decided on what the other left', async () => {
  const { send, reader } = world()
  const results = await Promise.all(['a', 'b', 'c', 'a'].map((name, i) => send([define(name, `by ${i}`)])))
  expect(results.map(({ accepted }) => accepted)).toEqual([true, true, true, false])
  expect([...((await reader.now('paris')).configuration.objects.get('context')?.keys() ?? [])].sort()).toEqual([
    'a',
    'b',
    'c',
  ])
})

test('the configuration of any moment can be had, by clock and by position', async () => {
  const { send, reader } = world()
  await send([define('a', 'old')], { occurredAt: 1_000_000 })
  await send([{ changeContext: { name: 'a', displayName: 'new' } }], { occurredAt: 2_000_000 })
  const nameAt = async (moment: { at?: number; position?: number }) =>
    objectOf((await reader.asOf('paris', moment)).configuration, contexts, 'a')?.value.displayName
  expect(await nameAt({ at: 999_999 })).toBeUndefined()
  expect(await nameAt({ at: 1_500_000 })).toBe('old')
  expect(await nameAt({ position: 3 })).toBe('old')
  expect(await nameAt({ at: 2_000_000 })).toBe('new')
  expect(await nameAt({})).toBe('new')
})
