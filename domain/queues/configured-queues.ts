import { contextName, number, queueName, soundName } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../configuration/kind.ts'
import {
  choice,
  decimal,
  flag,
  group,
  initially,
  integer,
  list,
  optional,
  reference,
  text,
} from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { callerIdRewrite } from '../routing/numbers/caller-id.ts'
import { destination, preprocessSubroutine } from '../routing/dialplan/destination.ts'
import { numberWithoutContext, outsideRange } from '../routing/numbers/number-range.ts'
import { belongsTo } from '../sites/entities.ts'
import { entityElsewhere } from '../sites/entity-of.ts'
import { hasUniqueAccount, users } from '../users/configured-users.ts'
import { limitsOutOfOrder } from './board-limits.ts'
import { bandsOutOfOrder, mostThresholdSeconds } from './thresholds.ts'

/** pbx-configuration §7.4. */
export const strategies = [
  'ringall',
  'linear',
  'leastrecent',
  'fewestcalls',
  'rrmemory',
  'rrordered',
  'random',
  'wrandom',
] as const

/** Each names a state in which a member does not count as available (pbx-configuration §7.3). */
export const emptyConditions = [
  'unavailable',
  'invalid',
  'unknown',
  'paused',
  'penalty',
  'inuse',
  'ringing',
  'wrapup',
] as const
const notReachable = ['unavailable', 'invalid', 'unknown'] as const

const sound = (description: string) => optional(text(description, { max: 255, format: soundName }))
const seconds = (description: string, max = 86_400) => integer(description, [0, max])
const limit = (description: string) => decimal(description, [0, mostThresholdSeconds])
const option = (letter: string, meaning: string) => flag(`${meaning} (option ${letter} of Queue()).`, false)

/** pbx-configuration §7.3, with members (§7.6), diversions (§7.9), dissuasion (§7.10) and recording (§7.13). */
export const queues = objectKind({
  name: 'queue',
  description: 'A queue in which calls wait for agents.',
  key: ['name'],
  sectionIn: 'queues.conf',
  fields: {
    name: text('Name in queue_log and queues.conf: one in the whole site, never changed.', {
      max: 50,
      format: queueName,
    }),
    displayName: text('Name for people.', { max: 128 }),
    number: optional(text('Number that it is dialled under.', { max: 40, format: number })),
    context: optional(reference('Context of that number.', 'context')),
    entity: belongsTo,
    strategy: initially(choice('In which order members are rung.', 'RingStrategy', strategies), 'rrmemory'),
    musicOnHold: initially(reference('What callers hear while they wait and on hold.', 'musicOnHold'), 'default'),
    announcement: sound('Played to the member before he is connected (announce).'),
    callerId: optional(callerIdRewrite),
    preprocessSubroutine,

    members: list(
      group('Who takes calls of a queue: an agent, or a user on his main line.', 'QueueMember', {
        agent: optional(reference('The agent, by number.', 'agent')),
        user: optional(reference('The user; his statistics are incomplete (pbx-configuration §7.6).', 'user')),
        penalty: initially(integer('Lower ones are rung first.', [0, 1000]), 0),
        enabled: flag('Whether he is a member now; a default that is kept for later is not.', true),
        basePenalty: optional(
          integer(
            'Penalty to which he returns when the base configuration is applied; unset: not a member by default.',
            [0, 1000],
          ),
        ),
      }),
    ),

    announcements: initially(
      group('What callers are told while they wait, and when.', 'QueueAnnouncements', {
        youAreNext: sound('queue-youarenext'),
        thereAre: sound('queue-thereare'),
        callsWaiting: sound('queue-callswaiting'),
        holdTime: sound('queue-holdtime'),
        minutes: sound('queue-minutes'),
        seconds: sound('queue-seconds'),
        thankYou: sound('queue-thankyou'),
        reportHold: sound('queue-reporthold'),
        periodic: list(text('Sounds of which one is played now and then.', { max: 255, format: soundName }), {
          max: 10,
        }),
        periodicSeconds: initially(seconds('How often, in seconds; 0: never.'), 0),
        randomPeriodic: flag('In any order.', false),
        positionSeconds: initially(seconds('How often position and hold time are told, in seconds; 0: never.'), 0),
        minimumSeconds: initially(seconds('The least time between two announcements.'), 60),
        roundSeconds: initially(integer('Seconds are rounded to it; 0: only minutes are told.', [0, 30]), 0),
        holdTimeTold: initially(
          choice('Whether the estimated hold time is told.', 'HoldTimeTold', ['yes', 'no', 'once']),
          'no',
        ),
        positionTold: initially(
          choice('Whether the position is told; limit and more: up to, or from, the limit.', 'PositionTold', [
            'yes',
            'no',
            'limit',
            'more',
          ]),
          'yes',
        ),
        positionLimit: initially(integer('For limit and more.', [1, 100]), 5),
        holdTimeBeforeEntry: flag('The estimated hold time is told before the call enters.', false),
      }),
      {
        youAreNext: null,
        thereAre: null,
        callsWaiting: null,
        holdTime: null,
        minutes: null,
        seconds: null,
        thankYou: null,
        reportHold: null,
        periodic: [],
        periodicSeconds: 0,
        randomPeriodic: false,
        positionSeconds: 0,
        minimumSeconds: 60,
        roundSeconds: 0,
        holdTimeTold: 'no',
        positionTold: 'yes',
        positionLimit: 5,
        holdTimeBeforeEntry: false,
      },
    ),

    ringingSeconds: initially(seconds('The longest stay of a call, in seconds; 0: without limit.'), 0),
    timeoutPriority: initially(
      choice('Which of the stay and the ring time of a member wins when both run out.', 'TimeoutPriority', [
        'configuration',
        'dialplan',
      ]),
      'dialplan',
    ),
    dataQuality: option('d', 'Data quality calls: modems'),
    calleeHangup: option('h', 'The agent may end with *'),
    callerHangup: option('H', 'The caller may end with *'),
    noRetry: option('n', 'Each member is tried once'),
    ringInsteadOfMusic: option('r', 'The caller hears ringing instead of music'),
    calleeTransfer: option('t', 'The agent may transfer'),
    callerTransfer: option('T', 'The caller may transfer'),
    calleeRecord: option('x', 'The agent may record'),
    callerRecord: option('X', 'The caller may record'),
    ignoreForwards: option('i', 'Forwards of members are ignored'),
    markAnsweredElsewhere: option('C', 'Phones that stop ringing show the call as answered elsewhere'),

    noAnswer: optional(destination('Where a call goes that has waited ringingSeconds.')),
    busy: optional(destination('Kept and never used: no outcome of a queue leads to it (pbx-configuration §13.3).')),
    congestion: optional(destination('Where a call goes when the queue is full.')),
    fail: optional(
      destination(
        'Where a call goes when nobody can take it, on entry or later; what dissuasion sets: supervisors a sound playback/NAME_... or the dissuasionQueue (§7.10).',
      ),
    ),

    exitContext: optional(
      text('Context in which a caller may dial one digit to leave.', { max: 39, format: contextName }),
    ),
    serviceLevelSeconds: initially(seconds('servicelevel of Asterisk itself; figures of ours go by thresholds.'), 0),
    thresholds: optional(
      group(
        'By what its waits are judged, from the moment of the change on; unset: 15, 5, 15 and 20 seconds, or what was set before the queue was configured.',
        'ConfiguredThresholds',
        {
          serviceLevelSeconds: limit('T of the service level: answered in time is wait <= T.'),
          shortAbandonSeconds: limit('An abandon after at most so many seconds is a short one.'),
          t1Seconds: limit('The first band of the periodic tables is wait < t1 (contact-center §5.9).'),
          t2Seconds: limit('The second band is t1 <= wait < t2.'),
        },
      ),
    ),
    boardLimits: optional(
      group(
        'From where on the live board warns; unset: 1 and 3 callers, 30 and 55 seconds (contact-center §8.3).',
        'BoardLimits',
        {
          waitingWarn: integer('So many callers wait: high.', [0, 10_000]),
          waitingAlarm: integer('So many: too high.', [0, 10_000]),
          longestWaitWarnSeconds: integer('One has waited so long, in seconds: high.', [0, mostThresholdSeconds]),
          longestWaitAlarmSeconds: integer('So long: too high.', [0, mostThresholdSeconds]),
        },
      ),
    ),
    memberTimeoutSeconds: initially(seconds('How long a member is rung, in seconds; 0: without limit.', 3600), 15),
    retrySeconds: initially(seconds('Time before the next attempt, in seconds.', 3600), 1),
    weight: initially(integer('Calls of the queue with the higher weight get shared members first.', [0, 1000]), 0),
    wrapUpSeconds: initially(seconds('Time between two calls of a member, in seconds.', 3600), 0),
    maxWaiting: initially(integer('How many calls may wait; 0: any number.', [0, 10_000]), 0),
    monitorFormat: optional(
      choice('Recording by Queue() itself (monitor-format).', 'MonitorFormat', ['wav', 'gsm', 'wav49']),
    ),
    joinEmpty: initially(
      list(
        choice('Members in these states do not count when a call wants to enter.', 'EmptyCondition', emptyConditions),
        { unique: true },
      ),
      notReachable,
    ),
    leaveWhenEmpty: initially(
      list(choice('Members in these states do not count for calls that wait.', 'EmptyCondition', emptyConditions), {
        unique: true,
      }),
      notReachable,
    ),
    ringInUse: flag('Members who are on a call are rung too.', false),
    reportHoldTime: flag('The member is told how long the caller waited.', false),
    memberDelaySeconds: initially(seconds('Silence before the member is connected.', 3600), 0),
    timeoutRestart: flag('The ring time of a member starts again when he is busy or congested.', false),
    autofill: flag('Several calls are given to several members at once.', true),
    autoPause: initially(
      choice('Whether a member who does not answer is paused: here, in all his queues, or not.', 'AutoPause', [
        'no',
        'yes',
        'all',
      ]),
      'no',
    ),
    setInterfaceVariables: flag('setinterfacevar', false),
    setEntryVariables: flag('setqueueentryvar: call history needs it.', true),
    setQueueVariables: flag('setqueuevar: call history needs it.', true),
    memberSubroutine: optional(
      text('Subroutine that runs on the channel of the member (membergosub).', { max: 39, format: contextName }),
    ),
    penaltyRule: optional(reference('How penalties change while a call waits (§7.7).', 'penaltyRule')),
    schedule: optional(reference('When it is open.', 'schedule')),

    divertWaitSeconds: optional(
      integer('A call is diverted when the estimated hold is longer, in seconds (§7.9).', [1, 86_400]),
    ),
    divertWaitTo: optional(destination('Where it then goes.')),
    divertRatio: optional(
      decimal('A call is diverted when (waiting + 1) / logged-in agents is greater (§7.9).', [0, 1000]),
    ),
    divertRatioTo: optional(destination('Where it then goes.')),

    qualifications: list(reference('How agents may qualify its calls.', 'qualification'), { unique: true }),
    recording: initially(
      choice('Whether its calls are recorded; on demand starts paused (§7.13).', 'RecordingMode', [
        'notRecorded',
        'recorded',
        'recordedOnDemand',
      ]),
      'notRecorded',
    ),
    recordingActive: flag('The switch of that mode.', true),
    dissuasionQueue: optional(
      reference('The one queue that supervisors may send calls to when they close this one (§7.10).', 'queue'),
    ),
    enabled: flag('Whether it is rendered.', true),
  },
  items: { members: { noun: 'Member', key: ['agent', 'user'] } },
  numberOf: ({ number: dialled, context }) =>
    dialled === null || context === null ? undefined : { number: dialled, context },
  check(queue, others) {
    return [
      ...(queue.name === 'general'
        ? [{ field: 'name', rule: 'reserved', message: 'general is a section of queues.conf; take another name' }]
        : []),
      ...numberWithoutContext(queue.number, queue.context),
      ...outsideRange(queue.number, queue.context, 'queue', others),
      ...entityElsewhere(queue.entity, queue.context, 'entity', others),
      ...queue.members.flatMap(({ agent, user }, i) =>
        (agent === null) === (user === null)
          ? [{ field: `members[${i}]`, rule: 'oneOf', message: 'a member is either an agent or a user' }]
          : [],
      ),
      ...queue.members.flatMap(({ user }, i) => (user === null ? [] : userMemberProblems(user, i, others))),
      ...(queue.dissuasionQueue === queue.name
        ? [
            {
              field: 'dissuasionQueue',
              rule: 'other',
              message: 'a queue that is closed cannot send its calls to itself',
            },
          ]
        : []),
      ...(queue.boardLimits ? limitsOutOfOrder(queue.boardLimits) : []),
      ...(queue.thresholds ? bandsOutOfOrder(queue.thresholds, 'thresholds.t2Seconds') : []),
      ...together('divertWaitSeconds', queue.divertWaitSeconds, 'divertWaitTo', queue.divertWaitTo),
      ...together('divertRatio', queue.divertRatio, 'divertRatioTo', queue.divertRatioTo),
    ]
  },
})

export type ConfiguredQueue = ObjectOf<typeof queues>

/** A user is a member on his main line; with a unique account it is undefined which of the two devices that is (§5.2). */
function userMemberProblems(key: string, i: number, others: OtherObjects): readonly Rejection[] {
  const user = others.get(users, key)
  if (!user) return []
  const refused = (rule: string, message: string) => [{ field: `members[${i}].user`, rule, message }]
  if (user.lines.length === 0) return refused('line', `user ${key} has no line to be rung on; give him one first`)
  return hasUniqueAccount(user, others)
    ? refused('uniqueAccount', `user ${key} has a unique account and cannot be a member; give him another line`)
    : []
}

const together = (a: string, first: unknown, b: string, second: unknown) =>
  (first === null) === (second === null)
    ? []
    : [{ field: first === null ? a : b, rule: 'together', message: `${a} and ${b} are given together or not at all` }]
