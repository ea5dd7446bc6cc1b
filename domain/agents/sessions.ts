import type { Micros } from '../kernel/time.ts'
import type { Sign } from './signs.ts'
import type { Session, SessionKind } from './state.ts'
import type { Turn } from './turn.ts'
import { endWrapUp } from './wrap-up.ts'

export function openSession(turn: Turn, kind: SessionKind, line: string | null, at: Micros): void {
  turn.agent.session = { kind, since: at, line, lineSince: at }
  turn.agent.outSince = null
  turn.effects.push({ kind: 'session', row: spellOf(turn.agent.session, null), by: 1 })
}

/** He is out from `at` on, and no longer paused or in wrap-up; a conversation goes on (asterisk-observed). */
export function closeSession(turn: Turn, at: Micros): void {
  const { agent } = turn
  endSpell(turn, at)
  endWrapUp(turn, at)
  agent.session = null
  agent.outSince = at
  forgetPauses(turn)
}

/** A login while logged in keeps the session; after a restart of the PBX it begins a new one. */
export function logIn(turn: Turn, sign: Sign, uncertainSince: Micros | null): void {
  const { agent } = turn
  agent.loginSeen = true
  if (agent.session && uncertainSince !== null) {
    endSpell(turn, uncertainSince)
    agent.session = null
    forgetPauses(turn)
  }
  if (!agent.session) {
    openSession(turn, 'LOGIN', sign.text, sign.at)
    return
  }
  // What was inferred from calls is known now, from the member rows around the login.
  if (agent.session.kind !== 'LOGIN') agent.queues = agent.queues.filter(({ inferred }) => !inferred)
  agent.session = ofKind(agent.session, 'LOGIN')
  moveTo(turn, sign.text, sign.at)
}

/** The same session at another line is two spells; a line that is told late was his all along. */
export function moveTo(turn: Turn, line: string | null, at: Micros): void {
  const { session } = turn.agent
  if (!session || line === null || session.line === line) return
  const lineSince = session.line === null ? session.lineSince : at
  endSpell(turn, lineSince)
  turn.agent.session = { kind: session.kind, since: session.since, line, lineSince }
  turn.effects.push({ kind: 'session', row: spellOf(turn.agent.session, null), by: 1 })
}

/**
 * Ends the session. When no login row came since the last logoff, the row's own length tells when the session began, though not before
 * that logoff; where there is a login row, its time counts and not the length (contact-center C-19).
 */
export function logOff(turn: Turn, sign: Sign): void {
  const { agent } = turn
  if (!agent.loginSeen && sign.length !== null) {
    const since = Math.max(sign.at - sign.length, agent.lastLogoff ?? -Infinity)
    if (since < sign.at) turn.implied.push({ ...sign, kind: 'LOGGED_IN', at: since })
  }
  closeSession(turn, sign.at)
  agent.lastLogoff = sign.at
  agent.loginSeen = false
  // Rows of a removal that are missing keep nobody in a queue beyond his session.
  agent.queues = agent.queues.map(membership => ({ ...membership, interfaces: 1 }))
}

/** A logoff row tells that he was logged in from here on. */
export function wasLoggedIn(turn: Turn, sign: Sign): void {
  const { session } = turn.agent
  if (!session) openSession(turn, 'IMPLIED', sign.text, sign.at)
  else if (session.kind !== 'LOGIN') turn.agent.session = ofKind(session, 'IMPLIED')
}

function endSpell(turn: Turn, at: Micros): void {
  const { session } = turn.agent
  if (!session) return
  turn.effects.push({ kind: 'session', row: spellOf(session, null), by: -1 })
  if (at > session.lineSince) turn.effects.push({ kind: 'session', row: spellOf(session, at), by: 1 })
}

export function forgetPauses({ agent }: Turn): void {
  agent.pause = null
  agent.pausedQueues = []
}

const spellOf = ({ lineSince, line }: Session, to: Micros | null) => ({ from: lineSince, to, line })

const ofKind = ({ since, line, lineSince }: Session, kind: SessionKind): Session => ({ kind, since, line, lineSince })
