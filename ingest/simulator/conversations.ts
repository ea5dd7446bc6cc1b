import { becomeReady } from './agents.ts'
import type { CelChannel } from './cel-writer.ts'
import type { Center, Conversation, SimulatedQueue } from './center.ts'
import { consult } from './consultations.ts'
import {
  endApplication,
  hangUpChannel,
  hangUpLast,
  joinBridge,
  leaveBridge,
  moment,
  playAndHangUp,
  startMusic,
  stopMusic,
} from './legs.ts'

/** @param enter takes the caller to the queue that he is transferred to */
export function talk(center: Center, conversation: Conversation, enter: (target: SimulatedQueue) => void): void {
  const { random } = center
  const { call, queue, channel, bridge, answeredAt } = conversation
  joinBridge(center, answeredAt, bridge, [channel, call.channel])
  const seconds = random.logNormal(queue.medianTalkSeconds, 0.7)
  putOnHold(center, call.channel, seconds)
  center.after(seconds, () => {
    const way = random.next()
    if (way < 0.06) return transfer(center, conversation, random.pick([...center.queues.values()]), enter)
    if (way < 0.09 && consult(center, conversation, () => finish(center, conversation, 'ATTENDEDTRANSFER', bridge)))
      return
    hangUp(center, conversation, way < 0.5 ? 'COMPLETEAGENT' : 'COMPLETECALLER')
  })
}

/** One caller in eight hears music for a while: queue_log does not tell of it. */
function putOnHold(center: Center, caller: CelChannel, seconds: number): void {
  const { details } = center
  if (seconds < 60 || !details.chance(0.125)) return
  const from = seconds * (0.2 + 0.3 * details.next())
  center.after(from, () => startMusic(center, center.now(), caller))
  center.after(from + details.between(8, 25), () => stopMusic(center, center.now(), caller))
}

function hangUp(center: Center, conversation: Conversation, event: 'COMPLETEAGENT' | 'COMPLETECALLER'): void {
  const { call, channel, bridge } = conversation
  const leaver = event === 'COMPLETEAGENT' ? channel : call.channel
  const other = leaver === channel ? call.channel : channel
  const how = { cause: 16, source: leaver.name }
  leaveBridge(center, center.now(), bridge, [leaver, other])
  hangUpChannel(center, center.now() + 2 * moment, channel, how)
  endApplication(center, center.now() + 3 * moment, call.channel)
  hangUpLast(center, center.now() + 3 * moment, call.channel, { ...how, dialStatus: 'ANSWER' })
  finish(center, conversation, event)
}

/** By REFER: the PBX sends the caller on and drops the agent (asterisk-observed, "CEL"). */
function transfer(
  center: Center,
  conversation: Conversation,
  target: SimulatedQueue,
  enter: (target: SimulatedQueue) => void,
): void {
  const { call, channel, bridge } = conversation
  const { calledNumber } = target
  const transferee = `"transferee_channel_name":"${call.channel.name}","transferee_channel_uniqueid":"${call.channel.uniqueid}"`
  center.cel(center.now(), 'BLINDTRANSFER', channel, {
    extra: `{"extension":"${calledNumber}","context":"default","bridge_id":"${bridge}",${transferee}}`,
  })
  call.channel.exten = calledNumber
  call.channel.context = 'default'
  leaveBridge(center, center.now(), bridge, [call.channel, channel])
  endApplication(center, center.now(), call.channel)
  hangUpChannel(center, center.now() + 2 * moment, channel, { cause: 16, source: '' })
  finish(center, conversation, 'BLINDTRANSFER', calledNumber, 'default')
  if (target.members.size > 0) enter(target)
  else playAndHangUp(center, call.channel, 'nobody-available', 'ANSWER')
}

/** What queue_log has of every end, and the agent's wrap-up. */
function finish(center: Center, conversation: Conversation, event: string, ...data: string[]): void {
  const { call, queue, agent, wait, answeredAt } = conversation
  const seconds = Math.floor(center.now()) - Math.floor(answeredAt)
  const { entryPosition } = conversation.call
  center.rows.write(center.now(), call.id, queue.name, agent.name, event, ...data, wait, seconds, entryPosition)
  wrapUp(center, conversation)
}

function wrapUp(center: Center, { call, queue, agent }: Conversation): void {
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
