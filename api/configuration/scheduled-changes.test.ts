import { describe, expect, test } from 'vitest'
import { applyScheduled } from '../../domain/configuration/scheduled/schedule.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { asker, holder } from '../testing/ask.ts'
import { fakePorts, noon } from '../testing/fakes.ts'

const monday = '2026-11-23T08:00:00.000000Z'
const mondayAt = noon + 44 * 3_600_000_000

async function world() {
  const store = createMemoryEventStore()
  const ports = fakePorts(store)
  const ask = asker(ports)
  await ask('mutation { defineQueue(input: { name: "sales", displayName: "Sales" }) { position } }')
  const schedule = (command: string, more = '') =>
    ask(`mutation { applyChangeSet(input: { commands: [${command}], effectiveAt: "${monday}", comment: "for Monday" ${more} }) {
      rejections { field rule } events { type key } scheduledChange { changeSetId state effectiveAt scheduledBy endedAt } } }`)
  const list = async (states = '') => {
    const fields = 'changeSetId state comment commands commandNames endedAt changes rejections { rule } reason'
    const { data } = await ask(`{ scheduledChanges${states} { ${fields} } }`)
    return (data as { scheduledChanges: { changeSetId: string }[] }).scheduledChanges
  }
  const name = async () => (await ask('{ configuration { queues { edges { node { displayName } } } } }')).data
  return { store, ports, ask, schedule, list, name }
}

const rename = '{ changeQueue: { name: "sales", displayName: "Sales Europe" } }'
const called = (displayName: string) => ({ configuration: { queues: { edges: [{ node: { displayName } }] } } })
const all = '(states: [PENDING, APPLIED, REFUSED, CANCELLED])'

describe('a change set with effectiveAt', () => {
  test('says what it would change, changes nothing, and is listed until its time', async () => {
    const { schedule, list, name } = await world()
    expect((await schedule(rename)).data).toEqual({
      applyChangeSet: {
        rejections: [],
        events: [{ type: 'QueueChanged', key: 'sales' }],
        scheduledChange: {
          changeSetId: expect.any(String) as string,
          state: 'PENDING',
          effectiveAt: monday,
          scheduledBy: 'a administrator',
          endedAt: null,
        },
      },
    })
    expect(await name()).toEqual(called('Sales'))
    expect(await list()).toMatchObject([
      {
        state: 'PENDING',
        comment: 'for Monday',
        commands: [{ changeQueue: { name: 'sales', displayName: 'Sales Europe' } }],
        commandNames: ['changeQueue'],
      },
    ])
  })

  test('stands in the list of those that were applied afterwards', async () => {
    const { schedule, list, name, store, ports } = await world()
    await schedule(rename)
    const [{ changeSetId } = { changeSetId: '' }] = await list()
    const { reader, rules } = ports.configuration
    await applyScheduled(store, reader, rules, { site: 'paris', changeSetId }, () => mondayAt)
    expect(await name()).toEqual(called('Sales Europe'))
    expect(await list()).toEqual([])
    expect(await list(all)).toMatchObject([{ state: 'APPLIED', endedAt: monday, changes: 1 }])
  })

  test('is rejected like any other, and as a dry run leaves nothing', async () => {
    const { schedule, list } = await world()
    const answer = async (command: string, more = '') => (await schedule(command, more)).data
    expect(await answer('{ changeQueue: { name: "support", weight: 1 } }')).toMatchObject({
      applyChangeSet: { rejections: [{ rule: 'exists' }], scheduledChange: null },
    })
    expect(await answer(rename, 'dryRun: true')).toMatchObject({
      applyChangeSet: { rejections: [], events: [{ type: 'QueueChanged' }], scheduledChange: null },
    })
    expect(await list(all)).toEqual([])
  })

  test('shows no secrets', async () => {
    const { ask, schedule, list } = await world()
    await ask('mutation { defineContext(input: { name: "default", displayName: "Default" }) { position } }')
    await schedule('{ defineAgent: { number: "8001", firstName: "Ann", context: "default", password: "1234" } }')
    expect(await list()).toMatchObject([{ commands: [{ defineAgent: { number: '8001', password: '(secret)' } }] }])
  })
})

describe('cancelScheduledChange', () => {
  const cancel = (id: string) =>
    `mutation { cancelScheduledChange(input: { changeSetId: "${id}", reason: "too early" }) {
      rejections { field rule } scheduledChange { state reason endedBy } } }`

  test('takes it back, once; what is not there is rejected', async () => {
    const { ask, schedule, list } = await world()
    await schedule(rename)
    const [{ changeSetId } = { changeSetId: '' }] = await list()
    const cancelled = {
      cancelScheduledChange: {
        rejections: [],
        scheduledChange: { state: 'CANCELLED', reason: 'too early', endedBy: 'a administrator' },
      },
    }
    expect((await ask(cancel(changeSetId))).data).toEqual(cancelled)
    expect((await ask(cancel(changeSetId))).data).toEqual(cancelled)
    expect((await ask(cancel('nobody'))).data).toEqual({
      cancelScheduledChange: { rejections: [{ field: 'changeSetId', rule: 'exists' }], scheduledChange: null },
    })
  })

  test('and the list leave what others scheduled to those who are limited to an entity', async () => {
    const { ask, schedule, list } = await world()
    await schedule(rename)
    const [{ changeSetId } = { changeSetId: '' }] = await list()
    const acme = holder('administrator', { entities: ['paris/acme'] })
    expect((await ask('{ scheduledChanges { changeSetId } }', {}, acme)).data).toEqual({ scheduledChanges: [] })
    expect((await ask(cancel(changeSetId), {}, acme)).data).toMatchObject({
      cancelScheduledChange: { rejections: [{ rule: 'exists' }], scheduledChange: null },
    })
  })
})
