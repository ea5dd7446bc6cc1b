import { expect, test } from 'vitest'
import type { RecordedEvent } from '../kernel/event.ts'
import { subjectOf } from './subject.ts'

const event = (type: string, data: Record<string, string | number | readonly string[]>, site?: string) =>
  ({
    type,
    stream: 's',
    position: 8,
    revision: 7,
    data,
    ...(site === undefined ? {} : { site }),
  }) as unknown as RecordedEvent

const changed = { kind: 'queue', key: 'sales', id: 'queue:sales', change: 'changed' }

test.each([
  ['a change of an object', 'QueueChanged', changed, { about: 'object', site: 'paris', id: 'queue:sales' }],
  ['a row of a queue', 'QueueThresholdsSet', { queue: 'sales' }, { about: 'queue', site: 'paris', queue: 'sales' }],
  ['a row of no queue', 'QueueThresholdsSet', { queue: 'NONE' }, { about: 'queue', site: 'paris' }],
  [
    'a word about a call',
    'CallAnnotated',
    { node: 'p', callId: '1.1' },
    { about: 'call', site: 'paris', node: 'p', key: '1.1' },
  ],
  [
    'a change set: its changes stand behind it in its stream',
    'ChangeSetApplied',
    { changes: 2, entities: ['acme'] },
    { about: 'changeSet', site: 'paris', entities: ['acme'], changes: { stream: 's', from: 8, count: 2 } },
  ],
  ['what has a kind and an id, and changes no object', 'Unheard', { kind: 'a', id: 'b' }, { about: 'all' }],
  ['what has an id alone', 'Unheard', { id: 'b' }, { about: 'all' }],
] as const)('%s', (_, type, data, subject) => {
  expect(subjectOf(event(type, data, 'paris'))).toEqual(subject)
})

test('what is of no site is about all', () => {
  expect(subjectOf(event('QueueChanged', changed))).toEqual({ about: 'all' })
})
