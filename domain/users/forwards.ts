import { number } from '../configuration/formats.ts'
import { choice, flag, group, initially, list, optional, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'

/** pbx-configuration §5.6. */
export const forwardKinds = ['unconditional', 'noanswer', 'busy'] as const

export interface Forward {
  readonly kind: (typeof forwardKinds)[number]
  readonly enabled: boolean
  readonly destination: string | null
}

const off = (kind: Forward['kind']): Forward => ({ kind, enabled: false, destination: null })

/** One entry a kind, always all of them: what a phone switches on is a change, never an addition. */
export const forwards = initially(
  list(
    group('Where calls of the user go instead: one entry for each kind.', 'UserForward', {
      kind: choice('When: always, when he does not answer, or when he is busy.', 'ForwardKind', forwardKinds),
      enabled: flag('Whether it is on.', false),
      destination: optional(
        text('Number that is dialled as the user would; kept while it is off.', { max: 40, format: number }),
      ),
    }),
  ),
  forwardKinds.map(off),
)

export const allForwards = (said: readonly Forward[]): readonly Forward[] =>
  forwardKinds.map(kind => said.find(forward => forward.kind === kind) ?? off(kind))

export const forwardProblems = (held: readonly Forward[]): readonly Rejection[] => [
  ...forwardKinds
    .filter(kind => !held.some(forward => forward.kind === kind))
    .map(kind => ({
      field: 'forwards',
      rule: 'complete',
      message: `the forward ${kind} is missing: switch it off instead of leaving it out`,
    })),
  ...held.flatMap(({ kind, enabled, destination }, i) =>
    enabled && destination === null
      ? [
          {
            field: `forwards[${i}].destination`,
            rule: 'required',
            message: `the forward ${kind} is on without a number`,
          },
        ]
      : [],
  ),
]
