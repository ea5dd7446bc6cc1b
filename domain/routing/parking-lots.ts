import { contextName, digits, slug, soundName } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../configuration/kind.ts'
import { choice, flag, initially, integer, optional, reference, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { isOfTheDialplan } from './dialplan/generated-contexts.ts'

const sides = ['none', 'caller', 'callee', 'both'] as const
const who = (description: string) => initially(choice(description, 'ParkingSides', sides), 'none')

/** pbx-configuration §8.6; 700 and 701-750 as in §19.1. */
export const parkingLots = objectKind({
  name: 'parkingLot',
  description: 'Where calls are parked to be taken at another phone.',
  key: ['name'],
  fields: {
    name: text('Name of the lot.', { max: 64, format: slug }),
    displayName: optional(text('Name for people.', { max: 128 })),
    number: initially(text('Number to which a call is transferred to park it.', { max: 16, format: digits }), '700'),
    firstPosition: initially(integer('The first number under which a parked call is taken.', [1, 999_999]), 701),
    lastPosition: initially(integer('The last one.', [1, 999_999]), 750),
    context: initially(
      text('Context of these numbers, which the generated dialplan makes.', { max: 39, format: contextName }),
      'parkedcalls',
    ),
    waitSeconds: initially(integer('How long a call stays parked (parkingtime).', [1, 86_400]), 45),
    findSlot: initially(
      choice('next: the position after the last one used; first: the lowest that is free.', 'FindSlot', [
        'next',
        'first',
      ]),
      'next',
    ),
    hints: flag('Phones may show which positions are taken (parkinghints).', false),
    dynamic: flag('Lots may be made by calls (parkeddynamic).', false),
    callsBack: flag(
      'Whom nobody takes is given back to who parked him; off: he goes to parkedcallstimeout, s, 1 (comebacktoorigin).',
      true,
    ),
    courtesyTone: optional(text('Sound when a call is taken, without its extension.', { max: 255, format: soundName })),
    courtesyToneTo: who('Who hears that sound (parkedplay).'),
    transfer: who('Who may then transfer with keys (parkedcalltransfers).'),
    repark: who('Who may then park again with keys (parkedcallreparking).'),
    hangup: who('Who may then hang up with keys (parkedcallhangup).'),
    record: who('Who may then record with keys (parkedcallrecording).'),
    musicOnHold: initially(reference('What the parked one hears.', 'musicOnHold'), 'default'),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  builtIn: [{ name: 'default', displayName: 'Default' }],
  numberOf: ({ number, context }) => ({ number, context }),
  check: (lot, others): Rejection[] => [
    ...(lot.name === 'general'
      ? [{ field: 'name', rule: 'reserved', message: 'general is a section of res_parking.conf; take another name' }]
      : []),
    ...(lot.context !== 'parkedcalls' && isOfTheDialplan(lot.context)
      ? [
          {
            field: 'context',
            rule: 'reserved',
            message: `${lot.context} is a context of the generated dialplan; take another name`,
          },
        ]
      : []),
    ...(lot.firstPosition <= lot.lastPosition
      ? []
      : [{ field: 'lastPosition', rule: 'order', message: 'lastPosition must not be below firstPosition' }]),
    ...(covers(lot, Number(lot.number)) && lot.number === String(Number(lot.number))
      ? [{ field: 'number', rule: 'taken', message: `${lot.number} is one of the positions` }]
      : []),
    ...overlapping(lot, others),
  ],
})

export type ParkingLot = ObjectOf<typeof parkingLots>

const covers = (lot: ParkingLot, position: number) => lot.firstPosition <= position && position <= lot.lastPosition

function overlapping(lot: ParkingLot, others: OtherObjects): Rejection[] {
  const other = others
    .all(parkingLots)
    .find(
      ({ value }) =>
        value.name !== lot.name &&
        value.context === lot.context &&
        value.firstPosition <= lot.lastPosition &&
        lot.firstPosition <= value.lastPosition,
    )
  if (!other) return []
  return [
    {
      field: 'firstPosition',
      rule: 'taken',
      message: `parking lot ${other.key} has positions ${other.value.firstPosition} to ${other.value.lastPosition} in context ${lot.context}; take others, or another context`,
    },
  ]
}
