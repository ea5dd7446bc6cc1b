import { kinds } from '../../domain/configuration/kinds.ts'
import { othersIn } from '../../domain/configuration/whole-state.ts'
import {
  simulateCallPermission,
  type SimulatedPermission,
} from '../../domain/routing/permissions/simulate-call-permission.ts'
import { builder } from '../schema/builder.ts'
import { described } from '../schema/enums.ts'
import { ConfigurationType } from './configuration-type.ts'

const VerdictType = described('CallPermissionVerdict', 'Whether a user may dial a number.', {
  ALLOWED: 'He may.',
  DENIED: 'He may not, whatever he keys in.',
  CHALLENGE: 'He may with a password.',
})

const verdicts = { allowed: 'ALLOWED', denied: 'DENIED', challenge: 'CHALLENGE' } as const

const SimulatedPermissionType = builder.objectRef<SimulatedPermission>('SimulatedCallPermission').implement({
  description: 'What a user who dials a number comes to, and whether he may (pbx-configuration §9.6).',
  fields: t => ({
    verdict: t.field({
      type: VerdictType,
      description: 'Whether he may.',
      resolve: ({ answer }) => verdicts[answer.verdict],
    }),
    because: t.stringList({
      description: 'The permissions that decide; none: nothing says anything of the number, or nothing is asked.',
      resolve: ({ answer }) => [...answer.because],
    }),
    isAsked: t.exposeBoolean('isAsked', {
      description: 'Whether permissions are asked at all: of calls to users and to the outside only.',
    }),
    reachedKind: t.string({
      nullable: true,
      description: 'Kind of what has the number, `outcall` for a route to the outside; null: nothing has it.',
      resolve: ({ reaches }) => reaches?.kind ?? null,
    }),
    reachedKey: t.string({
      nullable: true,
      description: 'Its key.',
      resolve: ({ reaches }) => reaches?.key ?? null,
    }),
  }),
})

builder.objectField(ConfigurationType, 'simulateCallPermission', t =>
  t.field({
    type: SimulatedPermissionType,
    nullable: true,
    description:
      'What would become of a call, without making it: by the configuration of the moment. Null: there is no such user, or he has no line to dial on. Of a call that is forwarded ask for who forwards it.',
    args: {
      user: t.arg.string({ required: true, description: 'Short name of the user who dials, on his main line.' }),
      number: t.arg.string({ required: true, description: 'What he dials.' }),
    },
    resolve: ({ configuration }, { user, number }) =>
      simulateCallPermission(othersIn(configuration, kinds), user, number) ?? null,
  }),
)
