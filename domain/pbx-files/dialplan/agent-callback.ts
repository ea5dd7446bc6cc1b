import { agents, type ConfiguredAgent } from '../../agents/configured-agents.ts'
import { queues } from '../../queues/configured-queues.ts'
import { skillFallbacksOf, toldPenalty } from '../../queues/skill-fallbacks.ts'
import { memo } from '../memo.ts'
import { at, code, contextText, run, set, subroutine, tell, when, type Extension, type Step } from './dialplan.ts'
import { contextOf } from './names.ts'
import type { Scope } from './scope.ts'
import { predial, subroutineSteps } from './subroutines.ts'
import { userEvent } from './user-events.ts'

/**
 * Agents are members of their queues as `Local/id-NUMBER@agentcallback` (pbx-configuration §7.2). Where an agent sits is in the database
 * of the PBX, `ringledger/agent/NUMBER/...`, so that logging in by phone works while nothing else does.
 */
export function agentContexts(scope: Scope): readonly string[] {
  const queuesOf = queuesByAgent(scope)
  return [
    callback,
    login,
    logoff,
    ...listening(scope.codes.agentListenedKey),
    ...scope.all(agents).map(({ key, value }) => agentText(key, value, queuesOf.get(key) ?? [], scope)),
  ]
}

const remembered = memo()

const agentText = (key: string, agent: ConfiguredAgent, memberships: readonly Membership[], scope: Scope): string =>
  remembered(agent, [scope.open, memberships.map(({ queue, penalty }) => `${queue} ${penalty}`).join(',')], () =>
    agentContext(key, agent, memberships, scope),
  )

const agentContext = (key: string, value: ConfiguredAgent, memberships: readonly Membership[], scope: Scope): string =>
  contextText({
    name: contextOf('agent', key),
    extensions: [
      { number: 's', steps: [...subroutineSteps(value.preprocessSubroutine, 'AGENT'), run`Return()`] },
      { number: 'password', steps: [set`XIVO_AGENT_PASSWORD=${scope.opened(value.password) ?? ''}`, run`Return()`] },
      ...membership(key, memberships),
    ],
  })

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
        userEvent('Agent', code`AGENT: \${XIVO_AGENT_ID},XIVO_AGENT_ID: \${XIVO_AGENT_ID}`),
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

interface Membership {
  readonly queue: string
  readonly penalty: number
}

/** Members by default only are not added. */
function queuesByAgent(scope: Scope): ReadonlyMap<string, readonly Membership[]> {
  const byAgent = new Map<string, Membership[]>()
  const fallbacks = skillFallbacksOf(scope.configuration)
  for (const { key: queue, value } of scope.all(queues)) {
    if (!value.enabled) continue
    for (const member of value.members) {
      const { agent, enabled } = member
      if (agent === null || !enabled) continue
      const penalty = toldPenalty(fallbacks, queue, member)
      const known = byAgent.get(agent)
      if (known) known.push({ queue, penalty })
      else byAgent.set(agent, [{ queue, penalty }])
    }
  }
  return byAgent
}

/** What makes him a member of his queues where he has logged in, and what ends that. */
function membership(number: string, penalties: readonly Membership[]): readonly Extension[] {
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
  // Names of lines may have a - in them; a channel of PJSIP ends in - and eight digits.
  at('known', set`XIVO_CHANNEL=\${CHANNEL(name)}`),
  set`XIVO_AGENT_INTERFACE=\${IF($["\${CHANNEL(channeltype)}" = "PJSIP"]?\${XIVO_CHANNEL:0:-9}:\${CUT(XIVO_CHANNEL,-,1)})}`,
  when(code`"\${DB(ringledger/agent/\${ARG1}/interface)}" != ""`, code`already`),
  set`DB(ringledger/agent/\${ARG1}/interface)=\${XIVO_AGENT_INTERFACE}`,
  set`DB(ringledger/agent/\${ARG1}/line)=\${XIVO_SRCNUM}@\${ARG2}`,
  set`DB(ringledger/agent/\${ARG1}/since)=\${EPOCH}`,
  set`DB(ringledger/phone/\${XIVO_SRCNUM})=\${ARG1}`,
  run`QueueLog(NONE,\${UNIQUEID},Agent/\${ARG1},AGENTCALLBACKLOGIN,\${DB(ringledger/agent/\${ARG1}/line)})`,
  run`Gosub(agent~\${ARG1},login,1)`,
  run`Playback(agent-loginok)`,
  run`Return()`,
  at('already', run`Playback(agent-alreadyon)`),
  run`Return()`,
  at('unknown', run`Playback(agent-incorrect)`),
  run`Return()`,
)

/** Where who listens is put (contact-center §9.8): 4 listens, 5 speaks to the agent, 6 to both; it ends with the call that is heard. */
function listening(lampCode: string | null): readonly string[] {
  const lamp = (state: 'INUSE' | 'NOT_INUSE'): readonly Step[] =>
    lampCode === null ? [] : [set`DEVICE_STATE(Custom:${{ code: lampCode }}\${XIVO_LISTENED_PHONE})=${state}`]
  const told = (started: 0 | 1): readonly Step[] => [
    run`UserEvent(AgentListen,UNIQUEID: \${UNIQUEID},CHANNEL: \${CHANNEL},AGENT: \${XIVO_LISTENED_AGENT},PHONE: \${XIVO_LISTENED_PHONE},STARTED: ${started})`,
    tell`AGENT_LISTENED,agent=\${XIVO_LISTENED_AGENT},phone=\${XIVO_LISTENED_PHONE},started=${started}`,
  ]
  return [
    subroutine(
      'xivo-listen',
      set`CHANNEL(hangup_handler_push)=xivo-listen-over,s,1`,
      ...lamp('INUSE'),
      ...told(1),
      run`ChanSpy(\${XIVO_LISTENED},qdES)`,
      run`Hangup()`,
    ),
    subroutine('xivo-listen-over', ...lamp('NOT_INUSE'), ...told(0), run`Return()`),
  ]
}

const logoff = subroutine(
  'xivo-agent-logoff',
  set`LOCAL(line)=\${DB(ringledger/agent/\${ARG1}/line)}`,
  when(code`"\${line}" = ""`, code`done`),
  run`Gosub(agent~\${ARG1},logoff,1)`,
  set`LOCAL(seconds)=$[\${EPOCH} - 0\${DB(ringledger/agent/\${ARG1}/since)}]`,
  run`QueueLog(NONE,\${UNIQUEID},Agent/\${ARG1},AGENTCALLBACKLOGOFF,\${line}|\${seconds}|CommandLogoff)`,
  set`LOCAL(gone)=\${DB_DELETE(ringledger/phone/\${CUT(line,@,1)})}`,
  set`LOCAL(gone)=\${DB_DELETE(ringledger/agent/\${ARG1}/interface)}`,
  set`LOCAL(gone)=\${DB_DELETE(ringledger/agent/\${ARG1}/line)}`,
  set`LOCAL(gone)=\${DB_DELETE(ringledger/agent/\${ARG1}/since)}`,
  run`Gosub(xivo-pickup,s,1)`,
  run`Playback(agent-loggedoff)`,
  at('done', run`Return()`),
)
