import { conferenceRooms, type ConferenceRoom } from '../../routing/conference-rooms.ts'
import { bridgeProfileOf, organizerProfileOf, participantProfileOf } from '../confbridge-conf.ts'
import { labelled, unreachable } from './destinations.ts'
import { at, code, run, set, subroutine, when, type Step } from './dialplan.ts'
import { contextOf } from './names.ts'
import type { Scope } from './scope.ts'
import { elsewhereContext } from './servers.ts'
import { subroutineSteps } from './subroutines.ts'

/** pbx-configuration §8.8. Rooms are on the main server. */
export function conferenceRoomContexts(scope: Scope): readonly string[] {
  const server = scope.elsewhere(null)
  return scope.all(conferenceRooms).map(({ key, value }) => {
    if (server !== undefined) return elsewhereContext('conference', key, server)
    return value.enabled
      ? conferenceRoomContext(value, scope)
      : subroutine(contextOf('conference', key), ...unreachable)
  })
}

const conferenceRoomContext = (room: ConferenceRoom, scope: Scope): string =>
  subroutine(
    contextOf('conference', room.name),
    ...subroutineSteps(room.preprocessSubroutine, 'MEETME'),
    run`Gosub(xivo-pickup,s,1)`,
    ...byPin(room, scope),
    at('participant', run`ConfBridge(${room.name},${bridgeProfileOf(room.name)},${participantProfileOf(room.name)})`),
    run`Hangup()`,
  )

/** With two PINs it is the one that is keyed in that says who somebody is; the profile does not ask again. */
function byPin(room: ConferenceRoom, scope: Scope): readonly Step[] {
  const pin = scope.opened(room.pin)
  const organizerPin = scope.opened(room.organizerPin)
  if (pin === undefined || organizerPin === undefined) return []
  const enterAs = (profile: string): readonly Step[] => [
    set`CONFBRIDGE(user,template)=${profile}`,
    set`CONFBRIDGE(user,pin)=`,
    run`ConfBridge(${room.name},${bridgeProfileOf(room.name)})`,
    run`Hangup()`,
  ]
  return [
    set`XIVO_PIN_TRIES=0`,
    at('again', set`XIVO_PIN_TRIES=$[\${XIVO_PIN_TRIES} + 1]`),
    run`Read(XIVO_KEYED,conf-getpin,40,,1,10)`,
    when(code`"\${XIVO_KEYED}" = "${organizerPin}"`, code`organizer`),
    when(code`"\${XIVO_KEYED}" = "${pin}"`, code`known`),
    run`Playback(conf-invalidpin)`,
    when(code`\${XIVO_PIN_TRIES} < 3`, code`again`),
    run`Hangup(21)`,
    ...labelled('organizer', enterAs(organizerProfileOf(room.name))),
    ...labelled('known', enterAs(participantProfileOf(room.name))),
  ]
}
