import { pagings, type Paging } from '../../routing/pagings.ts'
import { users } from '../../users/configured-users.ts'
import { at, code, run, set, when, type Code, type Extension, type Step } from './dialplan.ts'
import { interfacesOf } from './interfaces.ts'
import type { Scope } from './scope.ts'
import { predial } from './subroutines.ts'

/** pbx-configuration §8.5: the code of paging, and behind it the number of whom is spoken to. */
export const pagingExtensions = (dialledCode: string | null, scope: Scope): readonly Extension[] =>
  dialledCode === null
    ? []
    : scope
        .all(pagings)
        .filter(({ value }) => value.enabled)
        .map(({ value }) => ({ number: `${dialledCode}${value.number}`, steps: pagingSteps(value, scope) }))

function pagingSteps(paging: Paging, scope: Scope): readonly Step[] {
  const called = paging.called.flatMap(key => {
    const user = scope.get(users, key)
    const channels = user?.enabled ? interfacesOf(user, scope).code : ''
    return channels === '' ? [] : [channels]
  })
  return [
    run`Gosub(xivo-entry,s,1(\${EXTEN},\${CONTEXT}))`,
    ...paging.callers.map(user => when(code`"\${XIVO_USERID}" = "${user}"`, code`allowed`)),
    run`Hangup(21)`,
    at('allowed', run`Gosub(xivo-global-subroutine,s,1(PAGING))`),
    set`XIVO_PAGED=`,
    // Line by line: a line of the dialplan has 8,191 signs at most.
    ...called.map((channels, i) => set`XIVO_PAGED=${i === 0 ? code`` : code`\${XIVO_PAGED}&`}${{ code: channels }}`),
    run`Page(\${XIVO_PAGED},${optionsOf(paging)},${paging.timeoutSeconds})`,
    run`Hangup()`,
  ]
}

function optionsOf(paging: Paging): Code {
  const letters = [
    paging.duplex && 'd',
    paging.ignoreForward && 'i',
    paging.record && 'r',
    paging.quiet && 'q',
    !paging.announceCaller && 'n',
  ]
  const sound = paging.announcePlay && paging.announcementFile !== null ? code`A(${paging.announcementFile})` : code``
  return code`${letters.filter(letter => letter !== false).join('')}${sound}${predial}`
}
