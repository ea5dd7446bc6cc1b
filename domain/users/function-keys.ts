import { number, slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import {
  choice,
  flag,
  group,
  initially,
  integer,
  list,
  optional,
  reference,
  text,
  variant,
} from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { forwardKinds } from './forwards.ts'

/** pbx-configuration §5.7. The codes that keys dial follow the feature codes. */
const keyCases = {
  user: { user: reference('Who is called.', 'user') },
  group: { group: reference('The group that is called.', 'group') },
  queue: { queue: reference('The queue that is called.', 'queue') },
  conferenceRoom: { conferenceRoom: reference('The conference room that is entered.', 'conferenceRoom') },
  paging: { paging: reference('The paging group that is spoken to.', 'paging') },
  agent: {
    agent: reference('The agent.', 'agent'),
    action: initially(choice('What the key does with him.', 'AgentKeyAction', ['toggle', 'login', 'logout']), 'toggle'),
  },
  callFilter: {
    callFilter: reference('The filter of boss and secretary that is switched.', 'callFilter'),
    secretary: reference('For which of its secretaries.', 'user'),
  },
  custom: { number: text('What is dialled.', { max: 40, format: number }) },
  forward: {
    forward: choice('Which forward is switched.', 'ForwardKind', forwardKinds),
    destination: optional(text('Number that calls go to; unset: the phone asks for it.', { max: 40, format: number })),
  },
  park: { parkingLot: reference('Where the call is parked.', 'parkingLot') },
  parkPosition: { position: text('The parking position that is dialled.', { max: 16, format: number }) },
  service: {
    service: choice('The service; onlinerec records the present call.', 'KeyService', [
      'phonestatus',
      'recsnd',
      'callrecord',
      'incallfilter',
      'enablednd',
      'pickup',
      'calllistening',
      'directoryaccess',
      'fwdundoall',
      'enablevm',
      'vmusermsg',
      'vmuserpurge',
      'onlinerec',
    ]),
  },
  transfer: { transfer: choice('How the present call is transferred.', 'KeyTransfer', ['blind', 'attended']) },
} as const

export const functionKeys = list(
  group('A key of a telephone.', 'FunctionKey', {
    position: integer('Place of the key, from 1.', [1, 1000]),
    destination: variant('What it does.', 'FunctionKeyDestination', keyCases),
    label: optional(text('What stands beside it.', { max: 32 })),
    blf: flag('Whether its lamp shows the state.', true),
  }),
  { max: 1000 },
)

export const functionKeyTemplates = objectKind({
  name: 'functionKeyTemplate',
  description: 'Keys that several users have on their telephones.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 128, format: slug }),
    displayName: text('Name for people.', { max: 128 }),
    keys: functionKeys,
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { keys: { noun: 'Key', key: ['position'] } },
  check: ({ keys }): readonly Rejection[] => repeatedKeys(keys, 'keys'),
})

type FunctionKeyTemplate = ObjectOf<typeof functionKeyTemplates>
type FunctionKey = FunctionKeyTemplate['keys'][number]

/** The keys of a user: his own, and those of the template at the other places. */
export const keysOf = (own: readonly FunctionKey[], template: readonly FunctionKey[]): readonly FunctionKey[] =>
  [...own, ...template.filter(({ position }) => !own.some(key => key.position === position))].sort(
    (a, b) => a.position - b.position,
  )

/** What a second key for the same does is undefined (§5.7). */
export function repeatedKeys(keys: readonly FunctionKey[], field: string): readonly Rejection[] {
  const seen = new Map<string, number>()
  return keys.flatMap(({ position, destination }) => {
    const does = JSON.stringify(destination)
    const before = seen.get(does)
    if (before === undefined) seen.set(does, position)
    return before === undefined
      ? []
      : [{ field, rule: 'unique', message: `the keys ${before} and ${position} do the same; leave one of them out` }]
  })
}
