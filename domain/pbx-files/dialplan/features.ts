import { singleKey } from '../../configuration/kind.ts'
import { callCompletion } from '../../routing/call-completion.ts'
import type { FeatureCodes } from '../../routing/dialplan/feature-codes.ts'
import { dialled, followed } from './dialled-features.ts'
import { at, code, contextText, run, set, subroutine, when, type Extension, type Step } from './dialplan.ts'
import { filterToggles } from './filter-toggles.ts'
import { keyExtensions } from './function-keys.ts'
import { mailboxToggleContexts, mailboxToggles } from './mailbox-toggles.ts'
import { forwards, switches } from './own-state-features.ts'
import { pagingExtensions } from './paging.ts'
import type { Scope } from './scope.ts'
import { voicemailFeatures } from './voicemail-features.ts'

/**
 * What is dialled to use a feature (pbx-configuration §5.5). Codes that need what a PBX alone does not have are not rendered: provisioning,
 * meeting rooms, and the purge of a mailbox.
 */
export const featureContexts = (scope: Scope): readonly string[] => [
  contextText({ name: 'xivo-features', extensions: featureExtensions(scope) }),
  begin,
  stateOf,
  ...mailboxToggleContexts(scope.codes),
]

/** A call that comes by a forward uses no features (§5.5). */
const begin = subroutine(
  'xivo-feature',
  when(code`"\${XIVO_FORWARDING}" = "1"`, code`refused`),
  run`Gosub(xivo-entry,s,1(\${ARG1},\${ARG2}))`,
  run`Gosub(xivo-pickup,s,1)`,
  run`Return()`,
  at('refused', run`Congestion(5)`),
)

/** The states of the user in ARG1. */
const stateOf = subroutine(
  'xivo-state-of',
  run`Gosub(xivo-user,reset,1(\${ARG1}))`,
  when(code`\${DIALPLAN_EXISTS(user~\${ARG1},state,1)} = 0`, code`known`),
  run`Gosub(user~\${ARG1},state,1)`,
  at('known', run`Return()`),
)

function featureExtensions(scope: Scope): readonly Extension[] {
  const { codes } = scope
  const completion = scope.get(callCompletion, singleKey)?.enabled
  return [
    ...pickups(codes.pickup),
    ...dialled(codes.phoneStatus, run`SayDigits(\${XIVO_SRCNUM})`, run`Hangup()`),
    ...pagingExtensions(codes.paging, scope),
    ...forwards(codes),
    ...switches(codes),
    ...mailboxToggles(scope),
    ...agentFeatures(codes),
    ...dialled(codes.directory, run`Directory(\${CONTEXT},\${CONTEXT})`, run`Hangup()`),
    ...filterToggles(codes.callFilterToggle, scope),
    ...(completion ? dialled(codes.callCompletion, ...askedBack) : []),
    ...dialled(codes.echoTest, run`Echo()`, run`Hangup()`),
    ...[codes.callGroup, codes.callQueue, codes.callUser, codes.callConference].flatMap(one =>
      followed(one, rest => [run`Goto(\${CONTEXT},${rest},1)`]),
    ),
    ...dialled(codes.recordSound, ...recordSound),
    ...voicemailFeatures(scope),
    ...keyExtensions(codes),
  ]
}

/** Alone the code takes whatever rings in the group of who dials; a number behind it, what rings there. */
const pickups = (dialledCode: string | null): readonly Extension[] =>
  dialledCode === null
    ? []
    : [
        { number: dialledCode, steps: [run`Pickup()`, run`Hangup()`] },
        {
          number: `${dialledCode}[0-9*#+]!`,
          steps: [run`Pickup(\${EXTEN:${dialledCode.length}}%\${CONTEXT}@PICKUPMARK)`, run`Hangup()`],
        },
      ]

/** Behind the code the number of the agent, or of the phone that is listened to. */
const agentFeatures = (codes: FeatureCodes): readonly Extension[] => [
  ...followed(codes.agentLoginToggle, rest => [
    when(code`"\${DB(ringledger/agent/${rest}/interface)}" = ""`, code`login`),
    run`Gosub(xivo-agent-logoff,s,1(${rest}))`,
    run`Hangup()`,
    at('login', run`Gosub(xivo-agent-login,s,1(${rest},\${CONTEXT}))`),
    run`Hangup()`,
  ]),
  ...followed(codes.agentLogin, rest => [run`Gosub(xivo-agent-login,s,1(${rest},\${CONTEXT}))`, run`Hangup()`]),
  ...followed(codes.agentLogoff, rest => [run`Gosub(xivo-agent-logoff,s,1(${rest}))`, run`Hangup()`]),
  ...followed(codes.callListening, rest => [
    set`XIVO_LISTENED=\${HINT(${rest}@\${CONTEXT})}`,
    when(code`"\${XIVO_LISTENED}" = ""`, code`nobody`),
    run`ChanSpy(\${CUT(XIVO_LISTENED,&,1)},qd)`,
    at('nobody', run`Hangup()`),
  ]),
]

const recordSound: readonly Step[] = [
  run`Record(recordings/\${UNIQUEID}.wav,3,600)`,
  run`Playback(recordings/\${UNIQUEID})`,
  run`Hangup()`,
]

const askedBack: readonly Step[] = [
  run`CallCompletionRequest()`,
  when(code`"\${CC_REQUEST_RESULT}" = "SUCCESS"`, code`asked`),
  run`CallCompletionCancel()`,
  at('asked', run`Playback(beep)`),
  run`Hangup()`,
]
