import { digits, extensionPattern, slug } from '../../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../../configuration/kind.ts'
import { choice, flag, initially, list, optional, secret, text } from '../../configuration/shape.ts'
import type { Rejection } from '../../kernel/decider.ts'

/**
 * pbx-configuration §9.6. It holds for calls to users and through outcalls, not for queues and conference rooms; users, groups,
 * outcalls and incalls name the permissions that they have. How several are weighed: permission-for.ts.
 */
export const callPermissions = objectKind({
  name: 'callPermission',
  description: 'Numbers that may be dialled, or may not, or only with a password.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 128, format: slug }),
    displayName: optional(text('Name for people.', { max: 128 })),
    extensions: list(
      text('A number or pattern without the leading _; on incalls the number of the caller.', {
        max: 40,
        format: extensionPattern,
      }),
      { unique: true },
    ),
    action: initially(choice('What becomes of such calls.', 'CallPermissionAction', ['deny', 'allow']), 'deny'),
    password: optional(secret('Digits that open what is denied; unset: nothing does.', digits)),
    enabled: flag('Whether it is asked.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  check: ({ extensions, action, password }): Rejection[] => [
    ...(extensions.length > 0
      ? []
      : [
          {
            field: 'extensions',
            rule: 'required',
            message: 'a permission is about some number: give one or a pattern',
          },
        ]),
    ...(action === 'allow' && password !== null
      ? [{ field: 'password', rule: 'together', message: 'what is allowed asks for no password: deny it, or unset it' }]
      : []),
  ],
})

export type CallPermission = ObjectOf<typeof callPermissions>
