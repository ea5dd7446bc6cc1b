import { outcalls, type Outcall } from '../../routing/outcalls.ts'
import { trunks, type Trunk } from '../../routing/sip/trunks.ts'
import { users, type User } from '../../users/configured-users.ts'
import { callerIdText } from '../escape.ts'
import {
  at,
  code,
  contextText,
  run,
  set,
  subroutine,
  tell,
  when,
  type Code,
  type Extension,
  type Step,
} from './dialplan.ts'
import { dialled } from './interfaces.ts'
import { contextOf } from './names.ts'
import { permissionList, permissionSteps } from './permissions.ts'
import { presentState } from './phone-state.ts'
import { recordSteps, stopRecordingOutside } from './recording.ts'
import { posixRegexp, withPart } from './regexp.ts'
import { scheduleSteps } from './schedules.ts'
import type { Scope } from './scope.ts'
import { stepsElsewhere } from './servers.ts'
import { callerKeys, predial, subroutineSteps } from './subroutines.ts'

/** Routes that users of this server may take, those with the lower number first (pbx-configuration §9.2). */
export const routesOf = (scope: Scope): readonly Outcall[] =>
  scope
    .all(outcalls)
    .map(({ value }) => value)
    .filter(
      ({ enabled, mediaServers }) => enabled && (mediaServers.length === 0 || mediaServers.includes(scope.server.name)),
    )
    .sort((a, b) => a.priority - b.priority)

/** A call to the outside, in the order of pbx-configuration §13.5. */
const outcallContext = (outcall: Outcall, scope: Scope): string =>
  subroutine(
    contextOf('outcall', outcall.name),
    set`XIVO_OUTCALLNAME=${outcall.name}`,
    set`XIVO_CALLOPTIONS=${callerKeys}${predial}`,
    ...subroutineSteps(outcall.preprocessSubroutine, 'OUTCALL'),
    ...permissionSteps(permissionList(outcall.callPermissions, scope)),
    ...scheduleSteps(outcall.schedule, { owner: 'outcall', key: outcall.name }),
    stopRecordingOutside,
    ...recordSteps(outcall.recording, 'other'),
    run`Gosub(xivo-record-caller,s,1)`,
    ...(outcall.internal ? [] : [run`Gosub(xivo-outgoing-caller,s,1)`]),
    ...outcall.trunks.flatMap((name, i) => overTrunk(scope.get(trunks, name), i, outcall, scope)),
    run`Congestion(5)`,
    at('ended', when(code`"\${DIALSTATUS}" = "BUSY"`, code`busy`)),
    run`Hangup()`,
    at('busy', run`Busy(5)`),
  )

/** The next trunk is tried on congestion and when this one is not there; busy and no answer are answers of the called (§9.2). */
function overTrunk(trunk: Trunk | undefined, i: number, { ringSeconds }: Outcall, scope: Scope): readonly Step[] {
  if (!trunk?.enabled) return []
  const channel = scope.elsewhere(trunk.mediaServer)
    ? code`Local/s@${contextOf('trunk', trunk.name)}/n`
    : channelOf(trunk, '${XIVO_OUTNUM}')
  return [
    tell`XIVO_OUTCALL,\${XIVO_OUTNUM}`,
    set`__XIVO_OUTTO=\${XIVO_OUTNUM}`,
    run`Dial(${channel},${ringSeconds ?? ''},\${XIVO_CALLOPTIONS})`,
    when(code`"\${DIALSTATUS}" != "CONGESTION" & "\${DIALSTATUS}" != "CHANUNAVAIL"`, code`ended`),
    run`NoOp(trunk ${i + 1} did not take it)`,
  ]
}

function channelOf({ name, endpoint }: Trunk, number: '${XIVO_OUTNUM}' | '${XIVO_DSTNUM}'): Code {
  if ('sip' in endpoint) return { code: `PJSIP/${number}@${dialled(name)}` }
  const { interface: channel, suffix } = endpoint.custom
  return { code: `${dialled(channel)}/${number}${suffix === null ? '' : dialled(suffix)}` }
}

/** With several servers a trunk can be used from the others: the number that they want is the one that they dial here. */
const trunkContexts = (scope: Scope): readonly string[] =>
  scope.several
    ? scope
        .all(trunks)
        .filter(({ value }) => value.enabled)
        .map(({ key, value }) => {
          const server = scope.elsewhere(value.mediaServer)
          if (server !== undefined)
            return subroutine(
              contextOf('trunk', key),
              set`XIVO_DSTNUM=\${XIVO_OUTTO}`,
              ...stepsElsewhere('trunk', key, server),
            )
          return subroutine(
            contextOf('trunk', key),
            run`Dial(${channelOf(value, '${XIVO_DSTNUM}')},,${predial})`,
            run`Hangup()`,
          )
        })
    : []

/**
 * The numbers of the routes of a context, one context a priority: Asterisk takes the first that has the number, and in it the pattern
 * that fits best. Of several routes with one pattern and priority the first by name has it.
 */
export function routeContexts(context: string, routes: readonly Outcall[]): readonly string[] {
  const of = routes.filter(({ contexts }) => contexts.includes(context))
  return [...new Set(of.map(({ priority }) => priority))].map(priority => {
    const extensions = new Map<string, Extension>()
    for (const outcall of of.filter(one => one.priority === priority))
      for (const pattern of outcall.patterns)
        if (!extensions.has(pattern.pattern)) extensions.set(pattern.pattern, numberOf(outcall, pattern, context))
    return contextText({ name: routeContextName(context, priority), extensions: [...extensions.values()] })
  })
}

export const routeContextName = (context: string, priority: number): string =>
  contextOf('outcalls', `${priority}@${context}`)

export const routePriorities = (context: string, routes: readonly Outcall[]): readonly number[] => [
  ...new Set(routes.filter(({ contexts }) => contexts.includes(context)).map(({ priority }) => priority)),
]

type Pattern = Outcall['patterns'][number]

const numberOf = (outcall: Outcall, pattern: Pattern, context: string): Extension => ({
  number: pattern.pattern,
  steps: [
    run`Gosub(xivo-entry,s,1(\${EXTEN},${context}))`,
    ...transformation(pattern),
    set`XIVO_OUTCALLERID=${pattern.callerId ?? ''}`,
    run`Goto(${contextOf('outcall', outcall.name)},s,1)`,
  ],
})

/** pbx-configuration §9.2 with the rules of number-transformation.ts. A number that does not match as a whole stays as it is. */
export function transformation({ regexp, target }: Pick<Pattern, 'regexp' | 'target'>): readonly Step[] {
  const asDialled = set`XIVO_OUTNUM=\${EXTEN}`
  if (regexp === '(.*)' && target === '\\1') return [asDialled]
  const parts = target.split(/(\\[1-9])/).filter(part => part !== '')
  const written = parts.map(part => {
    if (!part.startsWith('\\')) return { code: dialledNumber(part) }
    return { code: `$["\${EXTEN}" : "${withPart(regexp, Number(part.slice(1)))}$"]` }
  })
  return [
    asDialled,
    when(code`\${REGEX("^${{ code: posixRegexp(regexp) }}$" \${EXTEN})} = 0`, code`transformed`),
    set`XIVO_OUTNUM=${{ code: written.map(part => part.code).join('') }}`,
    at('transformed', run`NoOp(\${XIVO_OUTNUM} is dialled outside)`),
  ]
}

function dialledNumber(part: string): string {
  if (!/^\+?[0-9*#]*$/.test(part)) throw new Error(`${part} is no number`)
  return part
}

/** pbx-configuration §9.4: what the user says, then the route, then his own caller ID. The route's internal flag leaves all this out. */
const outgoingCaller = subroutine(
  'xivo-outgoing-caller',
  when(code`"\${XIVO_USERID}" = ""`, code`route`),
  when(code`\${DIALPLAN_EXISTS(shown~\${XIVO_USERID},s,1)} = 0`, code`route`),
  run`Gosub(shown~\${XIVO_USERID},s,1)`,
  run`Return()`,
  at('route', when(code`\${LEN(\${XIVO_OUTCALLERID})} = 0`, code`done`)),
  set`CALLERID(all)=\${XIVO_OUTCALLERID}`,
  at('done', run`Return()`),
)

/** A user all of whose calls are recorded (§5.1), by the configuration or by his phone. */
const recordedCaller = subroutine(
  'xivo-record-caller',
  when(code`"\${XIVO_USERID}" = ""`, code`done`),
  run`Gosub(xivo-state-of,s,1(\${XIVO_USERID}))`,
  presentState('callrecord'),
  when(code`"\${XIVO_CALLRECORD}" != "1"`, code`done`),
  run`Gosub(xivo-record,s,1(recorded))`,
  at('done', run`Return()`),
)

/** Users who are shown in a way of their own. The network alone learns the number of an anonymous one (RFC 3325). */
function shownContext({ user, outgoingCallerId }: User): readonly string[] {
  if (outgoingCallerId === null) return []
  const name = contextOf('shown', user)
  if ('custom' in outgoingCallerId) {
    const { name: shownName, number } = outgoingCallerId.custom
    return [subroutine(name, set`CALLERID(all)=${callerIdText(shownName, number)}`, run`Return()`)]
  }
  const { assertedNumber } = outgoingCallerId.anonymous
  return [
    subroutine(
      name,
      ...(assertedNumber === null
        ? [when(code`\${LEN(\${XIVO_OUTCALLERID})} = 0`, code`hide`), set`CALLERID(all)=\${XIVO_OUTCALLERID}`]
        : [set`CALLERID(num)=${assertedNumber}`]),
      at('hide', set`CALLERID(pres)=prohib`),
      run`Return()`,
    ),
  ]
}

export function outcallContexts(scope: Scope): readonly string[] {
  return [
    ...routesOf(scope).map(outcall => outcallContext(outcall, scope)),
    outgoingCaller,
    recordedCaller,
    ...scope.all(users).flatMap(({ value }) => shownContext(value)),
    ...trunkContexts(scope),
  ]
}
