import { compound } from '../configuration/kind.ts'
import { integer, optional, reference } from '../configuration/shape.ts'
import { isCustom, lines } from './lines.ts'

/** pbx-configuration §5.2: user name and password are made up, and made up again on demand. */
export const lineCommands = {
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
