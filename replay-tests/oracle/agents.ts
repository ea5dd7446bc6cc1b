import { isWithin, overlap, type Stretch } from './clock.ts'
import type { HeardRing } from './heard.ts'
import { second, stated, sum, type Row } from './rows.ts'
import type { Stay } from './stays.ts'

/** contact-center 9.3, and what nobody can know. */
type State = 'UNCERTAIN' | 'TALKING' | 'RINGING' | 'LOGGED_OUT' | 'WRAP_UP' | 'PAUSED' | 'READY'

interface Spell extends Stretch {
  readonly state: State
  /** Of a pause. */
  readonly reason: string | null
  /** callid and queue of the call that he talks, rings or wraps up for. */
  readonly call: string | null
  readonly loggedIn: boolean
}

interface OfCall extends Stretch {
  readonly call: string
}

interface Pause extends Stretch {
  readonly reason: string
}

/** An agent's whole history: what holds from when to when. Several hold at once. */
interface Agent {
  readonly name: string
  readonly born: number
  readonly sessions: readonly Stretch[]
  readonly uncertain: readonly Stretch[]
  readonly talks: readonly OfCall[]
  /** As rows tell it, where the manager does not. */
  readonly rings: readonly OfCall[]
  /** As the manager tells it. */
  readonly heard: readonly OfCall[]
  /** Between his answer and the row that says so. */
  readonly pickedUp: readonly OfCall[]
  readonly wrapUps: readonly OfCall[]
  readonly pauses: readonly Pause[]
  readonly answeredAt: readonly number[]
  readonly missedAt: readonly number[]
}

const never = Infinity

/** How long the telephone rang before the row, as it says: in seconds when answered, in milliseconds otherwise (contact-center 3.2). */
function ringOf(row: Row): OfCall | undefined {
  const { at, event, data } = row
  if (event === 'CONNECT') return { from: at - (stated(data[2]) ?? 0), to: at, call: callOf(row) }
  if (event === 'RINGNOANSWER' || event === 'RINGCANCELED')
    return { from: at - Number(data[0]) * 1000, to: at, call: callOf(row) }
  return undefined
}

const callOf = ({ callid, queue }: { readonly callid: string; readonly queue: string }) => `${callid} ${queue}`

const isIn = (at: number, stretches: readonly Stretch[]): boolean => stretches.some(stretch => isWithin(at, stretch))

export function agentsOf(
  rows: readonly Row[],
  stays: readonly Stay[],
  heard: readonly HeardRing[] = [],
): readonly Agent[] {
  const names = [...new Set(rows.map(({ agent }) => agent))].filter(name => name !== 'NONE').sort()
  return names
    .filter(name => rows.some(row => row.agent === name && isSignOfLife(row)))
    .map(name =>
      agentOf(
        name,
        rows,
        stays,
        heard.filter(({ member }) => member === name),
      ),
    )
}

/** Whoever administers the queue set a penalty. */
const isSignOfLife = ({ event }: Row) => event !== 'PENALTY' && event !== 'RINGINUSE'

/** Something that tells that the agent is there, and since when: a row, the ring before it, a conversation that only its end tells of. */
interface Sign {
  readonly at: number
  /** Among the signs of the agent: of one instant some are before others. */
  readonly place: number
  readonly row: Row
  readonly isCalled: boolean
}

interface Session extends Stretch {
  readonly opened: number
  readonly closed: number
  /** No row began it: the length that a logoff states tells of it. */
  readonly isImplied: boolean
}

/** Whether he is in a session once the sign has been read. */
const isThere = ({ at, place }: Sign, sessions: readonly Session[]): boolean =>
  sessions.some(
    ({ from, to, opened, closed }) =>
      (from < at || (from === at && opened <= place)) && (to > at || (to === at && closed > place)),
  )

function signsOf(rows: readonly Row[], answered: readonly Stay[]): Sign[] {
  const inferred = answered.filter(({ isConnected }) => !isConnected)
  return rows
    .filter(isSignOfLife)
    .flatMap((row): Omit<Sign, 'place'>[] => {
      const since =
        ringOf(row)?.from ?? inferred.find(stay => stay.endedAt === row.at && stay.callid === row.callid)?.answeredAt
      const itself = { at: row.at, row, isCalled: false }
      return since === undefined ? [itself] : [{ at: since, row, isCalled: true }, itself]
    })
    .sort((a, b) => a.at - b.at)
    .map((sign, place) => ({ ...sign, place }))
}

/** The file has whole seconds: a row was written up to one after the instant that it states, give or take. */
const isTogether = (row: number, told: number) => Math.abs(row - told) <= 1.5 * second

/**
 * Whoever answers talks from then on, although the row that says so is written when the announcement to him is over. Where it never comes
 * nobody believes it for long.
 */
function pickedUpOf(heard: readonly HeardRing[], talks: readonly OfCall[]): OfCall[] {
  return heard.flatMap(({ isAnswered, call, to, told }) => {
    const own = talks.filter(talk => talk.call === call)
    if (!isAnswered || own.some(talk => talk.from <= to && talk.to >= to - 2 * second)) return []
    const connected = own.filter(talk => talk.from > to).map(({ from }) => from)
    return [{ call, from: to, to: Math.min(told + 1.5 * second, ...connected) }]
  })
}

/** Where the manager tells when a conversation was over that a row ends in the second before, it goes on until then. */
const heardEnd = (heard: readonly HeardRing[], { call, to }: OfCall): number | undefined =>
  heard.find(
    ({ call: its, isAnswered, completed = -never }) =>
      isAnswered && its === call && completed > to && isTogether(to, completed),
  )?.completed

function agentOf(name: string, all: readonly Row[], stays: readonly Stay[], heard: readonly HeardRing[]): Agent {
  const rows = all.filter(({ agent }) => agent === name)
  const answered = stays.filter(stay => stay.agent === name && stay.answeredAt !== undefined)
  const signs = signsOf(rows, answered)
  const presence = sessionsOf(signs)
  const { sessions } = presence
  const restarts = restartsOf(all)
  const uncertain = uncertainOf(all, restarts, signs, presence)
  const connects = answered.filter(({ isConnected }) => isConnected).map(({ answeredAt = 0 }) => answeredAt)
  const talks = answered.map(({ answeredAt = 0, endedAt, ...stay }) => {
    // A conversation whose end nobody wrote was over when the next one began, or when the PBX died.
    const next = Math.min(
      ...connects.filter(at => at > answeredAt),
      ...restarts.filter(({ at }) => at > answeredAt).map(({ seen }) => seen),
    )
    return { from: answeredAt, to: endedAt ?? next, call: callOf(stay) }
  })
  const { pauses, inSome } = pausesOf(signs, presence, uncertain)
  return {
    name,
    sessions,
    uncertain,
    talks,
    pauses,
    born: Math.min(...signs.map(({ at }) => at), ...sessions.map(({ from }) => from)),
    rings: rows
      .flatMap(row => ringOf(row) ?? [])
      .filter(({ call, to }) => !heard.some(ring => ring.call === call && isTogether(to, ring.told))),
    heard,
    pickedUp: [
      ...pickedUpOf(heard, talks),
      ...talks.flatMap(talk => {
        const end = heardEnd(heard, talk)
        return end === undefined ? [] : [{ call: talk.call, from: talk.to, to: end }]
      }),
    ],
    wrapUps: wrapUpsOf(signs, sessions, inSome, restarts, heard),
    answeredAt: answered.map(({ answeredAt = 0 }) => answeredAt),
    missedAt: rows.filter(({ event }) => event === 'RINGNOANSWER').map(({ at }) => at),
  }
}

const isLogin = (event: string) => event === 'AGENTCALLBACKLOGIN' || event === 'AGENTLOGIN'
const isLogoff = (event: string) => event === 'AGENTCALLBACKLOGOFF' || event === 'AGENTLOGOFF'

interface Presence {
  readonly sessions: readonly Session[]
  /** From here on it is known whether he is in. */
  readonly knownSince: number
  /** The queues that he is in, once each sign has been read. */
  readonly queuesAt: readonly (readonly string[])[]
}

/**
 * Sessions (contact-center 5.8): a login that is there already changes nothing, a logoff tells of a login that is missing. Who has no login
 * rows is there from the first queue that he is added to until he is in none; a static member from his first call or pause on.
 */
function sessionsOf(signs: readonly Sign[]): Presence {
  type How = 'LOGIN' | 'MEMBER' | 'SEEN'
  const sessions: { from: number; to: number; opened: number; closed: number; isImplied: boolean; how?: How }[] = []
  const queuesAt: string[][] = []
  const queues = new Set<string>()
  /** That no row added him to: he was called, or paused, there. */
  const seenIn = new Set<string>()
  let current: (typeof sessions)[number] | undefined
  let outSince: number | undefined
  let isLoginSeen = false
  let lastLogoff = -never
  let knownSince = never
  for (const { at, place, row, isCalled } of signs) {
    const { event, queue, data } = row
    const open = (how: How) => {
      if (current) return
      current = { from: at, to: never, opened: place, closed: never, isImplied: false, how }
      sessions.push(current)
    }
    const close = () => {
      Object.assign(current ?? {}, { to: at, closed: place })
      current = undefined
      outSince = at
    }
    // Whose telephone rang before he logged off, to the rounding, was called before.
    if (isCalled && (outSince === undefined || at > outSince + 2 * second)) open('SEEN')
    if (!isCalled && event.startsWith('PAUSE') && outSince === undefined) open('SEEN')
    if (current?.how === 'SEEN' && (isCalled || event === 'PAUSE' || ringOf(row)) && !queues.has(queue))
      seenIn.add(queue)
    if (!isCalled && isLogin(event)) {
      open('LOGIN')
      if (current?.how === 'SEEN') seenIn.clear()
      if (current) current.how = 'LOGIN'
      isLoginSeen = true
    }
    if (!isCalled && event === 'ADDMEMBER') {
      seenIn.delete(queue)
      queues.add(queue)
      open('MEMBER')
    }
    if (!isCalled && event === 'REMOVEMEMBER') {
      queues.delete(queue)
      seenIn.delete(queue)
      const isInNone = queues.size === 0 && seenIn.size === 0
      if (isInNone && (current?.how === 'MEMBER' || current?.how === 'SEEN')) close()
      if (isInNone && !current) outSince ??= at
    }
    if (!isCalled && isLogoff(event)) {
      const since = Math.max(at - (stated(data[1]) ?? 0), lastLogoff)
      if (!isLoginSeen) sessions.push({ from: since, to: at, opened: place, closed: place, isImplied: true })
      close()
      isLoginSeen = false
      lastLogoff = at
    }
    if (current) outSince = undefined
    if (current ?? outSince) knownSince = Math.min(knownSince, at)
    queuesAt.push([...queues, ...seenIn])
  }
  return { sessions, knownSince: Math.min(knownSince, ...sessions.map(({ from }) => from)), queuesAt }
}

interface Restart {
  readonly at: number
  /** The newest row before it: from here on nobody knows. */
  readonly seen: number
  readonly place: number
}

const restartsOf = (all: readonly Row[]): Restart[] =>
  all.flatMap(({ event, at }, place) => (event === 'QUEUESTART' ? [{ at, place, seen: all[place - 1]?.at ?? at }] : []))

/** Between the newest row before a restart and the agent's next sign of life nobody knows; nor before a sign that tells whether he is in. */
function uncertainOf(
  all: readonly Row[],
  restarts: readonly Restart[],
  signs: readonly Sign[],
  { sessions, knownSince }: Presence,
): Stretch[] {
  const lost = restarts.flatMap(({ seen, place }) => {
    const isBefore = ({ at, row }: Sign) => at < seen || (at === seen && all.indexOf(row) < place)
    const isOpen = sessions.some(({ from, to, opened, isImplied }) => {
      const began = signs[opened]
      return to > seen && (isImplied ? from < seen : began !== undefined && isBefore(began))
    })
    const next = signs.filter(sign => !isBefore(sign)).map(({ at }) => at)
    const implied = sessions.filter(({ from, isImplied }) => isImplied && from > seen).map(({ from }) => from)
    return isOpen ? [{ from: seen, to: Math.min(never, ...next, ...implied) }] : []
  })
  return [...lost, { from: -never, to: knownSince }]
}

/**
 * As long as the row says, unless a call, a logoff, another wrap-up or the agent ends it earlier (contact-center 3.2, 9.2): by declaring
 * himself ready, not by the end of a pause.
 */
function wrapUpsOf(
  signs: readonly Sign[],
  sessions: readonly Session[],
  pausedInSome: readonly Begun[],
  restarts: readonly Restart[],
  heard: readonly HeardRing[],
): OfCall[] {
  // Each interface of an agent writes its own UNPAUSEALL.
  const declaresReady = ({ row, at, place }: Sign) =>
    row.event === 'UNPAUSEALL' && !pausedInSome.some(({ opened, to }) => opened < place && to >= at - second)
  const isEnd = (sign: Sign) =>
    ['CONNECT', 'WRAPUPSTART'].includes(sign.row.event) || isLogoff(sign.row.event) || declaresReady(sign)
  return signs.flatMap(sign => {
    const { row, at, place } = sign
    const length = row.event === 'WRAPUPSTART' ? stated(row.data[0]) : undefined
    if (sign.isCalled || length === undefined || !isThere(sign, sessions)) return []
    const end = signs.find(next => next.place > place && !next.isCalled && isEnd(next))
    const restart = restarts.find(start => start.at > at)
    const call = callOf(row)
    const from = heardEnd(heard, { call, from: at, to: at }) ?? at
    return [{ from, to: Math.min(end?.at ?? never, restart?.seen ?? never, from + length), call }]
  })
}

interface Pauses {
  readonly pauses: readonly Pause[]
  /** Paused in one queue at least, and the place of the sign that began it. */
  readonly inSome: readonly Begun[]
}

interface Begun extends Stretch {
  readonly opened: number
}

/** Paused in all queues: by PAUSEALL, or in each queue that he is in. Another reason is another pause (products-and-metrics 4.4). */
function pausesOf(signs: readonly Sign[], { sessions, queuesAt }: Presence, uncertain: readonly Stretch[]): Pauses {
  const pauses: { from: number; to: number; reason: string }[] = []
  const inSome: { from: number; to: number; opened: number }[] = []
  const inQueue = new Map<string, string>()
  let everywhere: string | undefined
  for (const sign of signs) {
    const { at, row, isCalled } = sign
    const { event, queue, data } = row
    const isOut = !isThere(sign, sessions)
    const [text = ''] = data
    const isBack = uncertain.some(
      ({ from, to }) => from > -never && to === at && signs.find(other => other.at === to) === sign,
    )
    // Pauses outlive a restart; who is called is not paused, who logs in begins anew.
    if (event === 'UNPAUSEALL' || isOut || (isBack && (isCalled || isLogin(event)))) {
      everywhere = undefined
      inQueue.clear()
    }
    const tells = isCalled || isOut ? '' : event
    if (tells === 'ADDMEMBER') {
      inQueue.delete(queue)
      if (text === 'PAUSED') inQueue.set(queue, '')
    } else if (tells === 'REMOVEMEMBER') inQueue.delete(queue)
    else if (tells === 'PAUSEALL') everywhere = text
    else if (tells === 'PAUSE') {
      inQueue.delete(queue)
      inQueue.set(queue, text)
    } else if (tells === 'UNPAUSE' && text !== 'Auto-Unpause') {
      // Ready in one queue he is not paused in all; in a queue in which he was not paused nothing changes.
      const isAlone = inQueue.size === 0
      if (inQueue.delete(queue) || isAlone) everywhere = undefined
    }
    const queues = queuesAt[sign.place] ?? []
    const newest = queues.length > 0 && queues.every(of => inQueue.has(of)) ? [...inQueue.values()].at(-1) : undefined
    const reason = everywhere ?? newest
    const last = pauses.at(-1)
    if (last?.to === never && last.reason !== reason) last.to = at
    if (reason !== undefined && (last?.to !== never || last.reason !== reason))
      pauses.push({ from: at, to: never, reason })
    const isInSome = everywhere !== undefined || inQueue.size > 0
    const some = inSome.at(-1)
    if (some?.to === never && !isInSome) some.to = at
    if (some?.to !== never && isInSome) inSome.push({ from: at, to: never, opened: sign.place })
  }
  return { pauses, inSome }
}

/** One state at a time: the first that holds (contact-center 9.3). */
function stateAt(at: number, agent: Agent): Omit<Spell, 'from' | 'to'> {
  const isKnown = !isIn(at, agent.uncertain)
  const loggedIn = isKnown && isIn(at, agent.sessions)
  const is = (state: State, { reason = '', call = '' }: { reason?: string; call?: string } = {}) => ({
    state,
    loggedIn,
    reason: reason === '' ? null : reason,
    call: call === '' ? null : call,
  })
  /** Of several the one that began last. */
  const newest = <T extends Stretch>(stretches: readonly T[]): T | undefined =>
    stretches
      .filter(stretch => isWithin(at, stretch))
      .sort((a, b) => a.from - b.from)
      .at(-1)
  if (!isKnown) return is('UNCERTAIN')
  const talk = newest(agent.talks)
  const isRung = loggedIn && agent.heard.some(ring => ring.call === talk?.call && isWithin(at, ring))
  if (talk) return is(isRung ? 'RINGING' : 'TALKING', talk)
  const answered = loggedIn ? newest(agent.pickedUp) : undefined
  if (answered) return is('TALKING', answered)
  const ring = newest([...agent.rings, ...(loggedIn ? agent.heard : [])])
  if (ring) return is('RINGING', ring)
  if (!loggedIn) return is('LOGGED_OUT')
  const wrapUp = newest(agent.wrapUps)
  if (wrapUp) return is('WRAP_UP', wrapUp)
  const pause = newest(agent.pauses)
  if (pause) return is('PAUSED', pause)
  return is('READY')
}

/** What holds between two instants at which anything changes, up to now. */
export function spellsOf(agent: Agent, now: number): Spell[] {
  const { born, sessions, uncertain, talks, rings, heard, pickedUp, wrapUps, pauses } = agent
  const edges = [sessions, uncertain, talks, rings, heard, pickedUp, wrapUps, pauses]
    .flat()
    .flatMap(({ from, to }) => [from, to])
  const instants = [...new Set([born, ...edges, now])].filter(at => at >= born && at <= now).sort((a, b) => a - b)
  const spells: Spell[] = []
  for (const [index, from] of instants.slice(0, -1).entries()) {
    const spell = { from, to: instants[index + 1] ?? now, ...stateAt(from, agent) }
    const last = spells.at(-1)
    const isSame = last?.state === spell.state && last.reason === spell.reason && last.call === spell.call
    if (isSame && last.loggedIn === spell.loggedIn) spells[spells.length - 1] = { ...last, to: spell.to }
    else spells.push(spell)
  }
  return spells
}

/** Times are cut at the ends of the interval, counts belong to the interval of the row (contact-center 5). */
export function agentFigures(
  agent: Agent,
  spells: readonly Spell[],
  interval: Stretch,
): Readonly<Record<string, number>> {
  const time = (filter: (spell: Spell) => boolean) => sum(spells.filter(filter).map(spell => overlap(spell, interval)))
  const count = (instants: readonly number[]) => instants.filter(at => isWithin(at, interval)).length
  const reasons = [...new Set(spells.filter(({ state }) => state === 'PAUSED').map(({ reason }) => reason))]
  return {
    login: time(({ loggedIn }) => loggedIn),
    ready: time(({ state }) => state === 'READY'),
    paused: time(({ state }) => state === 'PAUSED'),
    wrapUp: time(({ state }) => state === 'WRAP_UP'),
    ringing: time(({ state }) => state === 'RINGING'),
    talking: time(({ state }) => state === 'TALKING'),
    uncertain: time(({ state }) => state === 'UNCERTAIN'),
    answered: count(agent.answeredAt),
    missed: count(agent.missedAt),
    offered: count(agent.answeredAt) + count(agent.missedAt),
    ...Object.fromEntries(
      reasons.map(reason => [
        `paused: ${reason ?? ''}`,
        time(spell => spell.state === 'PAUSED' && spell.reason === reason),
      ]),
    ),
  }
}
