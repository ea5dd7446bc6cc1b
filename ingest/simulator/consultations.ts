import type { CelChannel } from './cel-writer.ts'
import type { Center, Conversation, SimulatedUser } from './center.ts'
import {
  answer,
  bridgeExtra,
  endApplication,
  hangUpChannel,
  hangUpLast,
  joinBridge,
  leaveBridge,
  moment,
  newBridge,
  ringChannel,
  runApplication,
  startChannel,
  startMusic,
  stopMusic,
} from './legs.ts'
import { personWithNumber } from './people.ts'

/** The agent's second call, and the user whom he asks. */
interface Consultation {
  readonly secondLeg: CelChannel
  readonly user: SimulatedUser
  readonly target: CelChannel
  readonly bridge: string
}

/**
 * The agent asks a user while the caller hears music, and hands the caller over to him. His conversation with the caller ends then.
 * @returns false when every user is on the phone: nothing happens
 */
export function consult(center: Center, conversation: Conversation, onTransfer: () => void): boolean {
  const { random, details } = center
  const free = center.users.filter(({ isOnThePhone }) => !isOnThePhone)
  if (free.length === 0) return false
  const user = details.pick(free)
  user.isOnThePhone = true
  const { agent, call } = conversation
  startMusic(center, center.now(), call.channel)
  const secondLeg = startChannel(center, center.now() + moment, {
    endpoint: agent.phone,
    number: agent.phone,
    callerName: personWithNumber(agent.phone),
    account: 'agents',
    exten: user.number,
    context: 'default',
  })
  runApplication(center, center.now() + 2 * moment, secondLeg, 'Dial', `PJSIP/${user.number},20,tTkK`)
  const target = ringChannel(center, center.now() + 3 * moment, {
    endpoint: user.number,
    number: user.number,
    callerName: personWithNumber(user.number),
    account: 'users',
    context: 'default',
    by: secondLeg,
    app: 'AppDial',
  })
  const consultation = { secondLeg, user, target, bridge: newBridge(center) }
  center.after(Math.min(19, random.logNormal(4, 0.4)), () => {
    answer(center, center.now(), target)
    answer(center, center.now() + moment, secondLeg)
    joinBridge(center, center.now() + 3 * moment, consultation.bridge, [target, secondLeg])
    center.after(4 + 20 * random.next(), () => {
      handOver(center, conversation, consultation)
      onTransfer()
    })
  })
  return true
}

/** The user takes the agent's place in the caller's bridge; both legs of the agent end (asterisk-observed, "CEL"). */
function handOver(center: Center, { call, channel, bridge }: Conversation, consultation: Consultation): void {
  const { secondLeg, target, user } = consultation
  const at = center.now()
  const [own, other] = [bridgeExtra(bridge, 'native_rtp'), bridgeExtra(consultation.bridge, 'native_rtp')]
  center.cel(at, 'BRIDGE_EXIT', target, { peer: secondLeg.name, extra: other })
  center.cel(at, 'BRIDGE_EXIT', channel, { peer: call.channel.name, extra: own })
  target.linkedid = call.channel.linkedid
  center.cel(at, 'BRIDGE_ENTER', target, { peer: call.channel.name, extra: own })
  stopMusic(center, at + moment, call.channel)
  center.cel(at + moment, 'BRIDGE_EXIT', secondLeg, { extra: other })
  center.cel(at + 2 * moment, 'ATTENDEDTRANSFER', channel, { extra: transferExtra(call.channel, bridge, consultation) })
  hangUpChannel(center, at + 2 * moment, channel, { cause: 16, source: '' })
  endApplication(center, at + 3 * moment, secondLeg)
  hangUpLast(center, at + 3 * moment, secondLeg, { cause: 16, source: '', dialStatus: 'ANSWER' })

  center.after(center.details.logNormal(90, 0.7), () => {
    const leaver = center.details.chance(0.5) ? target : call.channel
    const how = { cause: 16, source: leaver.name }
    leaveBridge(center, center.now(), bridge, [leaver, leaver === target ? call.channel : target])
    hangUpChannel(center, center.now() + 2 * moment, target, how)
    endApplication(center, center.now() + 3 * moment, call.channel)
    hangUpLast(center, center.now() + 3 * moment, call.channel, { ...how, dialStatus: 'ANSWER' })
    user.isOnThePhone = false
  })
}

function transferExtra(caller: CelChannel, bridge: string, consultation: Consultation): string {
  const { secondLeg, target } = consultation
  return JSON.stringify({
    bridge1_id: bridge,
    channel2_name: secondLeg.name,
    channel2_uniqueid: secondLeg.uniqueid,
    bridge2_id: consultation.bridge,
    transferee_channel_name: caller.name,
    transferee_channel_uniqueid: caller.uniqueid,
    transfer_target_channel_name: target.name,
    transfer_target_channel_uniqueid: target.uniqueid,
  })
}
