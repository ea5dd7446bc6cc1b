import { accept, nothingToDo, reject, type Decider, type Rejection } from '../kernel/decider.ts'

/** Agents have no line of their own: they log in on any registered one (contact-center 9.1, 9.2). */
export type LoginCommand =
  | { type: 'LogAgentIn'; site: string; agent: string; phoneNumber: string }
  | { type: 'LogAgentOut'; site: string; agent: string }

export type LoginEvent =
  | { type: 'AgentLoggedIn'; site: string; agent: string; phoneNumber: string }
  | { type: 'AgentLoggedOut'; site: string; agent: string; phoneNumber: string; because: 'COMMAND' | 'LINE_TAKEN' }
  | { type: 'LineRegistered'; site: string; phoneNumber: string }
  | { type: 'LineRemoved'; site: string; phoneNumber: string }

/** A site's lines, each with the agent who is logged in on it. */
export type LoginState = ReadonlyMap<string, string | null>

/** He stays on his line; the names are those that clients of the original know. */
interface LoggedInOnAnotherPhone extends Rejection {
  readonly rule: 'LoggedInOnAnotherPhone'
  /** Where he is logged in. */
  readonly phoneNb: string
  readonly RequestedNb: string
}

/** One stream a site (`agent-logins/<site>`). */
export const logins: Decider<LoginCommand, LoginEvent, LoginState> = {
  initial: new Map(),

  decide(command, lines) {
    const { site, agent } = command
    const current = lineOf(lines, agent)
    if (command.type === 'LogAgentOut') {
      if (current === undefined) return nothingToDo
      return accept({ type: 'AgentLoggedOut', site, agent, phoneNumber: current, because: 'COMMAND' })
    }
    const { phoneNumber } = command
    if (!lines.has(phoneNumber))
      return reject(
        'phoneNumber',
        'PhoneNumberUnknown',
        `there is no line ${phoneNumber} at site ${site}; use a registered one`,
      )
    if (current === phoneNumber) return nothingToDo
    if (current !== undefined) return onAnotherPhone(agent, current, phoneNumber)
    const previous = lines.get(phoneNumber) ?? null
    const loggedIn: LoginEvent = { type: 'AgentLoggedIn', site, agent, phoneNumber }
    if (previous === null) return accept(loggedIn)
    return accept<LoginEvent>(
      { type: 'AgentLoggedOut', site, agent: previous, phoneNumber, because: 'LINE_TAKEN' },
      loggedIn,
    )
  },

  evolve(lines, event) {
    const changed = new Map(lines)
    switch (event.type) {
      case 'LineRegistered':
        return lines.has(event.phoneNumber) ? lines : changed.set(event.phoneNumber, null)
      case 'LineRemoved':
        changed.delete(event.phoneNumber)
        return changed
      case 'AgentLoggedIn':
        return changed.set(event.phoneNumber, event.agent)
      case 'AgentLoggedOut':
        return changed.set(event.phoneNumber, null)
    }
  },
}

function lineOf(lines: LoginState, agent: string): string | undefined {
  for (const [phoneNumber, holder] of lines) if (holder === agent) return phoneNumber
  return undefined
}

function onAnotherPhone(agent: string, phoneNb: string, RequestedNb: string) {
  const rejection: LoggedInOnAnotherPhone = {
    field: 'phoneNumber',
    rule: 'LoggedInOnAnotherPhone',
    message: `${agent} is logged in on ${phoneNb}; log out there before logging in on ${RequestedNb}`,
    phoneNb,
    RequestedNb,
  }
  return { accepted: false, rejections: [rejection] } as const
}
