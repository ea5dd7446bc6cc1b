import { queues, type ConfiguredQueue } from '../../queues/configured-queues.ts'
import { pickupGroups } from '../../routing/pickup-groups.ts'
import type { SkillFallback } from '../../queues/skill-fallback.ts'
import { skillFallbacksOf, type SkillFallbacks } from '../../queues/skill-fallbacks.ts'
import { memo } from '../memo.ts'
import { byStatus, labelled, promptBefore, stepsTo, unreachable, type Destination } from './destinations.ts'
import { at, code, contextText, ending, run, set, subroutine, when, type Code, type Step } from './dialplan.ts'
import { contextOf } from './names.ts'
import { callGroupSteps } from './pickup.ts'
import { recordSteps } from './recording.ts'
import { rewriteSteps } from './rewrite.ts'
import { scheduleSteps } from './schedules.ts'
import type { Scope } from './scope.ts'
import { elsewhereContext } from './servers.ts'
import { skillContext, skillMembers, skillsForgotten } from './skill-fallback.ts'
import { predial, subroutineSteps } from './subroutines.ts'
import { callerNameField, callerNameKept, userEvent } from './user-events.ts'

/**
 * A call to a queue, in the order of pbx-configuration §13.3, on which figures depend. FULL, JOINEMPTY, LEAVEEMPTY, CLOSED and
 * DIVERT_* are in queue_log only because they are written here, and so is DID; whoever is refused is not entered.
 */
function queueContext(queue: ConfiguredQueue, fallback: SkillFallback | undefined, scope: Scope): string {
  const { name } = queue
  return contextText({
    name: contextOf('queue', name),
    extensions: [
      {
        number: 's',
        steps: [
          set`XIVO_QUEUENAME=${name}`,
          set`XIVO_QUEUEOPTIONS=${optionsOf(queue)}`,
          callerNameKept,
          userEvent(
            'Queue',
            code`QUEUE: ${name},XIVO_USERID: \${XIVO_USERID},XIVO_DSTID: ${name},XIVO_CALLERIDNAME: ${callerNameField},XIVO_CALLERIDNUMBER: \${CALLERID(num)}`,
          ),
          calledNumberTold(name),
          ...rewriteSteps(queue.callerId),
          ...scheduleSteps(queue.schedule, { owner: 'queue', key: name }, [log(name, 'CLOSED')]),
          ...diversionSteps(queue),
          ...subroutineSteps(queue.preprocessSubroutine, 'QUEUE'),
          ...(queue.announcements.holdTimeBeforeEntry ? tellHoldTime(queue) : []),
          ...(queue.ringInsteadOfMusic ? [] : [run`Gosub(xivo-pickup,s,1)`]),
          ...callGroupSteps({ queue: name }, scope),
          ...recordSteps(queue.recordingActive ? queue.recording : 'notRecorded', 'queue'),
          ...enter(queue, fallback, scope),
          ...byStatus(code`\${QUEUESTATUS}`, outcomes),
          ending,
          ...labelled('timeout', [...rerouted(queue), ...stepsTo(queue.noAnswer, scope)]),
          ...labelled('full', [log(name, 'FULL'), ...stepsTo(queue.congestion, scope)]),
          ...labelled('joinempty', [log(name, 'JOINEMPTY'), run`Goto(fail)`]),
          ...labelled('leaveempty', [log(name, 'LEAVEEMPTY'), run`Goto(fail)`]),
          ...labelled('fail', [run`Gosub(xivo-dissuasion,s,1(${name}))`, ...stepsTo(queue.fail, scope)]),
          ...diverted(queue, 'divertwait', 'DIVERT_HOLDTIME', queue.divertWaitTo, scope),
          ...diverted(queue, 'divertratio', 'DIVERT_CA_RATIO', queue.divertRatioTo, scope),
        ],
      },
    ],
  })
}

/** Where each QUEUESTATUS leads (pbx-configuration §13.3). No status leads to the destination `busy`. */
const outcomes = {
  TIMEOUT: 'timeout',
  FULL: 'full',
  JOINEMPTY: 'joinempty',
  JOINUNAVAIL: 'joinempty',
  LEAVEEMPTY: 'leaveempty',
  LEAVEUNAVAIL: 'leaveempty',
  CONTINUE: 'fail',
} as const

type RefusalEvent =
  'CLOSED' | 'FULL' | 'JOINEMPTY' | 'LEAVEEMPTY' | 'DIVERT_HOLDTIME' | 'DIVERT_CA_RATIO' | 'REROUTEGUIDE'

const log = (queue: string, event: RefusalEvent): Step => run`QueueLog(${queue},\${UNIQUEID},NONE,${event})`

/** app_queue writes who calls, and not which number he called: figures by called number need it, also of whom the queue refuses. */
const calledNumberTold = (queue: string): Step => run`QueueLog(${queue},\${UNIQUEID},NONE,DID,\${XIVO_DSTNUM})`

const optionsOf = (queue: ConfiguredQueue): Code => {
  const letters = [
    queue.dataQuality && 'd',
    queue.calleeHangup && 'h',
    queue.callerHangup && 'H',
    queue.noRetry && 'n',
    queue.ringInsteadOfMusic && 'r',
    queue.calleeTransfer && 't',
    queue.callerTransfer && 'T',
    queue.calleeRecord && 'x',
    queue.callerRecord && 'X',
    queue.ignoreForwards && 'i',
    queue.markAnsweredElsewhere && 'C',
  ]
  return code`${letters.filter(letter => letter !== false).join('')}${predial}`
}

/** pbx-configuration §7.9 with the arithmetic of diversion.ts: whole numbers, strictly greater, never while nobody waits. */
function diversionSteps({ name, divertWaitSeconds, divertRatio }: ConfiguredQueue): readonly Step[] {
  if (divertWaitSeconds === null && divertRatio === null) return []
  const waiting = code`\${QUEUE_WAITING_COUNT(${name})}`
  return [
    when(code`${waiting} = 0`, code`notdiverted`),
    ...(divertWaitSeconds === null
      ? []
      : [
          set`XIVO_QUEUEVARIABLES=\${QUEUE_VARIABLES(${name})}`,
          when(code`0\${QUEUEHOLDTIME} > ${divertWaitSeconds}`, code`divertwait`),
        ]),
    ...(divertRatio === null ? [] : [ratioTest(name, waiting, divertRatio)]),
    at('notdiverted', run`NoOp(not diverted)`),
  ]
}

function ratioTest(name: string, waiting: Code, ratio: number): Step {
  const [whole, parts] = asFraction(ratio)
  return when(code`(${waiting} + 1) * ${parts} > ${whole} * \${QUEUE_MEMBER(${name},count)}`, code`divertratio`)
}

/** A decimal as two whole numbers: 0.25 is 25 of 100. */
function asFraction(decimal: number): readonly [number, number] {
  const places = /\.(\d+)$/.exec(decimal.toFixed(6).replace(/\.?0+$/, ''))?.[1]?.length ?? 0
  const parts = 10 ** places
  return [Math.round(decimal * parts), parts]
}

/** The labels stand behind everything else: a call comes to them only by the tests above. */
function diverted(
  { divertWaitSeconds, divertRatio, name }: ConfiguredQueue,
  label: 'divertwait' | 'divertratio',
  event: 'DIVERT_HOLDTIME' | 'DIVERT_CA_RATIO',
  to: Destination | null,
  scope: Scope,
): readonly Step[] {
  const asked = label === 'divertwait' ? divertWaitSeconds : divertRatio
  return asked === null ? [] : labelled(label, [log(name, event), ...promptBefore(to), ...stepsTo(to, scope)])
}

/** In minutes, as Queue() tells it: less than one is one. */
const tellHoldTime = ({ name, announcements }: ConfiguredQueue): readonly Step[] => [
  set`XIVO_QUEUEVARIABLES=\${QUEUE_VARIABLES(${name})}`,
  when(code`0\${QUEUEHOLDTIME} < 1`, code`holdtimetold`),
  run`Playback(${announcements.holdTime ?? 'queue-holdtime'},noanswer)`,
  run`SayNumber($[(0\${QUEUEHOLDTIME} + 59) / 60])`,
  run`Playback(${announcements.minutes ?? 'queue-minutes'},noanswer)`,
  at('holdtimetold', run`NoOp(hold time told)`),
]

/**
 * A patched Asterisk takes the rule set of skills as its last argument; a stock one has no such thing (pbx-configuration §7.8). It is
 * the eleventh, and the tenth since 21: that of the macro was taken away (app_queue.c).
 */
const skillRuleSet = ({ patched, asteriskVersion }: Scope['server']): Code => {
  if (!patched) return code``
  return asteriskVersion === '22' ? code`,,,,,\${XIVO_QUEUESKILLRULESET}` : code`,,,,,,\${XIVO_QUEUESKILLRULESET}`
}

/** The rule by which penalties change is the ninth argument, and the eighth since 21. */
const fallbackRule = ({ asteriskVersion }: Scope['server']): Code =>
  asteriskVersion === '22' ? code`,,,\${XIVO_SKILLRULE}` : code`,,,,\${XIVO_SKILLRULE}`

const enter = (queue: ConfiguredQueue, fallback: SkillFallback | undefined, { server }: Scope): readonly Step[] => [
  set`XIVO_QUEUETIMEOUT=\${IF($["\${XIVO_RINGSECONDS}" = ""]?${queue.ringingSeconds > 0 ? queue.ringingSeconds : ''}:\${XIVO_RINGSECONDS})}`,
  set`XIVO_RINGSECONDS=`,
  set`__XIVO_FROMQUEUE=1`,
  ...(fallback?.mapped ? [run`Gosub(${contextOf('skills', queue.name)},s,1)`] : []),
  run`Queue(${queue.name},\${XIVO_QUEUEOPTIONS},,${queue.announcement ?? ''},\${XIVO_QUEUETIMEOUT}${fallback?.mapped ? fallbackRule(server) : skillRuleSet(server)})`,
  ...(fallback?.mapped ? skillsForgotten : []),
  set`XIVO_FROMQUEUE=`,
]

const rerouted = ({ name, noAnswer }: ConfiguredQueue): readonly Step[] =>
  noAnswer !== null && ('voicemail' in noAnswer || 'sound' in noAnswer) ? [log(name, 'REROUTEGUIDE')] : []

/**
 * A queue is closed exceptionally at once, by the key ringledger/queue/QUEUE/fail: `sound:SOUND`, `queue:QUEUE` or `none`
 * (pbx-configuration §7.10). It goes before the destination of the file, and is there while that is another one. ARG1 is the queue.
 */
const dissuasion = subroutine(
  'xivo-dissuasion',
  set`LOCAL(to)=\${DB(ringledger/queue/\${ARG1}/fail)}`,
  when(code`"\${to}" = ""`, code`asconfigured`),
  when(code`"\${to}" = "none"`, code`nothing`),
  when(code`"\${CUT(to,:,1)}" = "queue"`, code`toqueue`),
  run`Gosub(xivo-forward-subroutine,s,1(SOUND))`,
  run`Gosub(xivo-pickup,s,1)`,
  run`Playback(\${CUT(to,:,2)})`,
  at('nothing', run`Hangup()`),
  at('toqueue', run`Gosub(xivo-forward-subroutine,s,1(QUEUE))`),
  set`XIVO_DISSUASION_TO=\${CUT(to,:,2)}`,
  run`StackPop()`,
  run`Goto(queue~\${XIVO_DISSUASION_TO},s,1)`,
  at('asconfigured', run`Return()`),
)

/** Queues are on the main server (§4.3). */
export function queueContexts(scope: Scope): readonly string[] {
  const server = scope.elsewhere(null)
  const fallbacks = server === undefined ? skillFallbacksOf(scope.configuration) : noFallbacks
  return [
    subroutine('queue', run`Goto(queue~\${ARG1},s,1)`),
    dissuasion,
    ...(fallbacks.size > 0 ? [skillMembers] : []),
    ...scope.all(queues).map(({ key, value }) => {
      if (server !== undefined) return elsewhereContext('queue', key, server)
      return value.enabled
        ? queueText(value, fallbacks.get(key), scope)
        : subroutine(contextOf('queue', key), ...unreachable)
    }),
  ]
}

const remembered = memo()

const noFallbacks: SkillFallbacks = new Map()

function queueText(queue: ConfiguredQueue, fallback: SkillFallback | undefined, scope: Scope): string {
  const skills = fallback?.mapped ? skillContext(queue.name, fallback) : ''
  return remembered(
    queue,
    [scope.server, scope.configuration.objects.get(pickupGroups.name), skills],
    () => queueContext(queue, fallback, scope) + skills,
  )
}
