import type { VariantOf } from '../../domain/configuration/shape.ts'
import type { destinationCases } from '../../domain/routing/dialplan/destination.ts'

type Destination = VariantOf<typeof destinationCases>

/** What XiVO calls going somewhere, and where: keys of objects, else what the destination itself has. No secrets. */
export type DialAction = readonly [action: string, target: string | null, second?: string]

/** `action`, `actionarg1` and `actionarg2` of XiVO's table dialaction (contact-center 5.13). */
export function dialActionOf(destination: Destination): DialAction {
  const [action, ...targets] = actionOf(destination)
  const [target = null, second] = targets.map(of => (of === null ? null : String(of)))
  return second ? [action, target, second] : [action, target]
}

function actionOf(to: Destination): readonly [string, ...(string | number | null)[]] {
  if ('user' in to) return ['user', to.user.user, to.user.ringSeconds]
  if ('group' in to) return ['group', to.group.group, to.group.ringSeconds]
  if ('queue' in to) return ['queue', to.queue.queue, to.queue.ringSeconds]
  if ('conferenceRoom' in to) return ['meetme', to.conferenceRoom.conferenceRoom]
  if ('voicemail' in to) return ['voicemail', to.voicemail.voicemail]
  if ('extension' in to) return ['extension', to.extension.number, to.extension.context]
  if ('sound' in to) return ['sound', to.sound.sound]
  if ('ivr' in to) return ['voicemenu', to.ivr.ivr]
  if ('hangup' in to) return ['endcall:hangup', to.hangup.delaySeconds]
  if ('busy' in to) return ['endcall:busy', to.busy.delaySeconds]
  if ('congestion' in to) return ['endcall:congestion', to.congestion.delaySeconds]
  if ('voicemailMain' in to) return ['application:voicemailmain', to.voicemailMain.context]
  if ('directory' in to) return ['application:directory', to.directory.context]
  if ('disa' in to) return ['application:disa', null, to.disa.context]
  if ('callbackDisa' in to) return ['application:callbackdisa', null, to.callbackDisa.context]
  if ('password' in to) return ['application:password', to.password.number, to.password.context]
  if ('faxToMail' in to) return ['application:faxtomail', to.faxToMail.email]
  return ['custom', to.application.application]
}

/** Which field of an object says where its calls go on which event of XiVO's table. */
export const dialActionFields = {
  incall: { answer: 'destination' },
  user: { noanswer: 'noAnswer', busy: 'busy', congestion: 'congestion', chanunavail: 'fail' },
  group: { noanswer: 'noAnswer', congestion: 'congestion', chanunavail: 'fail' },
  queue: {
    noanswer: 'noAnswer',
    busy: 'busy',
    congestion: 'congestion',
    chanunavail: 'fail',
    qwaittime: 'divertWaitTo',
    qwaitratio: 'divertRatioTo',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>
