import { becomeReady } from './agents.ts'
import { queueNamed, type Center, type SimulatedAgent, type SimulatedCall, type SimulatedQueue } from './center.ts'

/** A caller dials a queue's number. Refusals are what the dialplan logs; Asterisk itself writes nothing for them. */
export function arrive(center: Center, queue: SimulatedQueue, open: boolean): void {
  const call: SimulatedCall = {
    id: center.uniqueid(),
    callerNumber: `063998${String(center.random.between(0, 9_999)).padStart(4, '0')}`,
    calledNumber: queue.calledNumber,
    queue,
    enteredAt: center.now(),
    entryPosition: 0,
    ringing: undefined,
    turn: 0,
  }
  center.rows.write(center.now(), call.id, queue.name, 'NONE', 'DID', call.calledNumber)
  if (!open) return center.rows.write(center.now(), call.id, queue.name, 'NONE', 'CLOSED', '')
  enter(center, call, queue)
}

function enter(center: Center, call: SimulatedCall, queue: SimulatedQueue): void {
  const { rows, random } = center
  if (queue.maximumWaiting > 0 && queue.waiting.length >= queue.maximumWaiting)
    return rows.write(center.now(), call.id, queue.name, 'NONE', 'FULL', '')
  if (queue.members.size === 0) return rows.write(center.now(), call.id, queue.name, 'NONE', 'JOINEMPTY', '')
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

const positionOf = (call: SimulatedCall): number => call.queue.waiting.indexOf(call) + 1

function waitOf(center: Center, call: SimulatedCall): number {
  return Math.floor(center.now()) - Math.floor(call.enteredAt)
}

/** Leaves the line of waiting callers; a phone that rings for him stops. */
function leaveLine(center: Center, call: SimulatedCall): number {
  const position = positionOf(call)
  call.queue.waiting.splice(position - 1, 1)
  call.turn += 1
  const ringing = call.ringing
  if (ringing) {
    call.ringing = undefined
    const ms = Math.round((center.now() - ringing.since) * 1000)
    center.rows.write(center.now(), call.id, call.queue.name, ringing.agent.name, 'RINGCANCELED', ms)
    becomeReady(center, ringing.agent)
  }
  return position
}

function giveUp(center: Center, call: SimulatedCall): void {
  const position = leaveLine(center, call)
  center.rows.write(
    center.now(),
    call.id,
    call.queue.name,
    'NONE',
    'ABANDON',
    position,
    call.entryPosition,
    waitOf(center, call),
  )
}

function timeOut(center: Center, call: SimulatedCall): void {
  const position = leaveLine(center, call)
  center.rows.write(
    center.now(),
    call.id,
    call.queue.name,
    'NONE',
    'EXITWITHTIMEOUT',
    position,
    call.entryPosition,
    waitOf(center, call),
  )
  overflow(center, call)
}

function pressExitKey(center: Center, call: SimulatedCall): void {
  const position = leaveLine(center, call)
  center.rows.write(
    center.now(),
    call.id,
    call.queue.name,
    'NONE',
    'EXITWITHKEY',
    '1',
    position,
    call.entryPosition,
    waitOf(center, call),
  )
  overflow(center, call)
}

function overflow(center: Center, call: SimulatedCall): void {
  if (call.queue.overflow === undefined || !center.queues.has(call.queue.overflow)) return
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
  const since = center.now()
  call.ringing = { agent, since }
  const answersAfter = random.chance(0.05) ? Infinity : random.logNormal(4, 0.5)
  const current = (action: () => void) => () => {
    if (call.turn === callTurn && agent.turn === agentTurn) action()
  }
  if (answersAfter < call.queue.ringSeconds)
    center.after(
      answersAfter,
      current(() => connect(center, call, agent, since)),
    )
  else
    center.after(
      call.queue.ringSeconds,
      current(() => ringOut(center, call, agent)),
    )
}

function ringOut(center: Center, call: SimulatedCall, agent: SimulatedAgent): void {
  call.ringing = undefined
  center.rows.write(center.now(), call.id, call.queue.name, agent.name, 'RINGNOANSWER', call.queue.ringSeconds * 1000)
  agent.lastCallEnd = center.now()
  becomeReady(center, agent)
  offer(center, call)
}

function connect(center: Center, call: SimulatedCall, agent: SimulatedAgent, ringingSince: number): void {
  const { rows, random } = center
  const { queue } = call
  const wait = waitOf(center, call)
  const answeredAt = center.now()
  queue.waiting.splice(positionOf(call) - 1, 1)
  call.ringing = undefined
  call.turn += 1
  agent.activity = 'talking'
  agent.turn += 1
  rows.write(
    answeredAt,
    call.id,
    queue.name,
    agent.name,
    'CONNECT',
    wait,
    center.uniqueid(),
    Math.floor(answeredAt) - Math.floor(ringingSince),
  )
  center.after(random.logNormal(queue.medianTalkSeconds, 0.7), () => {
    hangUp(center, call, agent, wait, Math.floor(center.now()) - Math.floor(answeredAt))
    wrapUp(center, call, queue, agent)
  })
}

function hangUp(center: Center, call: SimulatedCall, agent: SimulatedAgent, wait: number, talk: number): void {
  const { rows, random, queues } = center
  const { queue } = call
  const way = random.next()
  if (way < 0.06) {
    const target = random.pick([...queues.values()])
    rows.write(
      center.now(),
      call.id,
      queue.name,
      agent.name,
      'BLINDTRANSFER',
      target.calledNumber,
      'default',
      wait,
      talk,
      call.entryPosition,
    )
    if (target.members.size > 0) enter(center, call, target)
    return
  }
  if (way < 0.09) {
    const bridge = `${random.between(0x10000000, 0xffffffff).toString(16)}-0000-4000-8000-${random.between(0, 0xffffffff).toString(16).padStart(12, '0')}`
    return rows.write(
      center.now(),
      call.id,
      queue.name,
      agent.name,
      'ATTENDEDTRANSFER',
      'BRIDGE',
      bridge,
      wait,
      talk,
      call.entryPosition,
    )
  }
  rows.write(
    center.now(),
    call.id,
    queue.name,
    agent.name,
    way < 0.5 ? 'COMPLETEAGENT' : 'COMPLETECALLER',
    wait,
    talk,
    call.entryPosition,
  )
}

function wrapUp(center: Center, call: SimulatedCall, queue: SimulatedQueue, agent: SimulatedAgent): void {
  agent.lastCallEnd = center.now()
  agent.turn += 1
  if (queue.wrapUpSeconds === 0) return becomeReady(center, agent)
  agent.activity = 'wrapup'
  const turn = agent.turn
  center.rows.write(center.now(), call.id, queue.name, agent.name, 'WRAPUPSTART', queue.wrapUpSeconds)
  center.after(queue.wrapUpSeconds, () => {
    if (agent.turn === turn) becomeReady(center, agent)
  })
}
