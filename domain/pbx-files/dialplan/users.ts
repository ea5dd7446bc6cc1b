import { singleKey } from '../../configuration/kind.ts'
import { callCompletion, type CallCompletion } from '../../routing/call-completion.ts'
import { callFilters } from '../../routing/call-filters.ts'
import { memo } from '../memo.ts'
import { users, type User } from '../../users/configured-users.ts'
import type { Line } from '../../users/lines.ts'
import { voicemails } from '../../users/voicemails.ts'
import { byStatus, labelled, stepsTo, unreachable } from './destinations.ts'
import { at, code, contextText, run, set, tell, when, type Code, type Extension, type Step } from './dialplan.ts'
import { interfacesOf, linesOf } from './interfaces.ts'
import { contextOf } from './names.ts'
import { permissionSteps } from './permissions.ts'
import { phoneStates, presentState, type PhoneState } from './phone-state.ts'
import { pickupMark } from './pickup.ts'
import { scheduleSteps } from './schedules.ts'
import type { Scope } from './scope.ts'
import { elsewhereContext } from './servers.ts'
import { callerKeys, predial, subroutineSteps } from './subroutines.ts'
import { localCall, userEvent } from './user-events.ts'

/**
 * Calls to users (pbx-configuration §13.2). What is a user's own is in his context, in variables and in extensions named after the
 * outcome; the way of a call is the same for all and stands once, in `user`.
 */
export const userContexts = (scope: Scope): readonly string[] => [
  wayOf(scope.get(callCompletion, singleKey)),
  beginning,
  forwarding,
  ...scope.all(users).map(({ value }) => userText(value, scope)),
]

const remembered = memo()

const userText = (user: User, scope: Scope): string =>
  remembered(
    user,
    [
      scope.server,
      scope.several,
      scope.mainServer,
      scope.get(voicemails, user.voicemail),
      filterOf(user, scope),
      ...linesOf(user, scope),
    ],
    () => userContext(user, scope),
  )

function userContext(user: User, scope: Scope): string {
  const [mainLine] = linesOf(user, scope)
  const server = mainLine && scope.elsewhere(mainLine.mediaServer)
  if (server !== undefined) return elsewhereContext('user', user.user, server)
  const name = contextOf('user', user.user)
  if (!user.enabled) return contextText({ name, extensions: [{ number: 's', steps: unreachable }] })
  const outcomes = (['noAnswer', 'busy', 'congestion', 'fail'] as const).flatMap((outcome): Extension[] => {
    const to = user[outcome]
    return to === null ? [] : [{ number: outcome.toLowerCase(), steps: stepsTo(to, scope) }]
  })
  const state = stateSteps(user)
  return contextText({
    name,
    extensions: [
      { number: 's', steps: ownSteps(user, name, scope) },
      ...(state.length === 0 ? [] : [{ number: 'state', steps: [...state, run`Return()`] }]),
      ...consultation(user, scope),
      ...outcomes,
    ],
  })
}

function ownSteps(user: User, name: string, scope: Scope): readonly Step[] {
  const main = linesOf(user, scope)[0]
  const mailbox = scope.get(voicemails, user.voicemail)?.enabled ? user.voicemail : null
  const filter = filterOf(user, scope)
  return [
    run`Gosub(xivo-user,s,1(${user.user}))`,
    set`XIVO_DST_FIRSTNAME=${user.firstName}`,
    ...given('XIVO_DST_LASTNAME', user.lastName),
    ...given('XIVO_MOBILEPHONENUMBER', user.mobilePhoneNumber),
    ...given('XIVO_USEREMAIL', user.email),
    ...given('XIVO_USERFIELD', user.userField),
    ...given('XIVO_FWD_CONTEXT', main?.context ?? null),
    ...given('XIVO_DST_MAILBOX', mailbox),
    ...given('XIVO_FILTER', filter === undefined ? null : contextOf('filter', filter.name)),
    ...rings(user),
    ...scheduleSteps(user.schedule, { owner: 'user', key: user.user }),
    ...(main?.number ? [pickupMark(main.number, main.context)] : []),
    set`XIVO_USERCONTEXT=${name}`,
    set`XIVO_INTERFACE=${interfacesOf(user, scope)}`,
    set`XIVO_CALLOPTIONS=${dialOptions(user)}`,
    ...(user.ringSeconds === 30 ? [] : [set`XIVO_USERRINGSECONDS=${user.ringSeconds}`]),
    ...(callsAtOnce(user, main) === 5 ? [] : [set`XIVO_SIMULTCALLS=${callsAtOnce(user, main)}`]),
    ...(stateSteps(user).length === 0 ? [] : [run`Gosub(state,1)`]),
    ...subroutineSteps(user.preprocessSubroutine, 'USER'),
    run`Goto(user,call,1)`,
  ]
}

/** His own mailbox, as the feature code opens it: in internal contexts without its password when that is not asked for (§6). */
function consultation({ voicemail }: User, scope: Scope): readonly Extension[] {
  const box = scope.get(voicemails, voicemail)
  if (!box?.enabled) return []
  return [
    {
      number: 'mailbox',
      steps: [run`VoiceMailMain(${box.number}@${box.context}${box.askPassword ? '' : code`,s`})`, run`Hangup()`],
    },
  ]
}

const given = (variable: string, value: string | null): readonly Step[] =>
  value === null ? [] : [set`${{ code: variable }}=${value}`]

const rings = ({ ringTones }: User): readonly Step[] =>
  Object.entries(ringTones).flatMap(([from, tone]) => given(`XIVO_RING_${from.toUpperCase()}`, tone))

function dialOptions(user: User): Code {
  const letters = [user.callTransferEnabled && 't', user.dtmfHangupEnabled && 'h', user.onlineRecordingEnabled && 'x']
  return code`${letters.filter(letter => letter !== false).join('')}${predial}`
}

/** Browsers have two calls at most (pbx-configuration §5.1). */
const mostOfBrowser = 2
const callsAtOnce = ({ simultaneousCalls }: User, main: Line | undefined): number =>
  main && 'webrtc' in main.endpoint ? Math.min(simultaneousCalls, mostOfBrowser) : simultaneousCalls

/** What phones switch themselves (phone-state.ts): as configured, unless the PBX has a newer value. */
const stateSteps = (user: User): readonly Step[] => [
  ...(user.voicemailEnabled ? [] : [set`XIVO_VOICEMAIL=0`]),
  ...(user.incallFilterEnabled ? [set`XIVO_INCALLFILTER=1`] : []),
  ...(user.dndEnabled ? [set`XIVO_DND=1`] : []),
  ...(user.callRecordEnabled ? [set`XIVO_CALLRECORD=1`] : []),
  ...user.forwards.flatMap(({ kind, enabled, destination }) =>
    enabled && destination !== null ? given(`XIVO_FORWARD_${kind.toUpperCase()}`, destination) : [],
  ),
]

const filterOf = (user: User, scope: Scope) =>
  user.bsFilter === 'boss'
    ? scope.all(callFilters).find(({ value }) => value.enabled && value.boss === user.user)?.value
    : undefined

/** Forgets whom the call was for before: a call that is forwarded comes to several users. ARG1 is the user; `reset` without telling of a call. */
const beginning = contextText({
  name: 'xivo-user',
  extensions: [
    {
      number: 's',
      steps: [
        run`Gosub(reset,1(\${ARG1}))`,
        userEvent(
          'User',
          code`USER: \${ARG1},EXTEN: \${XIVO_DSTNUM},XIVO_USERID: \${XIVO_USERID},XIVO_SRCNUM: \${XIVO_SRCNUM},XIVO_CALLORIGIN: \${XIVO_CALLORIGIN},XIVO_DSTID: \${ARG1}`,
        ),
        run`Return()`,
      ],
    },
    {
      number: 'reset',
      steps: [
        ...[
          'XIVO_DST_FIRSTNAME',
          'XIVO_DST_LASTNAME',
          'XIVO_MOBILEPHONENUMBER',
          'XIVO_USEREMAIL',
          'XIVO_USERFIELD',
          'XIVO_FWD_CONTEXT',
          'XIVO_DST_MAILBOX',
          'XIVO_FILTER',
          'XIVO_RING_INTERNAL',
          'XIVO_RING_EXTERNAL',
          'XIVO_RING_GROUP',
          'XIVO_RING_FORWARD',
          ...Object.values(phoneStates).map(({ variable }) => variable),
        ].map(variable => set`${{ code: variable }}=`),
        set`XIVO_USERRINGSECONDS=30`,
        set`XIVO_SIMULTCALLS=5`,
        set`XIVO_DSTID=\${ARG1}`,
        set`XIVO_CALLORIGIN=\${IF($["\${XIVO_CALLORIGIN}" = ""]?intern:\${XIVO_CALLORIGIN})}`,
        run`Return()`,
      ],
    },
  ],
})

const forward = (kind: 'UNCONDITIONAL' | 'NOANSWER' | 'BUSY'): Step =>
  run`Gosub(xivo-user-forward,s,1(\${XIVO_FORWARD_${kind}}))`

/** What makes the called, and the caller, ones that can be asked to call back (pbx-configuration §8.7). */
const completion = (asked: CallCompletion | undefined): readonly Step[] =>
  asked?.enabled
    ? [
        set`__XIVO_CALLCOMPLETION=1`,
        set`CALLCOMPLETION(cc_agent_policy)=generic`,
        set`CALLCOMPLETION(cc_monitor_policy)=generic`,
        set`CALLCOMPLETION(cc_offer_timer)=${asked.offerSeconds}`,
        set`CALLCOMPLETION(ccbs_available_timer)=${asked.busyAvailableSeconds}`,
        set`CALLCOMPLETION(ccnr_available_timer)=${asked.noResponseAvailableSeconds}`,
        set`CALLCOMPLETION(cc_recall_timer)=${asked.recallSeconds}`,
      ]
    : []

/** From step 5 of §13.2 on. Labels are in the order of a call. */
const wayOf = (asked: CallCompletion | undefined): string =>
  contextText({
    name: 'user',
    extensions: [
      { number: 's', steps: [run`Goto(user~\${ARG1},s,1)`] },
      {
        number: 'call',
        steps: [
          ...permissionSteps(''),
          ...(Object.keys(phoneStates) as PhoneState[]).map(presentState),
          set`XIVO_DST_MAILBOX=\${IF($["\${XIVO_VOICEMAIL}" = "0"]?:\${XIVO_DST_MAILBOX})}`,
          set`XIVO_CALLOPTIONS=\${XIVO_CALLOPTIONS}\${IF($["\${XIVO_INCALLFILTER}" = "1"]?p:)}${callerKeys}`,
          when(code`"\${XIVO_FROMQUEUE}" = "1"`, code`fromqueue`),
          when(code`"\${XIVO_FILTER}" = "" | "\${XIVO_FROMFILTER}" = "1"`, code`unfiltered`),
          run`Gosub(\${XIVO_FILTER},s,1)`,
          at('unfiltered', when(code`"\${XIVO_CALLRECORD}" != "1"`, code`unrecorded`)),
          run`Gosub(xivo-record,s,1(recorded))`,
          at('unrecorded', when(code`"\${XIVO_DND}" = "1"`, code`dnd`)),
          when(code`"\${XIVO_FORWARD_UNCONDITIONAL}" = ""`, code`unforwarded`),
          forward('UNCONDITIONAL'),
          at('unforwarded', when(code`"\${XIVO_FROMGROUP}" = "1"`, code`ringonly`)),
          when(code`\${GROUP_COUNT(\${XIVO_DSTID}@called)} >= \${XIVO_SIMULTCALLS}`, code`busy`),
          set`GROUP(called)=\${XIVO_DSTID}`,
          when(code`"\${XIVO_INTERFACE}" = ""`, code`unavailable`),
          run`Gosub(ring,1)`,
          ...completion(asked),
          localCall,
          run`Dial(\${XIVO_INTERFACE},\${IF($["\${XIVO_RINGSECONDS}" = ""]?\${XIVO_USERRINGSECONDS}:\${XIVO_RINGSECONDS})},\${XIVO_CALLOPTIONS})`,
          set`GROUP(called)=nobody`,
          set`XIVO_RINGSECONDS=`,
          ...byStatus(code`\${DIALSTATUS}`, {
            BUSY: 'busy',
            NOANSWER: 'noanswer',
            CONGESTION: 'congestion',
            CHANUNAVAIL: 'unavailable',
          }),
          run`Hangup()`,
          ...labelled('busy', [
            when(code`"\${XIVO_FORWARD_BUSY}" = ""`, code`busyto`),
            forward('BUSY'),
            at('busyto', run`Goto(otherwise-busy,1)`),
          ]),
          ...labelled('noanswer', [
            when(code`"\${XIVO_FORWARD_NOANSWER}" = ""`, code`noanswerto`),
            forward('NOANSWER'),
            at('noanswerto', run`Goto(otherwise-noanswer,1)`),
          ]),
          at('congestion', run`Goto(otherwise-congestion,1)`),
          at('unavailable', run`Goto(otherwise-fail,1)`),
          at('dnd', when(code`"\${XIVO_DST_MAILBOX}" = ""`, code`nobody`)),
          ...leaveMessageIn('b'),
          ...labelled('nobody', unreachable),
          ...labelled('fromqueue', [
            when(code`"\${XIVO_DND}" = "1" | "\${XIVO_FORWARD_UNCONDITIONAL}" != ""`, code`refused`),
            at('ringonly', run`Gosub(ring,1)`),
            localCall,
            run`Dial(\${XIVO_INTERFACE},\${XIVO_RINGSECONDS},\${XIVO_CALLOPTIONS})`,
            run`Hangup()`,
            at('refused', run`Busy(1)`),
          ]),
        ],
      },
      ...(['noanswer', 'busy', 'congestion', 'fail'] as const).map(outcome => ({
        number: `otherwise-${outcome}`,
        steps: [
          when(code`\${DIALPLAN_EXISTS(\${XIVO_USERCONTEXT},${outcome},1)} = 0`, code`mailbox`),
          run`Goto(\${XIVO_USERCONTEXT},${outcome},1)`,
          at('mailbox', when(code`"\${XIVO_DST_MAILBOX}" = ""`, code`nobody`)),
          ...leaveMessageIn(outcome === 'busy' ? 'b' : 'u'),
          ...labelled('nobody', unreachable),
        ],
      })),
      {
        number: 'ring',
        steps: [
          set`XIVO_RINGTONE=\${IF($["\${XIVO_CALLORIGIN}" = "extern"]?\${XIVO_RING_EXTERNAL}:\${XIVO_RING_INTERNAL})}`,
          when(code`"\${XIVO_FROMGROUP}" = "" | "\${XIVO_RING_GROUP}" = ""`, code`forwarded`),
          set`XIVO_RINGTONE=\${XIVO_RING_GROUP}`,
          at('forwarded', when(code`"\${XIVO_FORWARDER}" = "" | "\${XIVO_RING_FORWARD}" = ""`, code`known`)),
          set`XIVO_RINGTONE=\${XIVO_RING_FORWARD}`,
          at('known', set`__XIVO_ALERT_INFO=\${XIVO_RINGTONE}`),
          run`Return()`,
        ],
      },
    ],
  })

function leaveMessageIn(greeting: 'b' | 'u'): readonly Step[] {
  return [
    run`Gosub(xivo-forward-subroutine,s,1(VOICEMAIL))`,
    run`Gosub(xivo-pickup,s,1)`,
    run`VoiceMail(\${XIVO_DST_MAILBOX},${greeting})`,
    run`Hangup()`,
  ]
}

/** ARG1 is where to. Who forwards answers for the call to that number (§9.6). */
const forwarding = contextText({
  name: 'xivo-user-forward',
  extensions: [
    {
      number: 's',
      steps: [
        tell`XIVO_USER_FWD,NUM:\${XIVO_DSTNUM},CONTEXT:\${XIVO_CONTEXT},NAME:\${XIVO_DST_FIRSTNAME} \${XIVO_DST_LASTNAME}`,
        set`XIVO_FORWARDER=\${XIVO_DSTID}`,
        set`XIVO_FORWARDING=1`,
        set`XIVO_RINGSECONDS=`,
        run`Gosub(xivo-forward-subroutine,s,1(EXTENSION))`,
        set`LOCAL(to)=\${FILTER(0-9*#+,\${ARG1})}`,
        run`Goto(\${XIVO_FWD_CONTEXT},\${to},1)`,
      ],
    },
  ],
})
