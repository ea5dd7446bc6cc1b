import { compound } from '../configuration/kind.ts'
import { reference } from '../configuration/shape.ts'
import { shownName, users } from './configured-users.ts'

/** pbx-configuration §18.16. */
export const callerIdCommands = {
  regenerateCallerId: compound({
    description:
      'Shows a user by the names that he has now, for a rename leaves his caller ID as it is. The number that is shown stays.',
    repeatable: true,
    fields: { user: reference('The user.', 'user') },
    comesTo({ user }, others) {
      const known = others.get(users, user)
      if (!known) return { rejections: [{ field: 'user', rule: 'exists', message: `there is no user ${user}` }] }
      const callerId = { name: shownName(known), number: known.callerId?.number ?? null }
      return { commands: [{ changeUser: { user, callerId } }] }
    },
  }),
}
