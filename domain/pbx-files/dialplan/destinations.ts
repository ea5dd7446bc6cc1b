import type { VariantOf } from '../../configuration/shape.ts'
import { dialplanApplication } from '../../routing/dialplan/destination-formats.ts'
import type { destinationCases } from '../../routing/dialplan/destination.ts'
import { skillCall } from '../../queues/skill-fallbacks.ts'
import { at, code, ending, run, set, when, type Code, type Step, type Value } from './dialplan.ts'
import { contextOf, type Owner } from './names.ts'
import type { Scope } from './scope.ts'

export type Destination = VariantOf<typeof destinationCases>

/** What a subroutine of forwards is chosen by (pbx-configuration §14.2). */
export const forwardCategories = {
  USER: 'forwardToUser',
  GROUP: 'forwardToGroup',
  QUEUE: 'forwardToQueue',
  MEETME: 'forwardToConferenceRoom',
  VOICEMAIL: 'forwardToVoicemail',
  SCHEDULE: 'forwardToSchedule',
  VOICEMENU: 'forwardToIvr',
  SOUND: 'forwardToSound',
  CUSTOM: 'forwardToApplication',
  EXTENSION: 'forwardToExtension',
} as const

type ForwardCategory = keyof typeof forwardCategories

const hook = (category: ForwardCategory): Step => run`Gosub(xivo-forward-subroutine,s,1(${category}))`
const answer = run`Gosub(xivo-pickup,s,1)`

const toContext = (owner: Owner, key: string): Step => run`Goto(${contextOf(owner, key)},s,1)`

/** The steps by which a call goes where it is sent; null: it ends. They are the last ones of their extension. */
export function stepsTo(to: Destination | null, scope: Scope): readonly Step[] {
  if (to === null) return [ending]
  if ('hangup' in to) return [...(to.hangup.delaySeconds > 0 ? [run`Wait(${to.hangup.delaySeconds})`] : []), ending]
  if ('busy' in to) return [run`Busy(${forSeconds(to.busy.delaySeconds)})`]
  if ('congestion' in to) return [run`Congestion(${forSeconds(to.congestion.delaySeconds)})`]
  if ('user' in to) return [...ringing(to.user.ringSeconds), hook('USER'), toContext('user', to.user.user)]
  if ('group' in to) return [...ringing(to.group.ringSeconds), hook('GROUP'), toContext('group', to.group.group)]
  if ('queue' in to)
    return [...ringing(to.queue.ringSeconds), ...skills(to.queue), hook('QUEUE'), toContext('queue', to.queue.queue)]
  if ('conferenceRoom' in to) return [hook('MEETME'), toContext('conference', to.conferenceRoom.conferenceRoom)]
  if ('voicemail' in to)
    return [hook('VOICEMAIL'), ...leaveMessage(to.voicemail.voicemail, to.voicemail.greeting), ending]
  if ('extension' in to) return [hook('EXTENSION'), run`Goto(${to.extension.context},${to.extension.number},1)`]
  if ('sound' in to) return [hook('SOUND'), ...played(to.sound), ending]
  if ('ivr' in to) return [hook('VOICEMENU'), toContext('ivr', to.ivr.ivr)]
  if ('voicemailMain' in to) return [answer, run`VoiceMailMain(@${to.voicemailMain.context})`, ending]
  if ('directory' in to) return [answer, run`Directory(${to.directory.context},${to.directory.context})`, ending]
  if ('disa' in to) return [answer, run`DISA(${scope.opened(to.disa.pin) ?? noPin},${to.disa.context})`, ending]
  if ('callbackDisa' in to) return [calledBack(to.callbackDisa, scope), ending]
  if ('password' in to) return passed(to.password, scope)
  if ('faxToMail' in to) return faxed(to.faxToMail.email, scope)
  return [hook('CUSTOM'), { application: checked(to.application.application) }, ending]
}

/** Without an argument both applications last until the caller hangs up. */
const forSeconds = (seconds: number): Value => (seconds > 0 ? seconds : '')

/** How long it rings is told to the one who rings; nobody tells the next one (pbx-configuration §13.2). */
const ringing = (seconds: number | null): readonly Step[] =>
  seconds === null ? [] : [set`XIVO_RINGSECONDS=${seconds}`]

type ToQueue = Extract<Destination, { readonly queue: unknown }>['queue']

/** pbx-configuration §7.8: `select_lang(lang=german)`. */
const skills = ({ skillRuleSet, skillVariables }: ToQueue): readonly Step[] =>
  skillRuleSet === null ? [] : [set`XIVO_QUEUESKILLRULESET=${skillCall({ skillRuleSet, skillVariables })}`]

const greetings = { unavailable: 'u', busy: 'b', none: 's' } as const

const leaveMessage = (mailbox: string, greeting: keyof typeof greetings): readonly Step[] => [
  answer,
  run`VoiceMail(${mailbox},${greetings[greeting]})`,
]

type ToSound = Extract<Destination, { readonly sound: unknown }>['sound']

const played = ({ sound, skipIfBusy, answers }: ToSound): readonly Step[] =>
  answers && !skipIfBusy
    ? [answer, run`Playback(${sound})`]
    : [run`Playback(${sound},${skipIfBusy ? 'skip' : 'noanswer'})`]

/** What DISA takes in place of a PIN. */
const noPin = 'no-password'

type ToCallback = Extract<Destination, { readonly callbackDisa: unknown }>['callbackDisa']

/** His own call ends before he is called back, or his phone would be busy with it. */
const calledBack = ({ pin, context }: ToCallback, scope: Scope): Step =>
  set`CHANNEL(hangup_handler_push)=xivo-callback-disa,s,1(${scope.opened(pin) ?? noPin},${context})`

type ToPassword = Extract<Destination, { readonly password: unknown }>['password']

/** Whoever does not key it in is hung up on by Authenticate itself. */
const passed = ({ pin, number, context }: ToPassword, scope: Scope): readonly Step[] => [
  answer,
  run`Authenticate(${scope.opened(pin) ?? ''})`,
  hook('EXTENSION'),
  run`Goto(${context},${number},1)`,
]

/** pbx-configuration §9.9: who sends the mail learns of the fax by the event. */
const faxed = (email: string, { server }: Scope): readonly Step[] => [
  answer,
  run`ReceiveFAX(${server.spoolDirectory}/fax/\${UNIQUEID}.tif)`,
  run`UserEvent(FaxToMail,UNIQUEID: \${UNIQUEID},EMAIL: ${email},STATUS: \${FAXOPT(status)})`,
  ending,
]

/** An application of the configuration is a line of its own, in the format that its kind holds it to. */
function checked(application: string): string {
  if (!dialplanApplication.pattern.test(application))
    throw new Error(`${application} is no application of the dialplan: it must be ${dialplanApplication.means}`)
  return application
}

/** A caller hears that he is sent on, unless that is switched off or the call just ends (pbx-configuration §13.2). */
export const promptBefore = (to: Destination | null): readonly Step[] =>
  to === null || 'hangup' in to || 'busy' in to || 'congestion' in to || 'sound' in to
    ? []
    : [run`ExecIf($["\${XIVO_FWD_SCHEDULE_OUT_ISDA}" != "1"]?Playback(pbx-transfer,noanswer))`]

/** What a caller hears when nobody can be reached, and the end. */
export const unreachable: readonly Step[] = [run`Playback(vm-nobodyavail,noanswer)`, ending]

/** The steps under a label. */
export const labelled = (label: string, [first = ending, ...rest]: readonly Step[]): readonly Step[] => [
  at(label, first),
  ...rest,
]

/** By the status that an application left, to a label each; what is left over goes on. */
export const byStatus = (status: Code, labels: Readonly<Record<string, string>>): readonly Step[] =>
  Object.entries(labels).map(([value, label]) => when(code`"${status}" = "${value}"`, code`${label}`))
