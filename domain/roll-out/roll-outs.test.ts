import { describe, expect, test } from 'vitest'
import { stateOf } from '../kernel/decider.ts'
import type { RollOutEvent } from './events.ts'
import { rollOuts, type RollOutCommand } from './roll-outs.ts'

const start = (rollOutId: string): RollOutCommand => ({
  type: 'StartRollOut',
  rollOutId,
  position: 7,
  files: [{ path: 'queues.conf', sha256: 'aa' }],
  digest: '0123456789abcdef',
  overwriteDrift: false,
})

const applied = (rollOutId: string): RollOutEvent => ({
  type: 'ConfigurationApplied',
  rollOutId,
  position: 7,
  generation: '1-0123456789ab',
  files: [],
  reloads: [],
  restartNeeded: [],
})

const drift = (rollOutId: string) =>
  ({ type: 'ConfigurationDriftFound', rollOutId, files: [{ path: 'a', change: 'edited' }] }) as const

function after(...commands: readonly RollOutCommand[]): RollOutEvent[] {
  const events: RollOutEvent[] = []
  for (const command of commands) {
    const decision = rollOuts.decide(command, stateOf(rollOuts, events))
    if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections))
    events.push(...decision.events)
  }
  return events
}

const record = (event: RollOutEvent): RollOutCommand => {
  if (event.type === 'ConfigurationRollOutStarted') throw new Error('this is no news')
  return { type: 'RecordRollOut', event }
}

describe('roll-outs of a node', () => {
  test('a directory is named by the count of roll-outs and the digest of its files', () => {
    const events = after(start('a'), record(applied('a')), start('b'))
    expect(events.flatMap(event => ('generation' in event ? [event.generation] : []))).toEqual([
      '1-0123456789ab',
      '1-0123456789ab',
      '2-0123456789ab',
    ])
  })

  test('there is one at a time: a second one is refused until the first has ended', () => {
    const decision = rollOuts.decide(start('b'), stateOf(rollOuts, after(start('a'))))
    expect(decision).toMatchObject({ accepted: false, rejections: [{ field: 'nodes', rule: 'running' }] })
    expect(after(start('a'), record(applied('a')), start('b'))).toHaveLength(3)
  })

  test('asked for again by the same id it is the same one', () => {
    expect(after(start('a'), start('a'))).toHaveLength(1)
  })

  test('what ended once stays ended: a worker that comes late records nothing', () => {
    const rejected: RollOutEvent = {
      type: 'ConfigurationRejected',
      rollOutId: 'a',
      step: 'verify',
      reason: 'no queue',
      returnedTo: null,
      notRestored: null,
    }
    expect(after(start('a'), record(applied('a')), record(rejected), record(drift('a')))).toHaveLength(2)
  })

  test('drift is recorded once a roll-out', () => {
    expect(after(start('a'), record(drift('a')), record(drift('a')))).toHaveLength(2)
  })

  test('a node has what was applied last, also after a roll-out that was rejected', () => {
    const rejected = {
      ...applied('b'),
      type: 'ConfigurationRejected',
      step: 'reload',
      reason: '',
      returnedTo: null,
      notRestored: null,
    } as const
    const events = after(start('a'), record(applied('a')), start('b'))
    expect(stateOf(rollOuts, [...events, rejected]).applied?.rollOutId).toBe('a')
  })
})
