import { singleKey } from '../../configuration/kind.ts'
import { callCompletion } from '../../routing/call-completion.ts'
import { callFilters } from '../../routing/call-filters.ts'
import { keyName } from '../../routing/key-names.ts'
import { voicemails } from '../../users/voicemails.ts'
import { at, code, contextText, run, set, subroutine, when, type Code, type Extension, type Step } from './dialplan.ts'
import { pagingExtensions } from './paging.ts'
import { keyExtensions } from './function-keys.ts'
import { keep, presentState, switchState, tellSwitch, type PhoneState } from './phone-state.ts'
import type { Scope } from './scope.ts'

/**
 * What is dialled to use a feature (pbx-configuration §5.5). Codes that need what a PBX alone does not have are not rendered: provisioning,
 * meeting rooms, and the purge of a mailbox.
 */
export const featureContexts = (scope: Scope): readonly string[] => [
  contextText({ name: 'xivo-features', extensions: featureExtensions(scope) }),
  begin,
  ownState,
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

/** The states of the user who calls. */
const ownState = subroutine(
  'xivo-own-state',
  run`Gosub(xivo-user,reset,1(\${XIVO_USERID}))`,
  when(code`\${DIALPLAN_EXISTS(user~\${XIVO_USERID},state,1)} = 0`, code`known`),
  run`Gosub(user~\${XIVO_USERID},state,1)`,
  at('known', run`Return()`),
)

const beginning = run`Gosub(xivo-feature,s,1(\${EXTEN},\${CONTEXT}))`
const own = run`Gosub(xivo-own-state,s,1)`
const done: readonly Step[] = [run`Playback(beep)`, run`Hangup()`]

function featureExtensions(scope: Scope): readonly Extension[] {
  const { codes } = scope
  const dialled = (dialledCode: string | null, ...steps: readonly Step[]): readonly Extension[] =>
    dialledCode === null ? [] : [{ number: dialledCode, steps: [beginning, ...steps] }]
  /** `rest` is what is dialled behind the code. */
  const followed = (dialledCode: string | null, steps: (rest: Code) => readonly Step[]): readonly Extension[] =>
    dialledCode === null
      ? []
      : [{ number: `${dialledCode}[0-9*#+]!`, steps: [beginning, ...steps(code`\${EXTEN:${dialledCode.length}}`)] }]
  const lampOf = (dialledCode: string | null): Code | undefined =>
    codes.functionKey === null || dialledCode === null
      ? undefined
      : { code: keyName(codes.functionKey, '${XIVO_SRCNUM}', dialledCode) }
  const toggled = (dialledCode: string | null, state: PhoneState, variable: string): readonly Step[] => [
    own,
    presentState(state),
    set`XIVO_SWITCH=\${IF($["\${${{ code: variable }}}" = "1"]?0:1)}`,
    ...switchState(state, code`\${XIVO_SWITCH}`, lampOf(dialledCode)),
    ...done,
  ]
  const forwarded = (dialledCode: string | null, state: PhoneState): readonly Extension[] => [
    ...dialled(dialledCode, own, ...switchState(state, code``, lampOf(dialledCode)), ...done),
    ...followed(dialledCode, rest => [
      own,
      set`XIVO_FORWARD_TO=\${FILTER(0-9*#+,${rest})}`,
      ...switchState(state, code`\${XIVO_FORWARD_TO}`, lampOf(dialledCode)),
      ...done,
    ]),
  ]
  const completion = scope.get(callCompletion, singleKey)?.enabled
  return [
    ...(codes.pickup === null ? [] : [{ number: codes.pickup, steps: [run`Pickup()`, run`Hangup()`] }]),
    ...(codes.pickup === null
      ? []
      : [
          {
            number: `${codes.pickup}[0-9*#+]!`,
            steps: [run`Pickup(\${EXTEN:${codes.pickup.length}}%\${CONTEXT}@PICKUPMARK)`, run`Hangup()`],
          },
        ]),
    ...dialled(codes.phoneStatus, run`SayDigits(\${XIVO_SRCNUM})`, run`Hangup()`),
    ...pagingExtensions(codes.paging, scope),
    ...dialled(
      codes.cancelForwards,
      own,
      ...switchState('unconditional', code``, lampOf(codes.forwardUnconditional)),
      ...switchState('noanswer', code``, lampOf(codes.forwardNoAnswer)),
      ...switchState('busy', code``, lampOf(codes.forwardBusy)),
      ...done,
    ),
    ...forwarded(codes.forwardUnconditional, 'unconditional'),
    ...forwarded(codes.forwardNoAnswer, 'noanswer'),
    ...forwarded(codes.forwardBusy, 'busy'),
    ...dialled(codes.doNotDisturb, ...toggled(codes.doNotDisturb, 'dnd', 'XIVO_DND')),
    ...dialled(codes.recordCalls, ...toggled(codes.recordCalls, 'callrecord', 'XIVO_CALLRECORD')),
    ...dialled(codes.incallFilter, ...toggled(codes.incallFilter, 'incallfilter', 'XIVO_INCALLFILTER')),
    ...dialled(
      codes.voicemailToggle,
      own,
      presentState('voicemail'),
      set`XIVO_SWITCH=\${IF($["\${XIVO_VOICEMAIL}" = "0"]?1:0)}`,
      ...switchState('voicemail', code`\${XIVO_SWITCH}`, lampOf(codes.voicemailToggle)),
      ...done,
    ),
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
    ...dialled(codes.directory, run`Directory(\${CONTEXT},\${CONTEXT})`, run`Hangup()`),
    ...filterToggles(codes.callFilterToggle, scope),
    ...(completion ? dialled(codes.callCompletion, ...askedBack) : []),
    ...dialled(codes.echoTest, run`Echo()`, run`Hangup()`),
    ...[codes.callGroup, codes.callQueue, codes.callUser, codes.callConference].flatMap(one =>
      followed(one, rest => [run`Goto(\${CONTEXT},${rest},1)`]),
    ),
    ...dialled(
      codes.recordSound,
      run`Record(recordings/\${UNIQUEID}.wav,3,600)`,
      run`Playback(recordings/\${UNIQUEID})`,
      run`Hangup()`,
    ),
    ...followed(codes.voicemailToUser, rest => [run`VoiceMail(${rest}@\${CONTEXT},u)`, run`Hangup()`]),
    ...followed(codes.voicemailToBox, rest => [run`VoiceMail(${rest}@\${CONTEXT},u)`, run`Hangup()`]),
    ...dialled(
      codes.voicemailConsult,
      when(code`\${DIALPLAN_EXISTS(user~\${XIVO_USERID},mailbox,1)} = 0`, code`any`),
      run`Goto(user~\${XIVO_USERID},mailbox,1)`,
      at('any', run`VoiceMailMain(@\${CONTEXT})`),
      run`Hangup()`,
    ),
    ...followed(codes.voicemailConsultBox, rest => [run`VoiceMailMain(${rest}@\${CONTEXT})`, run`Hangup()`]),
    ...openBoxes(codes.voicemailConsultBox, scope),
    ...keyExtensions(codes),
  ]
}

const askedBack: readonly Step[] = [
  run`CallCompletionRequest()`,
  when(code`"\${CC_REQUEST_RESULT}" = "SUCCESS"`, code`asked`),
  run`CallCompletionCancel()`,
  at('asked', run`Playback(beep)`),
  run`Hangup()`,
]

/** Boxes whose password is not asked for in internal contexts (§6). */
const openBoxes = (dialledCode: string | null, scope: Scope): readonly Extension[] =>
  dialledCode === null
    ? []
    : scope
        .all(voicemails)
        .filter(({ value }) => value.enabled && !value.askPassword)
        .map(({ value }) => ({
          number: `${dialledCode}${value.number}`,
          steps: [
            beginning,
            when(code`"\${CONTEXT}" != "${value.context}"`, code`asked`),
            run`VoiceMailMain(${value.number}@${value.context},s)`,
            run`Hangup()`,
            at('asked', run`VoiceMailMain(${value.number}@\${CONTEXT})`),
            run`Hangup()`,
          ],
        }))

/** Each pair of boss and secretary has a number; its lamp is in sync on both phones (pbx-configuration §8.4). */
const filterToggles = (dialledCode: string | null, scope: Scope): readonly Extension[] =>
  dialledCode === null
    ? []
    : scope.all(callFilters).flatMap(({ value: filter }) =>
        filter.secretaries.flatMap(({ member, user, active }) => {
          if (member === null || !filter.enabled) return []
          const place = code`filter/${filter.name}/${user}`
          const number = `${dialledCode}${member}`
          return [
            {
              number,
              hint: `Custom:${number}`,
              steps: [
                beginning,
                set`XIVO_SWITCH=\${IF($[\${DB_EXISTS(ringledger/${place})}]?\${DB_RESULT}:${active ? 1 : 0})}`,
                set`XIVO_SWITCH=$[1 - \${XIVO_SWITCH}]`,
                ...keep(place, code`\${XIVO_SWITCH}`),
                set`DEVICE_STATE(Custom:${number})=\${IF($[\${XIVO_SWITCH}]?INUSE:NOT_INUSE)}`,
                ...tellSwitch({
                  user: code`${user}`,
                  function: 'bsfilter',
                  status: code`\${XIVO_SWITCH}`,
                  value: code`${filter.name}`,
                }),
                ...done,
              ],
            },
          ]
        }),
      )
