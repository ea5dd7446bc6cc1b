import { at, code, contextText, run, set, subroutine, when } from './dialplan.ts'
import { knownCallers } from '../../phonebook/reverse-lookup.ts'
import type { Scope } from './scope.ts'
import { callerNameField, callerNameKept, userEvent } from './user-events.ts'

/** A name that is none: of as many characters as a number has in it, or a word for it. A quote in it cannot end the expression. */
const nameIsNumber = code`\${LEN(\${FILTER(0-9+*#,\${CALLERID(name)})})} = \${LEN(\${CALLERID(name)})}`
const nameIsUnknown = code`"\${TOLOWER(\${FILTER(A-Za-z,\${CALLERID(name)})})}" = "unknown"`

/**
 * pbx-configuration §11.2, §13.1: who calls from a number, where the call tells no name. It is in the dialplan, so that it works while nothing
 * else runs. The 0 before each number lets a caller without one be looked up like any other.
 */
export function phonebookContexts(scope: Scope): readonly string[] {
  return [
    subroutine(
      'xivo-reverse-lookup',
      when(nameIsNumber, code`look`),
      when(nameIsUnknown, code`look`),
      run`Return()`,
      at('look', when(code`\${DIALPLAN_EXISTS(xivo-phonebook,0\${XIVO_SRCNUM},1)} = 0`, code`done`)),
      run`Gosub(xivo-phonebook,0\${XIVO_SRCNUM},1)`,
      callerNameKept,
      userEvent('ReverseLookup', code`CALLERIDNUM: \${XIVO_SRCNUM},db-reverse: ${callerNameField}`),
      at('done', run`Return()`),
    ),
    contextText({
      name: 'xivo-phonebook',
      extensions: [...knownCallers(scope.configuration)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([number, { displayName }]) => ({
          number: `0${number}`,
          steps: [set`CALLERID(name)=${displayName}`, run`Return()`],
        })),
    }),
  ]
}
