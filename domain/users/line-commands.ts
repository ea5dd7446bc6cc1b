import { compound, type OtherObjects } from '../configuration/kind.ts'
import { integer, optional, reference } from '../configuration/shape.ts'
import { users } from './configured-users.ts'
import { isCustom, lines } from './lines.ts'

/** Eight letters and digits, as phones have them (pbx-configuration §5.2), that no line has. */
function nameOfLine(newSecret: () => string, others: OtherObjects): string {
  for (;;) {
    const letters = (newSecret() + newSecret()).toLowerCase().replaceAll(/[^a-z0-9]/g, '')
    const name = letters.slice(-8)
    if (name.length === 8 && others.get(lines, name) === undefined) return name
  }
}

/** pbx-configuration §5.2: user name and password are made up, and made up again on demand. */
export const lineCommands = {
  createLine: compound({
    description:
      'Defines a line under a name that is made up here, eight letters and digits, with a password that is made up too. The event says the name. With a user it becomes the last of his lines.',
    repeatable: false,
    fields: {
      context: lines.fields.context,
      number: lines.fields.number,
      endpoint: lines.fields.endpoint,
      sipTemplate: lines.fields.sipTemplate,
      callerId: lines.fields.callerId,
      mediaServer: lines.fields.mediaServer,
      provisioningCode: lines.fields.provisioningCode,
      description: lines.fields.description,
      user: optional(reference('Who gets it.', 'user')),
    },
    comesTo({ user, ...line }, others, { newSecret }) {
      const owner = user === null ? undefined : others.get(users, user)
      if (user !== null && !owner)
        return { rejections: [{ field: 'user', rule: 'exists', message: `there is no user ${user}` }] }
      if (!newSecret) {
        const message = 'nothing can make up a name here; say one with defineLine'
        return { rejections: [{ field: 'context', rule: 'newSecret', message }] }
      }
      const name = nameOfLine(newSecret, others)
      const assignment = owner ? [{ changeUser: { user, lines: [...owner.lines, name] } }] : []
      return { commands: [{ defineLine: { name, ...line } }, ...assignment] }
    },
  }),
  rotateLineCredentials: compound({
    description:
      'Gives a line that registers a new password, made up here. Its phone cannot register from the next roll-out on until it has that too; the answer does not show it, the files of the PBX do.',
    repeatable: false,
    fields: {
      name: reference('The line.', 'line'),
      expectedRevision: optional(
        integer('Revision of the line that the command was decided on; refused when it has another one now.', [
          0,
          Number.MAX_SAFE_INTEGER,
        ]),
      ),
    },
    comesTo({ name, expectedRevision }, others, { newSecret }) {
      const line = others.get(lines, name)
      if (line && isCustom(line)) {
        const message = `line ${name} is custom: it does not register, and has no password`
        return { rejections: [{ field: 'name', rule: 'custom', message }] }
      }
      if (!newSecret) {
        const message = `nothing can make up a password here; say one with changeLine`
        return { rejections: [{ field: 'name', rule: 'newSecret', message }] }
      }
      return { commands: [{ changeLine: { name, expectedRevision, password: newSecret(), md5Password: null } }] }
    },
  }),
}
