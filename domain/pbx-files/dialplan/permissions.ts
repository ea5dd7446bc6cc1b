import { callPermissions, type CallPermission } from '../../routing/permissions/call-permissions.ts'
import { groups } from '../../routing/groups.ts'
import { users, type User } from '../../users/configured-users.ts'
import { at, code, contextText, run, set, subroutine, tell, when, type Step } from './dialplan.ts'
import { contextOf } from './names.ts'
import type { Scope } from './scope.ts'

/**
 * pbx-configuration §9.6, with the order of permission-for.ts: the permissions of the user that match decide; when none does, those of
 * his groups, then those of the outcall. A permission is a context of its numbers, so Asterisk itself matches them.
 */
export function permissionContexts(scope: Scope): readonly string[] {
  const groupsOf = permissionsByMember(scope)
  return [
    ...scope
      .all(callPermissions)
      .filter(({ value }) => value.enabled)
      .map(({ value }) => permissionContext(value, scope)),
    ...scope.all(users).flatMap(({ key, value }) => permissionsOfUser(value, groupsOf.get(key) ?? [], scope) ?? []),
    evaluation,
    weighing,
  ]
}

/** What it says of a number that it has is kept in XIVO_PERMISSION; what allows is not taken back. */
function permissionContext(permission: CallPermission, scope: Scope): string {
  const password = scope.opened(permission.password)
  const says: readonly Step[] =
    permission.action === 'allow'
      ? [set`XIVO_PERMISSION=allow`, run`Return()`]
      : [
          set`XIVO_PERMISSION=\${IF($["\${XIVO_PERMISSION}" = "allow"]?allow:deny)}`,
          set`XIVO_PERMISSION_NAMES=\${XIVO_PERMISSION_NAMES}&${permission.name}`,
          ...(password === undefined ? [] : [set`XIVO_PERMISSION_PASSWORDS=\${XIVO_PERMISSION_PASSWORDS}&${password}`]),
          run`Return()`,
        ]
  return contextText({
    name: contextOf('permission', permission.name),
    extensions: [
      ...permission.extensions.map(number => ({ number, steps: [run`Goto(says,1)`] })),
      { number: 'says', steps: says },
    ],
  })
}

/** The contexts of permissions that are asked, as the evaluation takes them. Those that are switched off are not. */
export const permissionList = (names: readonly string[], scope: Scope): string =>
  names
    .filter(name => scope.get(callPermissions, name)?.enabled)
    .map(name => contextOf('permission', name))
    .join('&')

function permissionsOfUser(user: User, groupPermissions: readonly string[], scope: Scope): string | undefined {
  const own = permissionList(user.callPermissions, scope)
  const ofGroups = permissionList(groupPermissions, scope)
  const password = scope.opened(user.callPermissionPassword)
  if (own === '' && ofGroups === '' && password === undefined) return undefined
  return subroutine(
    contextOf('permissions', user.user),
    set`XIVO_PERMISSIONS_OWN=${own}`,
    set`XIVO_PERMISSIONS_GROUPS=${ofGroups}`,
    set`XIVO_PERMISSIONS_PASSWORD=${password ?? ''}`,
    run`Return()`,
  )
}

function permissionsByMember(scope: Scope): ReadonlyMap<string, readonly string[]> {
  const byMember = new Map<string, string[]>()
  for (const { value } of scope.all(groups)) {
    if (!value.enabled || value.callPermissions.length === 0) continue
    for (const { user } of value.members) {
      const known = byMember.get(user) ?? []
      byMember.set(user, [...known, ...value.callPermissions.filter(name => !known.includes(name))])
    }
  }
  return byMember
}

/** Whether the one who calls, or who forwards, may reach a number, with those of an outcall behind his own. The call ends when not. */
export const permissionSteps = (ofOutcall: string): readonly Step[] => [
  run`Gosub(xivo-permission,s,1(\${XIVO_DSTNUM},${ofOutcall}))`,
]

/** On incalls the number is that of the caller, and only those of the incall are asked. */
export const callerPermissionSteps = (names: readonly string[], scope: Scope): readonly Step[] => {
  const list = permissionList(names, scope)
  return list === '' ? [] : [run`Gosub(xivo-permission,caller,1(\${XIVO_SRCNUM},${list}))`]
}

/** ARG1 is the number, ARG2 what is asked last. A caller who knows the password goes on, anybody else ends here. */
const evaluation = contextText({
  name: 'xivo-permission',
  extensions: [
    {
      number: 's',
      steps: [
        set`XIVO_PERMISSIONS_OWN=`,
        set`XIVO_PERMISSIONS_GROUPS=`,
        set`XIVO_PERMISSIONS_PASSWORD=`,
        set`LOCAL(who)=permissions~\${IF($["\${XIVO_FORWARDER}" = ""]?\${XIVO_USERID}:\${XIVO_FORWARDER})}`,
        when(code`\${DIALPLAN_EXISTS(\${who},s,1)} = 0`, code`ask`),
        run`Gosub(\${who},s,1)`,
        at('ask', run`Goto(weigh,1)`),
      ],
    },
    {
      number: 'caller',
      steps: [
        set`XIVO_PERMISSIONS_OWN=`,
        set`XIVO_PERMISSIONS_GROUPS=`,
        set`XIVO_PERMISSIONS_PASSWORD=`,
        run`Goto(weigh,1)`,
      ],
    },
    {
      number: 'weigh',
      steps: [
        ...['${XIVO_PERMISSIONS_OWN}', '${XIVO_PERMISSIONS_GROUPS}', '${ARG2}'].flatMap(list => [
          run`Gosub(xivo-permission-list,s,1(\${ARG1},${{ code: list }}))`,
          when(code`"\${XIVO_PERMISSION}" != ""`, code`known`),
        ]),
        at('known', when(code`"\${XIVO_PERMISSION}" != "deny"`, code`allowed`)),
        when(code`"\${XIVO_PERMISSION_PASSWORDS}" = ""`, code`denied`),
        set`LOCAL(passwords)=\${IF($["\${XIVO_PERMISSIONS_PASSWORD}" = ""]?\${XIVO_PERMISSION_PASSWORDS}:&\${XIVO_PERMISSIONS_PASSWORD})}`,
        run`Gosub(xivo-pickup,s,1)`,
        set`LOCAL(tries)=0`,
        at('again', set`LOCAL(tries)=$[\${tries} + 1]`),
        run`Read(XIVO_KEYED,agent-pass,40,,1,5)`,
        when(code`"\${XIVO_KEYED}" = ""`, code`wrong`),
        when(code`0\${FIELDNUM(passwords,&,\${XIVO_KEYED})} > 0`, code`allowed`),
        at('wrong', when(code`\${tries} < 3`, code`again`)),
        at('denied', tell`PERMISSION_DENIED,permission=\${XIVO_PERMISSION_NAMES:1},number=\${ARG1}`),
        run`Playback(cannot-complete-as-dialed,noanswer)`,
        run`Hangup(21)`,
        at('allowed', run`Return()`),
      ],
    },
  ],
})

/** ARG1 is the number, ARG2 contexts of permissions between &. Nothing is left in XIVO_PERMISSION when none of them has the number. */
const weighing = subroutine(
  'xivo-permission-list',
  set`XIVO_PERMISSION=`,
  set`XIVO_PERMISSION_NAMES=`,
  set`XIVO_PERMISSION_PASSWORDS=`,
  set`XIVO_PERMISSION_REST=\${ARG2}`,
  at('next', when(code`"\${XIVO_PERMISSION_REST}" = "" | "\${ARG1}" = ""`, code`done`)),
  set`LOCAL(one)=\${SHIFT(XIVO_PERMISSION_REST,&)}`,
  when(code`\${DIALPLAN_EXISTS(\${one},\${ARG1},1)} = 0`, code`next`),
  run`Gosub(\${one},\${ARG1},1)`,
  run`Goto(next)`,
  at('done', run`Return()`),
)
