import { agents } from '../../agents/configured-agents.ts'
import { queues } from '../../queues/configured-queues.ts'
import { at, code, contextText, run, set, subroutine, when, type Extension, type Step } from './dialplan.ts'
import { contextOf } from './names.ts'
import type { Scope } from './scope.ts'
import { predial, subroutineSteps } from './subroutines.ts'

/**
 * Agents are members of their queues as `Local/id-NUMBER@agentcallback` (pbx-configuration §7.2). Where an agent sits is in the database
 * of the PBX, `ringledger/agent/NUMBER/...`, so that logging in by phone works while nothing else does.
 */
export const agentContexts = (scope: Scope): readonly string[] => [
  callback,
  login,
  logoff,
  ...scope.all(agents).map(({ key, value }) =>
    contextText({
      name: contextOf('agent', key),
      extensions: [
        { number: 's', steps: [...subroutineSteps(value.preprocessSubroutine, 'AGENT'), run`Return()`] },
        { number: 'password', steps: [set`XIVO_AGENT_PASSWORD=${scope.opened(value.password) ?? ''}`, run`Return()`] },
        ...membership(key, scope),
      ],
    }),
  ),
]

/** One call at a time for an agent, whatever his queues think: Asterisk may give him two at once (pbx-configuration §18.19). */
const callback = contextText({
  name: 'agentcallback',
  extensions: [
    {
      number: 'id-X.',
      steps: [
        set`XIVO_AGENT_ID=\${FILTER(0-9,\${EXTEN})}`,
        set`GROUP(agent)=\${XIVO_AGENT_ID}`,
        when(code`\${GROUP_COUNT(\${XIVO_AGENT_ID}@agent)} > 1`, code`busy`),
        set`XIVO_INTERFACE=\${DB(ringledger/agent/\${XIVO_AGENT_ID}/interface)}`,
        when(code`"\${XIVO_INTERFACE}" = ""`, code`gone`),
        set`XIVO_CALLOPTIONS=${predial}`,
        run`UserEvent(Agent,UNIQUEID: \${UNIQUEID},CHANNEL: \${CHANNEL},AGENT: \${XIVO_AGENT_ID})`,
        when(code`\${DIALPLAN_EXISTS(agent~\${XIVO_AGENT_ID},s,1)} = 0`, code`ring`),
        run`Gosub(agent~\${XIVO_AGENT_ID},s,1)`,
        at('ring', run`Dial(\${XIVO_INTERFACE},,\${XIVO_CALLOPTIONS})`),
        run`Hangup()`,
        at('busy', run`Busy(1)`),
        at('gone', run`Hangup(20)`),
      ],
    },
  ],
})

/** What makes him a member of his queues where he has logged in, and what ends that. Members by default only are not added. */
function membership(number: string, scope: Scope): readonly Extension[] {
  const penalties = scope.all(queues).flatMap(({ key, value }) => {
    const member = value.members.find(({ agent }) => agent === number)
    return value.enabled && member?.enabled ? [{ queue: key, penalty: member.penalty }] : []
  })
  const channel = code`Local/id-${number}@agentcallback`
  return [
    {
      number: 'login',
      steps: [
        ...penalties.map(
          ({ queue, penalty }): Step =>
            run`AddQueueMember(${queue},${channel},${penalty},,Agent/${number},\${XIVO_AGENT_INTERFACE})`,
        ),
        run`Return()`,
      ],
    },
    {
      number: 'logoff',
      steps: [...penalties.map(({ queue }): Step => run`RemoveQueueMember(${queue},${channel})`), run`Return()`],
    },
  ]
}

/** ARG1 is the agent, ARG2 the context of the phone; he sits at the phone that calls. The row of queue_log is the one by which his session is known (§7.2). */
const login = subroutine(
  'xivo-agent-login',
  when(code`\${DIALPLAN_EXISTS(agent~\${ARG1},login,1)} = 0`, code`unknown`),
  run`Gosub(xivo-pickup,s,1)`,
  run`Gosub(agent~\${ARG1},password,1)`,
  when(code`"\${XIVO_AGENT_PASSWORD}" = ""`, code`known`),
  run`Read(XIVO_KEYED,agent-pass,40,,3,10)`,
  when(code`"\${XIVO_KEYED}" != "\${XIVO_AGENT_PASSWORD}"`, code`unknown`),
  at('known', set`XIVO_CHANNEL=\${CHANNEL(name)}`),
  set`XIVO_AGENT_INTERFACE=\${CUT(XIVO_CHANNEL,-,1)}`,
  when(code`"\${DB(ringledger/agent/\${ARG1}/interface)}" != ""`, code`already`),
  set`DB(ringledger/agent/\${ARG1}/interface)=\${XIVO_AGENT_INTERFACE}`,
  set`DB(ringledger/agent/\${ARG1}/line)=\${XIVO_SRCNUM}@\${ARG2}`,
  set`DB(ringledger/agent/\${ARG1}/since)=\${EPOCH}`,
  run`QueueLog(NONE,\${UNIQUEID},Agent/\${ARG1},AGENTCALLBACKLOGIN,\${DB(ringledger/agent/\${ARG1}/line)})`,
  run`Gosub(agent~\${ARG1},login,1)`,
  run`Playback(agent-loginok)`,
  run`Return()`,
  at('already', run`Playback(agent-alreadyon)`),
  run`Return()`,
  at('unknown', run`Playback(agent-incorrect)`),
  run`Return()`,
)

const logoff = subroutine(
  'xivo-agent-logoff',
  set`LOCAL(line)=\${DB(ringledger/agent/\${ARG1}/line)}`,
  when(code`"\${line}" = ""`, code`done`),
  run`Gosub(agent~\${ARG1},logoff,1)`,
  set`LOCAL(seconds)=$[\${EPOCH} - 0\${DB(ringledger/agent/\${ARG1}/since)}]`,
  run`QueueLog(NONE,\${UNIQUEID},Agent/\${ARG1},AGENTCALLBACKLOGOFF,\${line}|\${seconds}|CommandLogoff)`,
  set`LOCAL(gone)=\${DB_DELETE(ringledger/agent/\${ARG1}/interface)}`,
  set`LOCAL(gone)=\${DB_DELETE(ringledger/agent/\${ARG1}/line)}`,
  set`LOCAL(gone)=\${DB_DELETE(ringledger/agent/\${ARG1}/since)}`,
  run`Gosub(xivo-pickup,s,1)`,
  run`Playback(agent-loggedoff)`,
  at('done', run`Return()`),
)
