import { meshContext, meshEndpointOf, otherServers } from '../servers.ts'
import { code, contextText, run, set, subroutine, when, type Step } from './dialplan.ts'
import { contextOf, type Owner } from './names.ts'
import type { Scope } from './scope.ts'

/** The context, on this server, of what is on another one: it is reached there under the same name. */
export const elsewhereContext = (owner: Owner, key: string, server: string): string =>
  subroutine(contextOf(owner, key), ...stepsElsewhere(owner, key, server))

export const stepsElsewhere = (owner: Owner, key: string, server: string): readonly Step[] => [
  set`__XIVO_XDS_TO=${contextOf(owner, key)}`,
  run`Goto(${meshContext},to-${server},1)`,
]

/**
 * Calls between servers (pbx-configuration §4.3): the number that was dialled is called over the trunk between them; headers say what
 * is wanted, by whom. Only the other servers call into this context, yet what they say is looked at before it is used.
 */
export function serverContexts(scope: Scope): readonly string[] {
  const others = otherServers(scope.server, scope.configuration)
  if (others.length === 0) return []
  const comesIn: readonly Step[] = [
    set`XIVO_XDS_TO=\${FILTER(A-Za-z0-9_.@~-,\${PJSIP_HEADER(read,X-Ringledger-To)})}`,
    set`XIVO_USERID=\${FILTER(a-z0-9_.-,\${PJSIP_HEADER(read,X-Ringledger-User)})}`,
    set`XIVO_CALLORIGIN=\${FILTER(a-z,\${PJSIP_HEADER(read,X-Ringledger-Origin)})}`,
    run`Gosub(xivo-entry,s,1(\${EXTEN},\${CONTEXT}))`,
    when(code`\${DIALPLAN_EXISTS(\${XIVO_XDS_TO},s,1)} = 0`, code`unknown`),
    run`Goto(\${XIVO_XDS_TO},s,1)`,
    { ...run`Congestion(5)`, label: 'unknown' },
  ]
  return [
    contextText({
      name: meshContext,
      extensions: [
        { number: '[0-9*#+]!', steps: comesIn },
        { number: 's', steps: comesIn },
        ...others.map(({ name }) => ({ number: `to-${name}`, steps: goesTo(name) })),
      ],
    }),
    subroutine(
      'xivo-to-server',
      set`PJSIP_HEADER(add,X-Ringledger-To)=\${XIVO_XDS_TO}`,
      set`PJSIP_HEADER(add,X-Ringledger-User)=\${XIVO_XDS_USER}`,
      set`PJSIP_HEADER(add,X-Ringledger-Origin)=\${XIVO_XDS_ORIGIN}`,
      run`Gosub(xivo_header_mgr,set_headers_on_channel,1)`,
      run`Return()`,
    ),
  ]
}

const goesTo = (server: string): readonly Step[] => [
  run`Gosub(xivo-global-subroutine,s,1(XDS))`,
  set`__XIVO_XDS_USER=\${XIVO_USERID}`,
  set`__XIVO_XDS_ORIGIN=\${XIVO_CALLORIGIN}`,
  set`XIVO_XDS_NUMBER=\${IF($["\${XIVO_DSTNUM}" = ""]?s:\${XIVO_DSTNUM})}`,
  run`Dial(PJSIP/\${XIVO_XDS_NUMBER}@${meshEndpointOf(server)},\${XIVO_RINGSECONDS},b(xivo-to-server^s^1))`,
  run`Hangup()`,
]
