import type { shippedSubroutines } from '../../routing/dialplan/generated-contexts.ts'
import { at, code, contextText, run, set, subroutine, tell, when, type Step } from './dialplan.ts'
import type { Scope } from './scope.ts'

/** What the rest of the dialplan, and that of people, is made with (pbx-configuration §14.2): shipped unless a custom file has it. */
export const subroutineContexts = (scope: Scope): readonly string[] =>
  Object.entries(shipped)
    .filter(([name]) => !scope.customContexts.has(name))
    .map(([, text]) => text)

/**
 * Where a call enters: what was dialled, by whom, where (§14.3). ARG1 is the number, ARG2 its context. Who forwards is known until the
 * next number. A caller who is transferred out of a queue is no longer one of it; a member who is rung through the dialplan is.
 *
 * A channel that was rung before it dials (Originate) begins at `s` in CEL: it is up when it comes to its first number, which it tells
 * (§13.6). One that was up for another reason has begun at its number, and that goes first where calls are read.
 */
const entry = subroutine(
  'xivo-entry',
  set`XIVO_DSTNUM=\${ARG1}`,
  set`XIVO_CONTEXT=\${ARG2}`,
  when(code`"\${XIVO_BASE_EXTEN}" != "" | "\${CHANNEL(state)}" != "Up"`, code`begun`),
  tell`XIVO_FROM_S,\${XIVO_DSTNUM}`,
  at('begun', set`XIVO_BASE_EXTEN=\${IF($["\${XIVO_BASE_EXTEN}" = ""]?\${ARG1}:\${XIVO_BASE_EXTEN})}`),
  set`XIVO_BASE_CONTEXT=\${IF($["\${XIVO_BASE_CONTEXT}" = ""]?\${ARG2}:\${XIVO_BASE_CONTEXT})}`,
  set`XIVO_SRCNUM=\${FILTER(0-9*#+,\${CALLERID(num)})}`,
  set`XIVO_RINGSECONDS=`,
  set`XIVO_FORWARDER=\${IF($["\${XIVO_FORWARDING}" = "1"]?\${XIVO_FORWARDER}:)}`,
  set`XIVO_FORWARDING=`,
  when(code`"\${CHANNEL(channeltype)}" = "Local"`, code`member`),
  set`XIVO_FROMQUEUE=`,
  set`XIVO_FROMGROUP=`,
  at('member', run`Return()`),
)

/** Answers a call that is not answered yet. */
const pickup = subroutine(
  'xivo-pickup',
  when(code`"\${CHANNEL(state)}" = "Up"`, code`answered`),
  run`Answer()`,
  run`Wait(1)`,
  at('answered', run`Return()`),
)

/** Subroutines of the globals: `prefix`_CATEGORY names one, `switchedBy` is 1 when they run. One that is not there is skipped. */
const hooks = (name: string, prefix: string, switchedBy: string, before: readonly Step[] = []): string =>
  subroutine(
    name,
    ...before,
    when({ code: `"\${${switchedBy}}" != "1"` }, code`done`),
    set`LOCAL(hook)=${{ code: `\${${prefix}_\${ARG1}}` }}`,
    when(code`"\${hook}" = ""`, code`done`),
    when(code`\${DIALPLAN_EXISTS(\${hook},s,1)} = 0`, code`done`),
    run`Gosub(\${hook},s,1)`,
    at('done', run`Return()`),
  )

/** Every way of a call from one object to the next comes by here: one that goes round in circles ends (pbx-configuration §3). */
const forwardHooks = hooks('xivo-forward-subroutine', 'XIVO_PRESUBR_FWD', 'XIVO_PRESUBR_FWD_ENABLE', [
  set`XIVO_SENT_ON=$[0\${XIVO_SENT_ON} + 1]`,
  when(code`\${XIVO_SENT_ON} < 30`, code`goeson`),
  run`Congestion(5)`,
  run`Hangup()`,
  at('goeson', run`NoOp(sent on for the \${XIVO_SENT_ON}. time)`),
])

/** Subroutine of the object itself, in ARG1. */
const own = subroutine(
  'xivo-own-subroutine',
  when(code`\${DIALPLAN_EXISTS(\${ARG1},s,1)} = 0`, code`done`),
  run`Gosub(\${ARG1},s,1)`,
  at('done', run`Return()`),
)

/**
 * On the channel that is rung (option b of Dial and Queue), before it is: what the caller's channel has for it (§14.4). Headers are
 * in variables that are inherited, so that no text of a header passes through arguments.
 */
const headers = contextText({
  name: 'xivo_header_mgr',
  extensions: [
    {
      number: 'add_header',
      steps: [
        set`XIVO_HEADER_COUNT=$[0\${XIVO_HEADER_COUNT} + 1]`,
        set`__XIVO_HEADERS=\${XIVO_HEADER_COUNT}`,
        set`__XIVO_HEADER_NAME_\${XIVO_HEADER_COUNT}=\${ARG1}`,
        set`__XIVO_HEADER_VALUE_\${XIVO_HEADER_COUNT}=\${ARG2}`,
        run`Return()`,
      ],
    },
    {
      number: 'set_headers_on_channel',
      steps: [
        // An agent's channel is in agentcallback, where no number is: his keys transfer in the context of the phone that he sits at.
        set`LOCAL(channel)=\${CHANNEL(name)}`,
        when(code`"\${channel:0:9}" != "Local/id-"`, code`groups`),
        set`LOCAL(line)=\${DB(ringledger/agent/\${FILTER(0-9,\${CUT(channel,@,1)})}/line)}`,
        set`__TRANSFER_CONTEXT=\${CUT(line,@,2)}`,
        at('groups', when(code`"\${XIVO_CALLGROUPS}" = ""`, code`sip`)),
        set`CHANNEL(namedcallgroup)=\${CHANNEL(namedcallgroup)},\${XIVO_CALLGROUPS}`,
        at('sip', when(code`"\${XIVO_CALLCOMPLETION}" != "1"`, code`headers`)),
        set`CALLCOMPLETION(cc_monitor_policy)=generic`,
        at('headers', when(code`"\${CHANNEL(channeltype)}" != "PJSIP"`, code`done`)),
        when(code`"\${XIVO_ALERT_INFO}" = ""`, code`named`),
        set`PJSIP_HEADER(add,Alert-Info)=\${XIVO_ALERT_INFO}`,
        at('named', set`LOCAL(i)=1`),
        at('next', when(code`\${i} > 0\${XIVO_HEADERS}`, code`done`)),
        set`PJSIP_HEADER(add,\${XIVO_HEADER_NAME_\${i}})=\${XIVO_HEADER_VALUE_\${i}}`,
        set`LOCAL(i)=$[\${i} + 1]`,
        run`Goto(next)`,
        at('done', run`Return()`),
      ],
    },
  ],
})

/**
 * Runs when a caller who is to be called back has gone: ARG1 is the PIN that DISA asks for, ARG2 the context. It asks for the call to
 * NUMBER~CONTEXT and goes away, since a channel that has ended waits for nothing; his phone has two seconds to be free.
 */
const callbackDisa = contextText({
  name: 'xivo-callback-disa',
  extensions: [
    {
      number: 's',
      steps: [
        when(code`"\${XIVO_SRCNUM}" = ""`, code`unknown`),
        run`Originate(Local/\${XIVO_SRCNUM}~\${ARG2}@xivo-callback-disa/n,app,DISA,\${ARG1}\\,\${ARG2},,60,a)`,
        at('unknown', run`Return()`),
      ],
    },
    { number: '[0-9*#+].', steps: [run`Wait(2)`, run`Goto(\${CUT(EXTEN,~,2)},\${CUT(EXTEN,~,1)},1)`] },
  ],
})

/** Into the variable ARG2 the header ARG1 of the caller. */
const getHeader = subroutine(
  'xivo-generic-sip-get-header',
  set`\${ARG2}=\${PJSIP_HEADER(read,\${ARG1})}`,
  run`Return()`,
)
const removeHeader = subroutine(
  'xivo-generic-sip-remove-header',
  set`LOCAL(removed)=\${PJSIP_HEADER(remove,\${ARG1})}`,
  run`Return()`,
)

/** Subroutines that people name at incalls and outcalls: they do what the field `recording` does (§7.13). */
const recorded = (name: string, mode: 'recorded' | 'recordedOnDemand') =>
  subroutine(name, run`Gosub(xivo-record,s,1(${mode}))`, run`Return()`)

/** The queue of a switchboard, and the outbound queue, need nothing before they are entered: the names are there (§12, §7.12). */
const nothing = (name: string) => subroutine(name, run`Return()`)

const shipped: Readonly<Record<(typeof shippedSubroutines)[number], string>> = {
  'xivo-entry': entry,
  'xivo-pickup': pickup,
  'xivo-own-subroutine': own,
  'xivo-global-subroutine': hooks('xivo-global-subroutine', 'XIVO_PRESUBR_GLOBAL', 'XIVO_PRESUBR_GLOBAL_ENABLE'),
  'xivo-forward-subroutine': forwardHooks,
  xivo_header_mgr: headers,
  'xivo-generic-sip-get-header': getHeader,
  'xivo-generic-sip-remove-header': removeHeader,
  'xivocc-incall-recording': recorded('xivocc-incall-recording', 'recorded'),
  'xivocc-incall-recording-paused': recorded('xivocc-incall-recording-paused', 'recordedOnDemand'),
  'xivocc-outcall-recording': recorded('xivocc-outcall-recording', 'recorded'),
  'xivocc-outcall-recording-paused': recorded('xivocc-outcall-recording-paused', 'recordedOnDemand'),
  'xivo-callback-disa': callbackDisa,
  xivo_subr_switchboard: nothing('xivo_subr_switchboard'),
  xuc_outcall_acd: nothing('xuc_outcall_acd'),
}

export type SubroutineCategory = 'USER' | 'AGENT' | 'GROUP' | 'QUEUE' | 'MEETME' | 'DID' | 'OUTCALL' | 'PAGING' | 'XDS'

/** pbx-configuration §13: the subroutine of the object, then the global one of its category. */
export const subroutineSteps = (own: string | null, category: SubroutineCategory): readonly Step[] => [
  ...(own === null ? [] : [run`Gosub(xivo-own-subroutine,s,1(${own}))`]),
  run`Gosub(xivo-global-subroutine,s,1(${category}))`,
]

/**
 * What a caller may key in (T, H and X of Dial(), pbx-configuration §5.1): nothing when he comes from outside. A user may transfer, unless
 * his phone says otherwise (line-sections.ts).
 */
export const callerKeys = code`\${IF($["\${XIVO_USERID}" = ""]?:\${IF($["\${XIVO_CALLERKEYS}" = ""]?T:\${FILTER(THX,\${XIVO_CALLERKEYS})})})}`

/** What every Dial and Queue carries (pbx-configuration §14.4). */
export const predial = code`b(xivo_header_mgr^set_headers_on_channel^1)`
