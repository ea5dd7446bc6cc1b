import { becomeReady } from './agents.ts'
import {
  queueNamed,
  type Center,
  type Ringing,
  type SimulatedAgent,
  type SimulatedCall,
  type SimulatedQueue,
} from './center.ts'
import { talk } from './conversations.ts'
import {
  answer,
  endApplication,
  hangUpChannel,
  hangUpLast,
  moment,
  newBridge,
  playAndHangUp,
  ringChannel,
  runApplication,
  startChannel,
  startMusic,
  stopMusic,
  userEvent,
} from './legs.ts'
import { personWithNumber } from './people.ts'

/** Answer() waits for media, up to this, before the dialplan goes on (asterisk-observed, "queue_log, file and table"). */
const secondsToAnswer = 0.5

/** A caller dials a queue's number. Refusals are what the dialplan logs; Asterisk itself writes nothing for them. */
export function arrive(center: Center, queue: SimulatedQueue, open: boolean): void {
  const callerNumber = `063998${String(center.random.between(0, 9_999)).padStart(4, '0')}`
  const { calledNumber } = queue
  const channel = startChannel(center, center.now(), {
    endpoint: 'trunk-in',
    number: callerNumber,
    callerName: personWithNumber(callerNumber),
    account: '',
    exten: calledNumber,
    context: 'from-extern',
  })
  const call: SimulatedCall = {
    id: channel.uniqueid,
    channel,
    callerNumber,
    calledNumber,
    queue,
    enteredAt: center.now(),
    entryPosition: 0,
    ringing: undefined,
    turn: 0,
  }
  userEvent(center, center.now() + moment, channel, 'XIVO_INCALL', calledNumber)
  channel.context = 'queue'
  runApplication(center, center.now() + 2 * moment, channel, 'Answer', '')
  answer(center, center.now() + 2 * moment, channel)
  center.after(secondsToAnswer, () => {
    endApplication(center, center.now(), channel)
    center.rows.write(center.now(), call.id, queue.name, 'NONE', 'DID', calledNumber)
    if (open) return enter(center, call, queue)
    center.rows.write(center.now(), call.id, queue.name, 'NONE', 'CLOSED', '')
    playAndHangUp(center, channel, 'closed')
  })
}

function enter(center: Center, call: SimulatedCall, queue: SimulatedQueue): void {
  const { rows, random } = center
  userEvent(center, center.now(), call.channel, 'ATTACHED_DATA', `recordingid=rec-${call.id}`)
  runApplication(center, center.now(), call.channel, 'Queue', `${queue.name},tT,,,${queue.timeoutSeconds}`)
  if (queue.maximumWaiting > 0 && queue.waiting.length >= queue.maximumWaiting)
    return refuse(center, call, queue, 'FULL')
  if (queue.members.size === 0) return refuse(center, call, queue, 'JOINEMPTY')
  startMusic(center, center.now() + moment, call.channel)
  call.queue = queue
  call.enteredAt = center.now()
  queue.waiting.push(call)
  call.entryPosition = queue.waiting.length
  const turn = ++call.turn
  rows.write(center.now(), call.id, queue.name, 'NONE', 'ENTERQUEUE', '', call.callerNumber, call.entryPosition)
  const stillWaiting = (action: () => void) => () => {
    if (call.turn === turn) action()
  }
  const patience = random.logNormal(queue.medianPatienceSeconds, 0.9)
  if (patience < queue.timeoutSeconds)
    center.after(
      patience,
      stillWaiting(() => giveUp(center, call)),
    )
  else
    center.after(
      queue.timeoutSeconds,
      stillWaiting(() => timeOut(center, call)),
    )
  if (queue.overflow !== undefined && random.chance(0.03))
    center.after(
      20 + 40 * random.next(),
      stillWaiting(() => pressExitKey(center, call)),
    )
  offer(center, call)
}

function refuse(center: Center, call: SimulatedCall, queue: SimulatedQueue, reason: 'FULL' | 'JOINEMPTY'): void {
  endApplication(center, center.now(), call.channel)
  center.rows.write(center.now(), call.id, queue.name, 'NONE', reason, '')
  playAndHangUp(center, call.channel, 'busy-here')
}

/** How Asterisk ends a channel that it rang in vain. */
const unanswered = { cause: 0, source: '' }

const positionOf = (call: SimulatedCall): number => call.queue.waiting.indexOf(call) + 1

const waitOf = (call: SimulatedCall, until: number): number => Math.floor(until) - Math.floor(call.enteredAt)

/** Leaves the line of waiting callers; a phone that rings for him stops. */
function leaveLine(center: Center, call: SimulatedCall): number {
  const position = positionOf(call)
  call.queue.waiting.splice(position - 1, 1)
  call.turn += 1
  stopMusic(center, center.now(), call.channel)
  const { ringing } = call
  if (ringing) {
    call.ringing = undefined
    hangUpChannel(center, center.now(), ringing.channel, unanswered)
    const ms = Math.round((center.now() - ringing.since) * 1000)
    center.rows.write(center.now(), call.id, call.queue.name, ringing.agent.name, 'RINGCANCELED', ms)
    becomeReady(center, ringing.agent)
  }
  endApplication(center, center.now(), call.channel)
  return position
}

function giveUp(center: Center, call: SimulatedCall): void {
  const position = leaveLine(center, call)
  writeExit(center, call, 'ABANDON', position)
  hangUpLast(center, center.now(), call.channel, { cause: 0, source: call.channel.name, dialStatus: 'CANCEL' })
}

function timeOut(center: Center, call: SimulatedCall): void {
  const position = leaveLine(center, call)
  writeExit(center, call, 'EXITWITHTIMEOUT', position)
  overflow(center, call)
}

function pressExitKey(center: Center, call: SimulatedCall): void {
  center.cel(center.now(), 'DTMF', call.channel, { userType: 'Received', extra: '{"digit":"1","duration_ms":160}' })
  const position = leaveLine(center, call)
  writeExit(center, call, 'EXITWITHKEY', '1', position)
  overflow(center, call)
}

function writeExit(center: Center, call: SimulatedCall, event: string, ...data: (string | number)[]): void {
  const wait = waitOf(call, center.now())
  center.rows.write(center.now(), call.id, call.queue.name, 'NONE', event, ...data, call.entryPosition, wait)
}

function overflow(center: Center, call: SimulatedCall): void {
  if (call.queue.overflow === undefined || !center.queues.has(call.queue.overflow))
    return playAndHangUp(center, call.channel, 'goodbye')
  const next = queueNamed(center, call.queue.overflow)
  center.rows.write(center.now(), call.id, next.name, 'NONE', 'DID', call.calledNumber)
  enter(center, call, next)
}

/** Rings the agent who has been without a call for longest. */
function offer(center: Center, call: SimulatedCall): void {
  if (call.ringing) return
  let chosen: SimulatedAgent | undefined
  for (const member of call.queue.members)
    if (member.activity === 'ready' && (!chosen || member.lastCallEnd < chosen.lastCallEnd)) chosen = member
  if (chosen) ring(center, call, chosen)
}

/** An agent is free: the caller of his queues who has waited longest is offered to him. */
export function serveWaiting(center: Center, agent: SimulatedAgent): void {
  if (agent.activity !== 'ready') return
  let oldest: SimulatedCall | undefined
  for (const name of agent.queues)
    for (const call of queueNamed(center, name).waiting)
      if (!call.ringing && (!oldest || call.enteredAt < oldest.enteredAt)) oldest = call
  if (oldest) ring(center, oldest, agent)
}

function ring(center: Center, call: SimulatedCall, agent: SimulatedAgent): void {
  const { random } = center
  agent.activity = 'ringing'
  const agentTurn = ++agent.turn
  const callTurn = call.turn
  // Behind the rows of his last call's end, which may be now.
  const since = center.now() + 5 * moment
  const channel = ringChannel(center, since, {
    endpoint: agent.phone,
    number: agent.phone,
    callerName: personWithNumber(agent.phone),
    account: 'agents',
    context: 'default',
    by: call.channel,
    app: 'AppQueue',
  })
  call.ringing = { agent, since, channel }
  const answersAfter = random.chance(0.05) ? Infinity : random.logNormal(4, 0.5)
  const current = (action: () => void) => () => {
    if (call.turn === callTurn && agent.turn === agentTurn) action()
  }
  if (answersAfter < call.queue.ringSeconds)
    center.after(
      answersAfter,
      current(() => connect(center, call, { agent, since, channel })),
    )
  else
    center.after(
      call.queue.ringSeconds,
      current(() => ringOut(center, call, { agent, since, channel })),
    )
}

function ringOut(center: Center, call: SimulatedCall, { agent, channel }: Ringing): void {
  call.ringing = undefined
  hangUpChannel(center, center.now(), channel, unanswered)
  center.rows.write(center.now(), call.id, call.queue.name, agent.name, 'RINGNOANSWER', call.queue.ringSeconds * 1000)
  agent.lastCallEnd = center.now()
  becomeReady(center, agent)
  offer(center, call)
}

/** The wait ends when the caller hears the agent: some moments after the phone was picked up. */
function connect(center: Center, call: SimulatedCall, { agent, since, channel }: Ringing): void {
  const { queue } = call
  const answeredAt = center.now() + 5 * moment
  const wait = waitOf(call, answeredAt)
  queue.waiting.splice(positionOf(call) - 1, 1)
  call.ringing = undefined
  call.turn += 1
  agent.activity = 'talking'
  agent.turn += 1
  answer(center, center.now(), channel)
  stopMusic(center, center.now() + moment, call.channel)
  const ringSeconds = Math.floor(center.now()) - Math.floor(since)
  center.rows.write(answeredAt, call.id, queue.name, agent.name, 'CONNECT', wait, channel.uniqueid, ringSeconds)
  talk(center, { call, queue, agent, channel, bridge: newBridge(center), wait, answeredAt }, target =>
    enter(center, call, target),
  )
}
