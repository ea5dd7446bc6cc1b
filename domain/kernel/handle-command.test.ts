import { expect, test } from 'vitest'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { accept, nothingToDo, reject, type Decider } from './decider.ts'
import type { EventStore } from './event-store.ts'
import type { RecordedEvent } from './event.ts'
import { handleCommand } from './handle-command.ts'

type Command = { type: 'Add'; amount: number }
type Event = { type: 'Added'; amount: number }

/** An account that holds at most 10 and ignores nothing. */
const account: Decider<Command, Event, number> = {
  initial: 0,
  decide: ({ amount }, sum) =>
    amount === 0
      ? nothingToDo
      : sum + amount > 10
        ? reject('amount', 'limit', `there are ${sum}; at most 10 are held`)
        : accept({ type: 'Added', amount }),
  evolve: (sum, { amount }) => sum + amount,
}

const context = { stream: 'account/a', occurredAt: 5, actor: 'anna', correlationId: 'c1' }
const add = (store: EventStore, amount: number, more = {}) =>
  handleCommand(store, account, { type: 'Add', amount }, { ...context, ...more })

async function all(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for await (const page of store.readAll()) events.push(...page.events)
  return events
}

/** A store in which somebody else writes to the stream before each of the first `times` appends. */
function contended(times: number, stream = context.stream): EventStore & { appends: number } {
  const store = createMemoryEventStore()
  const wrapped = {
    ...store,
    appends: 0,
    async append(appends: Parameters<EventStore['append']>[0]) {
      if (wrapped.appends++ < times)
        await store.append([
          { stream, expected: 'any', events: [{ type: 'Added', data: { type: 'Added', amount: 1 }, occurredAt: 1 }] },
        ])
      return store.append(appends)
    },
  }
  return wrapped
}

test('an accepted command stores its events with the origin that the caller names', async () => {
  const store = createMemoryEventStore()
  expect(await add(store, 4, { site: 'paris', tags: ['x'] })).toEqual({
    accepted: true,
    events: [{ type: 'Added', amount: 4 }],
    position: 1,
  })
  expect(await all(store)).toMatchObject([
    {
      stream: 'account/a',
      type: 'Added',
      data: { type: 'Added', amount: 4 },
      occurredAt: 5,
      actor: 'anna',
      correlationId: 'c1',
      site: 'paris',
    },
  ])
})

test('a command is decided on what the earlier ones left', async () => {
  const store = createMemoryEventStore()
  await add(store, 8)
  expect(await add(store, 3)).toEqual({
    accepted: false,
    rejections: [{ field: 'amount', rule: 'limit', message: 'there are 8; at most 10 are held' }],
  })
  expect(await all(store)).toHaveLength(1)
})

test('a command that changes nothing is accepted, stores nothing and tells the end of the log', async () => {
  const store = createMemoryEventStore()
  await add(store, 8)
  expect(await add(store, 0)).toEqual({ accepted: true, events: [], position: 1 })
})

test('when somebody else was faster the command is decided again on what he wrote', async () => {
  const store = contended(3)
  expect(await add(store, 7)).toMatchObject({ accepted: true, position: 4 })
  const refused = contended(1)
  await add(refused, 9)
  expect(await all(refused)).toHaveLength(2)
  expect(await add(refused, 1)).toMatchObject({ accepted: false })
})

test('after three more attempts it is given back as a rejection', async () => {
  const store = contended(99)
  expect(await add(store, 1)).toMatchObject({ accepted: false, rejections: [{ rule: 'contention' }] })
  expect(store.appends).toBe(4)
})

test.each([
  [0, 'is at revision 1, expected was revision 0'],
  ['no-stream', 'is at revision 1, expected was no-stream'],
] as const)('a caller who expected %s is told what is there', async (expectedRevision, message) => {
  const store = createMemoryEventStore()
  await add(store, 1)
  await add(store, 1)
  expect(await add(store, 1, { expectedRevision })).toMatchObject({
    accepted: false,
    rejections: [{ field: 'expectedRevision', rule: 'unchanged', message: expect.stringContaining(message) as string }],
  })
  expect(await add(store, 0, { expectedRevision })).toMatchObject({ accepted: false })
  expect(await add(store, 1, { expectedRevision: 1 })).toMatchObject({ accepted: true })
})

test('a caller who expected a revision is not overtaken unseen: no second attempt', async () => {
  const store = contended(1)
  const result = await add(store, 1, { expectedRevision: 'no-stream' })
  expect(result).toMatchObject({ accepted: false, rejections: [{ field: 'expectedRevision' }] })
  expect(store.appends).toBe(1)
})

test('a stream that must exist is missed', async () => {
  expect(await add(createMemoryEventStore(), 1, { expectedRevision: 'stream-exists' })).toMatchObject({
    rejections: [{ message: expect.stringContaining('has no events') as string }],
  })
})

test('other streams are part of the state, in log order, and a change in them makes the command be decided again', async () => {
  const store = contended(1, 'account/b')
  const both = { alsoReads: ['account/b'] }
  expect(await add(store, 5, both)).toMatchObject({ accepted: true })
  expect(store.appends).toBe(2)
  expect(await add(store, 5, both)).toMatchObject({
    accepted: false,
    rejections: [{ message: 'there are 6; at most 10 are held' }],
  })

  const seen: string[] = []
  const order: Decider<string, { type: string }, string> = {
    initial: '',
    decide: (_, state) => {
      seen.push(state)
      return nothingToDo
    },
    evolve: (state, event) => state + event.type,
  }
  const log = createMemoryEventStore()
  for (const [i, stream] of ['b', 'a', 'b', 'a'].entries())
    await log.append([{ stream, expected: 'any', events: [{ type: `${i}`, data: { type: `${i}` }, occurredAt: 0 }] }])
  await handleCommand(log, order, 'look', { stream: 'a', alsoReads: ['b'], occurredAt: 0 })
  expect(seen).toEqual(['0123'])
})
