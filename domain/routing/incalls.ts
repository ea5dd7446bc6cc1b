import { extensionPattern, soundName } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { flag, integer, list, optional, reference, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { callerIdRewrite } from './numbers/caller-id.ts'
import { contexts } from './dialplan/contexts.ts'
import { destination, preprocessSubroutine } from './dialplan/destination.ts'
import { outsideRange } from './numbers/number-range.ts'
import { recordingMode } from './recording-mode.ts'

/** pbx-configuration §9.1; the order of the steps of such a call is §13.1. */
export const incalls = objectKind({
  name: 'incall',
  description: 'A number at which the outside world calls in (DID), and where its calls go.',
  key: ['number', 'context'],
  fields: {
    number: text('The number as the network delivers it, or a pattern without the leading _, such as XXXX.', {
      max: 40,
      format: extensionPattern,
    }),
    context: reference('Context of type incall in which trunks deliver it.', 'context'),
    destination: destination('Where its calls go.'),
    callerId: optional(callerIdRewrite),
    schedule: optional(reference('When it is open; closed, its calls go where the schedule says.', 'schedule')),
    callPermissions: list(
      reference('Permissions whose numbers are compared with the caller (pbx-configuration §9.6).', 'callPermission'),
      { unique: true },
    ),
    preprocessSubroutine,
    ringSeconds: optional(
      integer('How long the destination rings, in seconds; unset: as the destination itself says.', [1, 3600]),
    ),
    greeting: optional(
      text('Sound that is played before the destination, without its extension.', { max: 255, format: soundName }),
    ),
    recording: recordingMode,
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  numberOf: ({ number, context }) => ({ number, context, range: 'incall' }),
  check(incall, others): Rejection[] {
    const type = others.get(contexts, incall.context)?.type
    return [
      ...(type === 'incall'
        ? []
        : [
            {
              field: 'context',
              rule: 'contextType',
              message: `context ${incall.context} is of type ${String(type)}; an incall belongs into one of type incall`,
            },
          ]),
      ...outsideRange(incall.number, incall.context, 'incall', others),
    ]
  },
})

export type Incall = ObjectOf<typeof incalls>
