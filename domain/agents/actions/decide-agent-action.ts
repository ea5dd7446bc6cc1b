import { objectOf, objectsOf, type Configuration } from '../../configuration/configuration.ts'
import { reject, type Decision } from '../../kernel/decider.ts'
import { contextOf } from '../../pbx-files/dialplan/names.ts'
import { mainServerOf } from '../../pbx-files/servers.ts'
import { queues } from '../../queues/configured-queues.ts'
import { isCustom, lines, type Line } from '../../users/lines.ts'
import { agents } from '../configured-agents.ts'
import { logins, type LoginCommand, type LoginEvent, type LoginState } from '../login.ts'
import { pauseReasons } from '../pause-reasons.ts'
import { notConfigured } from './agent-controls.ts'
import type { AgentStep } from './agent-step.ts'
import { memberNameOf, membershipsOf, seatOf, seatsIn, type AgentsOnPbx, type Seat } from './agents-on-pbx.ts'
import type { SkillFallbacks } from '../../queues/skill-fallbacks.ts'
import { addition, configuredMemberships } from './configured-memberships.ts'

/** What somebody wants an agent to do or be (contact-center §9.2). */
export type AgentAction =
  | LoginCommand
  | { readonly type: 'PauseAgent'; readonly site: string; readonly agent: string; readonly reason: string | null }
  | { readonly type: 'UnpauseAgent'; readonly site: string; readonly agent: string }
  /** Out when he is logged in, otherwise in on the line named. */
  | { readonly type: 'ToggleAgentLogin'; readonly site: string; readonly agent: string; readonly phoneNumber: string }
  /** Paused when he is ready, ready when he is paused or in wrap-up. */
  | { readonly type: 'ToggleAgentPause'; readonly site: string; readonly agent: string; readonly reason: string | null }
  /** Rings the phone of who listens (contact-center §9.8). */
  | { readonly type: 'ListenToAgent'; readonly site: string; readonly agent: string; readonly phoneNumber: string }

interface Surroundings {
  readonly configuration: Configuration
  readonly seen: AgentsOnPbx
  /** Epoch seconds. */
  readonly now: number
  /** What skills became in the files of the PBX; left out: what they are configured to be. */
  readonly fallbacks?: SkillFallbacks
  /** Whether who wants it may log out the agent of this number, who sits where another one is to; left out: anybody. */
  readonly mayLogOut?: (agent: string) => boolean
}

/** Pure: who sits where is what the PBX says, since phones log in without asking us. Without steps there is nothing to do. */
export function decideAgentAction(action: AgentAction, around: Surroundings): Decision<AgentStep> {
  const { agent } = action
  if (!objectOf(around.configuration, agents, agent)) return reject('agent', 'exists', notConfigured(agent))
  switch (action.type) {
    case 'LogAgentIn':
    case 'LogAgentOut':
      return decideLogin(action, around)
    case 'PauseAgent':
      return decidePause(agent, action.reason, around)
    case 'UnpauseAgent':
      return steps(unpauseSteps(agent, around))
    case 'ToggleAgentLogin':
      return seatOf(around.seen.kept, agent)
        ? steps(logoutSteps(agent, around))
        : decideLogin({ ...action, type: 'LogAgentIn' }, around)
    case 'ToggleAgentPause': {
      const ready = [...unpauseSteps(agent, around), ...wrapUpEnd(agent, around)]
      return ready.length > 0 ? steps(ready) : decidePause(agent, action.reason, around)
    }
    case 'ListenToAgent':
      return decideListening(agent, action.phoneNumber, around)
  }
}

const steps = (events: readonly AgentStep[]): Decision<AgentStep> => ({ accepted: true, events })

function decidePause(agent: string, reason: string | null, { configuration, seen }: Surroundings): Decision<AgentStep> {
  const known = objectsOf(configuration, pauseReasons).flatMap(({ key, value }) => (value.active ? [key] : []))
  if (reason !== null && known.length > 0 && !known.includes(reason))
    return reject('reason', 'exists', `${reason} is no reason that can be chosen; there are ${known.join(', ')}`)
  const memberships = [...membershipsOf(agent, seen).values()]
  if (memberships.length === 0)
    return reject('agent', 'loggedIn', `agent ${agent} is in no queue now: log him in before he can be paused`)
  const otherwise = memberships.filter(member => !member.paused || member.pauseReason !== reason)
  const channels = new Set(otherwise.map(member => member.interface))
  return steps([...channels].map(channel => ({ do: 'pause', interface: channel, reason })))
}

function unpauseSteps(agent: string, { seen }: Surroundings): readonly AgentStep[] {
  const paused = [...membershipsOf(agent, seen).values()].filter(member => member.paused)
  const channels = new Set(paused.map(member => member.interface))
  return [...channels].map(channel => ({ do: 'unpause', interface: channel }))
}

/** No action of Asterisk ends a wrap-up: a member who comes anew has had no call yet, so he is rung at once. */
function wrapUpEnd(agent: string, { configuration, seen, now }: Surroundings): readonly AgentStep[] {
  return [...membershipsOf(agent, seen)].flatMap(([queue, member]): readonly AgentStep[] => {
    const wrapUp = objectOf(configuration, queues, queue)?.value.wrapUpSeconds ?? 0
    if (member.lastCallAt === 0 || now - member.lastCallAt >= wrapUp) return []
    const { name, interface: channel, stateInterface, penalty } = member
    return [
      { do: 'removeMember', queue, interface: channel },
      { do: 'addMember', queue, interface: channel, name, stateInterface, penalty, pause: null },
    ]
  })
}

/** The phone of who listens is in the context of the agent, or the only one of that number. */
function decideListening(agent: string, phoneNumber: string, { configuration, seen }: Surroundings) {
  const seat = seatOf(seen.kept, agent)
  if (!seat) return reject('agent', 'loggedIn', `agent ${agent} is not logged in: there is nothing to hear`)
  const [phone = '', context] = seat.line.split('@')
  const known = objectsOf(configuration, lines).filter(({ value }) => value.enabled && value.number === phoneNumber)
  const line = known.find(({ value }) => value.context === context) ?? (known.length === 1 ? known[0] : undefined)
  if (!line)
    return reject(
      'phoneNumber',
      'PhoneNumberUnknown',
      `there is no line ${phoneNumber} to listen at; name a registered one`,
    )
  const listener = channelOf(line.value, configuration)
  if (listener === seat.interface)
    return reject('phoneNumber', 'ownPhone', `agent ${agent} sits at ${phoneNumber}: listen at another phone`)
  return steps([{ do: 'listen', listener, channels: `${seat.interface.replace(/\/n$/, '')}-`, agent, phone }])
}

function decideLogin(command: LoginCommand, around: Surroundings): Decision<AgentStep> {
  const decision = logins.decide(command, loginState(command.agent, around))
  if (!decision.accepted) return decision
  const { mayLogOut = () => true } = around
  if (decision.events.some(event => event.type === 'AgentLoggedOut' && !mayLogOut(event.agent)))
    return reject(
      'phoneNumber',
      'lineOfOthers',
      'an agent sits at that line whom you may not log out: choose another one',
    )
  return steps(decision.events.flatMap(event => stepsOf(event, around)))
}

/** The lines of his context, each with who sits there; where he sits himself, even if that is no line any more. */
function loginState(agent: string, { configuration, seen }: Surroundings): LoginState {
  const context = objectOf(configuration, agents, agent)?.value.context
  const seats = seatsIn(seen.kept)
  const state = new Map<string, string | null>()
  for (const { value } of objectsOf(configuration, lines))
    if (value.enabled && value.number !== null && value.context === context) state.set(value.number, null)
  for (const seat of seats) {
    const [number = '', of] = seat.line.split('@')
    if (seat.agent === agent || (of === context && state.has(number))) state.set(number, seat.agent)
  }
  return state
}

function stepsOf(event: LoginEvent, around: Surroundings): readonly AgentStep[] {
  switch (event.type) {
    case 'AgentLoggedIn':
      return loginSteps(event.agent, event.phoneNumber, around)
    case 'AgentLoggedOut':
      return logoutSteps(event.agent, around)
    case 'LineRegistered':
    case 'LineRemoved':
      return []
  }
}

/** The keys come first: who is a member is rung where they say. The row of the login comes before those of his queues. */
function loginSteps(
  agent: string,
  number: string,
  { configuration, seen, now, fallbacks }: Surroundings,
): readonly AgentStep[] {
  const context = objectOf(configuration, agents, agent)?.value.context ?? ''
  const line = objectsOf(configuration, lines).find(
    ({ value }) => value.enabled && value.number === number && value.context === context,
  )
  const channel = line ? channelOf(line.value, configuration) : ''
  const place = `${number}@${context}`
  const seat = { agent, interface: channel }
  return [
    { do: 'keep', key: `agent/${agent}/interface`, value: channel },
    { do: 'keep', key: `agent/${agent}/line`, value: place },
    { do: 'keep', key: `agent/${agent}/since`, value: String(now) },
    { do: 'keep', key: `phone/${number}`, value: agent },
    { do: 'log', name: memberNameOf(agent), event: 'AGENTCALLBACKLOGIN', data: [place] },
    ...[...configuredMemberships(configuration, agent, fallbacks)].flatMap(([queue, penalty]) =>
      seen.queues.has(queue) ? [addition(queue, penalty, seat, null)] : [],
    ),
  ]
}

/** As the dialplan rings him: custom lines, and those of another server, by the contexts of their own (pbx-configuration §5.2). */
function channelOf(line: Line, configuration: Configuration): string {
  const main = mainServerOf(configuration)
  const isElsewhere = line.mediaServer !== null && line.mediaServer !== main
  return isCustom(line) || isElsewhere ? `Local/s@${contextOf('line', line.name)}/n` : `PJSIP/${line.name}`
}

/** He leaves his queues first, so that no call comes to a phone that is given up; the key by which he is known as logged in goes last. */
export function logoutSteps(agent: string, { seen, now }: Pick<Surroundings, 'seen' | 'now'>): readonly AgentStep[] {
  const seat: Seat | undefined = seatOf(seen.kept, agent)
  const left = [...membershipsOf(agent, seen)].map(([queue, member]): AgentStep => ({
    do: 'removeMember',
    queue,
    interface: member.interface,
  }))
  if (!seat) return left
  const [number = ''] = seat.line.split('@')
  const seconds = seat.since === null ? 0 : Math.max(0, now - seat.since)
  const holdsPhone = seen.kept.get(`phone/${number}`) === agent
  return [
    ...left,
    {
      do: 'log',
      name: memberNameOf(agent),
      event: 'AGENTCALLBACKLOGOFF',
      data: [seat.line, String(seconds), 'CommandLogoff'],
    },
    ...(holdsPhone ? [{ do: 'keep', key: `phone/${number}`, value: null } as const] : []),
    { do: 'keep', key: `agent/${agent}/line`, value: null },
    { do: 'keep', key: `agent/${agent}/since`, value: null },
    { do: 'keep', key: `agent/${agent}/interface`, value: null },
  ]
}
