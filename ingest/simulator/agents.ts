import { offsetSeconds } from '../../domain/kernel/zone.ts'
import { queueNamed, type Center, type SimulatedAgent } from './center.ts'
import { writeLogin, writeLogoff, writePause } from './presence.ts'

const secondsPerDay = 86_400

/** Plans the agent's next shifts, one at a time: each plans the one after it. */
export function planShifts(center: Center, agent: SimulatedAgent, from: number): void {
  const { at, end } = nextShift(center, agent, from)
  center.agenda.add(at, () => {
    logIn(center, agent)
    center.agenda.add(end, () => leave(center, agent))
    planBreaks(center, agent, at, end)
    planShifts(center, agent, end)
  })
}

function nextShift(center: Center, agent: SimulatedAgent, from: number): { at: number; end: number } {
  const zone = center.plan.timeZone
  for (let day = Math.floor(from / secondsPerDay) - 1; ; day++) {
    const isoDay = ((day + 3) % 7) + 1
    if (!agent.days.includes(isoDay)) continue
    const wall = day * secondsPerDay + agent.shiftStartMinute * 60
    const at = wall - offsetSeconds(zone, wall * 1e6) + center.random.between(-240, 420)
    if (at <= from) continue
    return { at, end: at + agent.shiftMinutes * 60 + center.random.between(-300, 600) }
  }
}

function planBreaks(center: Center, agent: SimulatedAgent, from: number, to: number): void {
  const { random, agenda } = center
  const length = to - from
  agenda.add(from + length * (0.45 + 0.1 * random.next()), () =>
    takePause(center, agent, 'lunch', random.between(35 * 60, 60 * 60)),
  )
  for (const part of [0.22, 0.75])
    agenda.add(from + length * (part + 0.08 * random.next()), () =>
      takePause(center, agent, 'break', random.between(8 * 60, 16 * 60)),
    )
  if (random.chance(0.15))
    agenda.add(from + length * 0.6, () => takePause(center, agent, 'meeting', random.between(20 * 60, 50 * 60)))
}

function logIn(center: Center, agent: SimulatedAgent): void {
  if (agent.activity !== 'out') return
  const { rows } = center
  agent.activity = 'ready'
  agent.leaving = false
  agent.wantsPause = undefined
  agent.loggedInAt = center.now()
  agent.turn += 1
  for (const name of agent.queues) queueNamed(center, name).members.add(agent)
  writeLogin(rows, center.now(), agent.name, lineOf(agent), agent.queues)
  center.offerWork(agent)
}

const lineOf = ({ phone }: SimulatedAgent): string => `${phone}@default`

function leave(center: Center, agent: SimulatedAgent): void {
  agent.leaving = true
  if (agent.activity === 'ready' || agent.activity === 'wrapup' || agent.activity === 'paused') logOff(center, agent)
}

function logOff(center: Center, agent: SimulatedAgent): void {
  const { rows } = center
  const { name, queues, loggedInAt: since } = agent
  for (const queue of queues) queueNamed(center, queue).members.delete(agent)
  writeLogoff(rows, center.now(), name, { line: lineOf(agent), queues, since })
  agent.activity = 'out'
  agent.turn += 1
}

function takePause(center: Center, agent: SimulatedAgent, reason: string, seconds: number): void {
  if (agent.activity === 'out' || agent.activity === 'paused') return
  if (agent.activity !== 'ready') {
    agent.wantsPause = reason
    return
  }
  pause(center, agent, reason, seconds)
}

function pause(center: Center, agent: SimulatedAgent, reason: string, seconds: number): void {
  const { rows } = center
  agent.activity = 'paused'
  agent.wantsPause = undefined
  const turn = ++agent.turn
  writePause(rows, center.now(), agent.name, agent.queues, reason)
  center.after(seconds, () => {
    if (agent.turn !== turn) return
    rows.write(center.now(), 'NONE', 'NONE', agent.name, 'UNPAUSEALL', '')
    for (const name of agent.queues) rows.write(center.now(), 'NONE', name, agent.name, 'UNPAUSE', '')
    becomeReady(center, agent)
  })
}

/** After a call, a wrap-up, a pause or an unanswered ring: leaves, pauses, or takes the next caller. */
export function becomeReady(center: Center, agent: SimulatedAgent): void {
  agent.activity = 'ready'
  agent.turn += 1
  if (agent.leaving) {
    logOff(center, agent)
    return
  }
  if (agent.wantsPause !== undefined) {
    pause(center, agent, agent.wantsPause, center.random.between(9 * 60, 40 * 60))
    return
  }
  center.offerWork(agent)
}
