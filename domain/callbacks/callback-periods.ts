import { clockTime, slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../configuration/kind.ts'
import { flag, optional, text } from '../configuration/shape.ts'
import { holderBeside } from '../configuration/unique.ts'
import type { Rejection } from '../kernel/decider.ts'

/** pbx-configuration §7.11. */
export const callbackPeriods = objectKind({
  name: 'callbackPeriod',
  description: 'A part of the day in which people want to be called back.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 128, format: slug }),
    displayName: text('Name for people; files of requests refer to periods by it.', { max: 128 }),
    start: text('When it begins, e.g. 09:00.', { max: 5, format: clockTime }),
    end: text('When it ends, later on the same day.', { max: 5, format: clockTime }),
    default: flag('Whether requests that name no period get it; one period at most.', false),
    description: optional(text('For people.', { max: 1000 })),
  },
  check: (period, others: OtherObjects): readonly Rejection[] => [
    ...(period.start < period.end
      ? []
      : [{ field: 'end', rule: 'order', message: `${period.end} is not later than ${period.start}` }]),
    ...secondDefault(period, others),
  ],
})

type CallbackPeriod = ObjectOf<typeof callbackPeriods>

const whetherDefault = (period: { readonly default: boolean }): readonly string[] => (period.default ? ['default'] : [])

function secondDefault(period: CallbackPeriod, others: OtherObjects): readonly Rejection[] {
  if (!period.default) return []
  const lookup = { kind: callbackPeriods, key: period.name, index: whetherDefault, value: 'default' }
  const holder = holderBeside(lookup, others)
  if (holder === undefined) return []
  return [
    {
      field: 'default',
      rule: 'taken',
      message: `${holder} is the default period: in the same change set, change it not to be`,
    },
  ]
}
