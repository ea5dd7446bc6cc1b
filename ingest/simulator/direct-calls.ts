import type { CelChannel } from './cel-writer.ts'
import type { Center, SimulatedUser } from './center.ts'
import {
  answer,
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
  userEvent,
} from './legs.ts'
import { personWithNumber } from './people.ts'

/** Somebody calls somebody without a queue: only CEL tells of it. */
export function callDirectly(center: Center): void {
  const way = center.details.next()
  if (way < 0.4) return comeIn(center)
  const caller = center.details.pick(center.users)
  if (caller.isOnThePhone) return
  caller.isOnThePhone = true
  if (way < 0.75) goOut(center, caller)
  else callUser(center, caller)
}

const outsideNumber = ({ details }: Center): string => `063998${String(details.between(0, 9_999)).padStart(4, '0')}`

/** From the outside to the number of a user, with his voicemail behind him. */
function comeIn(center: Center): void {
  const callee = center.details.pick(center.users)
  const number = outsideNumber(center)
  const channel = startChannel(center, center.now(), {
    endpoint: 'trunk-in',
    number,
    callerName: personWithNumber(number),
    account: '',
    exten: callee.directNumber,
    context: 'from-extern',
  })
  userEvent(center, center.now() + moment, channel, 'XIVO_INCALL', callee.directNumber)
  channel.exten = callee.number
  channel.context = 'default'
  dial(center, { channel, callee })
}

function callUser(center: Center, caller: SimulatedUser): void {
  const callee = center.details.pick(center.users.filter(user => user !== caller))
  dial(center, { channel: startOf(center, caller, callee.number), caller, callee })
}

function goOut(center: Center, caller: SimulatedUser): void {
  const number = outsideNumber(center)
  const channel = startOf(center, caller, `0${number}`)
  userEvent(center, center.now() + moment, channel, 'XIVO_OUTCALL', number)
  dial(center, { channel, caller, outside: number })
}

function startOf(center: Center, { number }: SimulatedUser, exten: string): CelChannel {
  const callerName = personWithNumber(number)
  return startChannel(center, center.now(), {
    endpoint: number,
    number,
    callerName,
    account: 'users',
    exten,
    context: 'default',
  })
}

interface DirectCall {
  readonly channel: CelChannel
  readonly caller?: SimulatedUser
  readonly callee?: SimulatedUser
  /** Number that the provider is asked for, where the callee is no user. */
  readonly outside?: string
}

const ringSeconds = 20

function dial(center: Center, call: DirectCall): void {
  const { details } = center
  const { channel, callee, outside = '' } = call
  const where = callee ? callee.number : `${outside}@trunk-out`
  runApplication(center, center.now() + 2 * moment, channel, 'Dial', `PJSIP/${where},${ringSeconds},tTkK`)
  const rung = ringChannel(center, center.now() + 3 * moment, {
    endpoint: callee?.number ?? 'trunk-out',
    number: callee?.number ?? channel.exten,
    callerName: callee ? personWithNumber(callee.number) : '',
    account: callee ? 'users' : '',
    context: callee ? 'default' : 'from-extern',
    by: channel,
    app: 'AppDial',
  })
  if (callee ? callee.isOnThePhone : details.chance(0.06))
    return center.after(0.2, () => {
      hangUpChannel(center, center.now(), rung, { cause: 17, source: rung.name })
      nobodyAnswers(center, call, 'BUSY')
    })
  if (callee) callee.isOnThePhone = true
  const answersAfter = details.chance(0.25) ? Infinity : details.logNormal(7, 0.5)
  const patience = details.chance(0.3) ? details.between(6, 18) : Infinity
  if (patience < Math.min(answersAfter, ringSeconds)) center.after(patience, () => giveUp(center, call, rung))
  else if (answersAfter < ringSeconds) center.after(answersAfter, () => connect(center, call, rung))
  else
    center.after(ringSeconds, () => {
      hangUpChannel(center, center.now(), rung, { cause: 0, source: '' })
      if (callee) callee.isOnThePhone = false
      nobodyAnswers(center, call, 'NOANSWER')
    })
}

function free({ caller, callee }: DirectCall): void {
  if (caller) caller.isOnThePhone = false
  if (callee) callee.isOnThePhone = false
}

function giveUp(center: Center, call: DirectCall, rung: CelChannel): void {
  const { channel } = call
  hangUpChannel(center, center.now(), rung, { cause: 127, source: '' })
  endApplication(center, center.now() + moment, channel)
  hangUpLast(center, center.now() + moment, channel, { cause: 127, source: channel.name, dialStatus: 'CANCEL' })
  free(call)
}

function connect(center: Center, call: DirectCall, rung: CelChannel): void {
  const { channel } = call
  const bridge = newBridge(center)
  answer(center, center.now(), rung)
  answer(center, center.now() + moment, channel)
  joinBridge(center, center.now() + 3 * moment, bridge, [rung, channel])
  center.after(center.details.logNormal(110, 0.9), () => {
    const leaver = center.details.chance(0.5) ? channel : rung
    const how = { cause: 16, source: leaver.name }
    leaveBridge(center, center.now(), bridge, [leaver, leaver === channel ? rung : channel])
    hangUpChannel(center, center.now() + 2 * moment, rung, how)
    endApplication(center, center.now() + 3 * moment, channel)
    hangUpLast(center, center.now() + 3 * moment, channel, { ...how, dialStatus: 'ANSWER' })
    free(call)
  })
}

/** A user's voicemail takes the call; a far end that is busy or silent ends it. */
function nobodyAnswers(center: Center, call: DirectCall, dialStatus: 'BUSY' | 'NOANSWER'): void {
  const { channel, caller, callee } = call
  endApplication(center, center.now() + moment, channel)
  if (!callee) {
    const cause = dialStatus === 'BUSY' ? 17 : 0
    hangUpLast(center, center.now() + 2 * moment, channel, { cause, source: '', dialStatus })
    return free(call)
  }
  runApplication(center, center.now() + 2 * moment, channel, 'VoiceMail', `${callee.number}@default,su`)
  answer(center, center.now() + 2 * moment, channel)
  center.after(center.details.between(6, 40), () => {
    endApplication(center, center.now(), channel)
    hangUpLast(center, center.now(), channel, { cause: 16, source: channel.name, dialStatus })
    if (caller) caller.isOnThePhone = false
  })
}
