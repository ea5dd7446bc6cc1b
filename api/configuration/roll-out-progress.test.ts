import { expect, test } from 'vitest'
import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { rollOutStream, type RollOutEvent, type RollOutStep } from '../../domain/roll-out/events.ts'
import type { RollOutRow } from '../../domain/roll-out/roll-out-list.ts'
import { rollOuts, type RollOutCommand } from '../../domain/roll-out/roll-outs.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { rollOutProgress } from './roll-out-progress.ts'

type Store = ReturnType<typeof createMemoryEventStore>

/** Writes down what becomes of a roll-out of a node, whose id is the node's name. */
async function happens(store: Store, node: string, command: RollOutCommand, site = 'paris') {
  const result = await handleCommand(store, rollOuts, command, {
    stream: rollOutStream(site, node),
    site,
    node,
    occurredAt: 1,
  })
  expect(result).toMatchObject({ accepted: true })
}

const begins = (rollOutId: string): RollOutCommand => ({
  type: 'StartRollOut',
  rollOutId,
  position: 7,
  files: [{ path: 'queues.conf', sha256: 'aa' }],
  digest: '0123456789abcdef',
  overwriteDrift: false,
})

const record = (event: Exclude<RollOutEvent, { type: 'ConfigurationRollOutStarted' }>): RollOutCommand => ({
  type: 'RecordRollOut',
  event,
})

const ends = (rollOutId: string, step: RollOutStep, findings: readonly string[] = []): RollOutCommand =>
  record({ type: 'ConfigurationRollOutStepEnded', rollOutId, step, module: null, findings, problem: null })

const applied = (rollOutId: string): RollOutCommand =>
  record({
    type: 'ConfigurationApplied',
    rollOutId,
    position: 7,
    generation: '1-0123456789ab',
    files: [],
    reloads: [],
    restartNeeded: [],
  })

const seen = ({ node, state, steps }: RollOutRow): string =>
  `${node} ${state} ${steps.map(({ step }) => step).join(' ')}`

async function next(rows: AsyncIterableIterator<RollOutRow>, count: number): Promise<readonly string[]> {
  const all: string[] = []
  while (all.length < count) {
    const { value, done } = (await rows.next()) as IteratorResult<RollOutRow, undefined>
    if (done) throw new Error(`it ended after ${all.length}`)
    all.push(seen(value))
  }
  return all
}

test('whoever comes in the middle gets what is under way, as it is, and then every step as it ends', async () => {
  const store = createMemoryEventStore()
  await happens(store, 'a', begins('a'))
  await happens(store, 'a', ends('a', 'check'))
  await happens(store, 'a', ends('a', 'reach'))
  await happens(store, 'b', begins('b'))
  await happens(store, 'b', applied('b'))
  await happens(store, 'c', begins('c'), 'lyon')
  const rows = rollOutProgress(store, 'paris', undefined)
  expect(await next(rows, 1)).toEqual(['a RUNNING render check reach'])
  const coming = next(rows, 3)
  await happens(store, 'a', ends('a', 'compare'))
  await happens(store, 'c', ends('c', 'check'), 'lyon')
  await happens(store, 'b', begins('b2'))
  await happens(store, 'a', applied('a'))
  expect(await coming).toEqual([
    'a RUNNING render check reach compare',
    'b RUNNING render',
    'a APPLIED render check reach compare',
  ])
  await rows.return?.()
})

test('behind a position it begins with what came next, though the roll-out began before', async () => {
  const store = createMemoryEventStore()
  await happens(store, 'a', begins('a'))
  const after = await store.lastPosition()
  await happens(store, 'a', ends('a', 'check'))
  await happens(store, 'a', ends('a', 'reach'))
  const rows = rollOutProgress(store, 'paris', after)
  expect(await next(rows, 2)).toEqual(['a RUNNING render check', 'a RUNNING render check reach'])
  await rows.return?.()
})

test('a reader that leaves while nothing happens is gone at once', async () => {
  const rows = rollOutProgress(createMemoryEventStore(), 'paris', undefined)
  const waiting = rows.next()
  await rows.return?.()
  expect(await waiting).toEqual({ done: true, value: undefined })
})
