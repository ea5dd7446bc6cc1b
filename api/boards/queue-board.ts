import { StandstillType } from './standstill-type.ts'
import { secondsOf } from '../../domain/kernel/time.ts'
import { ratioOf } from '../../domain/metrics/definition.ts'
import type { LiveCounters } from '../../domain/metrics/live.ts'
import { boardFields } from './board-fields.ts'
import { builder } from '../schema/builder.ts'
import { colourLimitsOf, ColourLimitsType } from './colour-limits.ts'
import { badInput } from '../schema/errors.ts'
import { figureText } from '../statistics/figures.ts'
import { watchQueues } from '../live/watch.ts'
import { liveServiceLevelOf } from '../live/live-service-level.ts'
import { queueBoard, type QueueBoard, type QueueLine } from '../live/queue-board.ts'
import { QueueOpeningType } from '../queues/queue-opening-type.ts'
import { needs } from '../rights/rights.ts'
import { ServiceLevelType } from '../statistics/service-level-type.ts'
import { ThresholdsType } from '../queues/thresholds-type.ts'

const mostThresholds = 10

const text = (name: string) => figureText('live queue', name)

interface ThresholdLine {
  readonly counters: LiveCounters
  readonly seconds: number
}

const ThresholdCountersType = builder.objectRef<ThresholdLine>('ThresholdCounters').implement({
  description: 'Counters of one published threshold (contact-center 8.1, 8.2). 15 seconds is always published.',
  fields: t => ({
    thresholdSeconds: t.exposeFloat('seconds', {
      description: 'XX, in seconds. Strict, unlike the service level: before is wait < XX.',
    }),
    answeredBefore: t.int({
      description: 'Calls answered with wait < XX.',
      resolve: ({ counters, seconds }) => counters.answeredBefore.get(seconds) ?? 0,
    }),
    abandonedAfter: t.int({
      description: 'Calls abandoned with wait >= XX.',
      resolve: ({ counters, seconds }) => counters.abandonedAfter.get(seconds) ?? 0,
    }),
    answeredBeforeRate: t.float({
      nullable: true,
      description:
        'PercentageAnsweredBeforeXX as a share: answeredBefore / entered. Null when no call has entered; may pass 1 after midnight.',
      resolve: ({ counters, seconds }) => ratioOf(counters.answeredBefore.get(seconds) ?? 0, counters.entered),
    }),
    abandonedAfterRate: t.float({
      nullable: true,
      description:
        'PercentageAbandonedAfterXX as a share: abandonedAfter / entered. Null when no call has entered; may pass 1 after midnight.',
      resolve: ({ counters, seconds }) => ratioOf(counters.abandonedAfter.get(seconds) ?? 0, counters.entered),
    }),
  }),
})

interface CountersLine {
  readonly counters: LiveCounters
  readonly line: QueueLine
}

const QueueCountersType = builder.objectRef<CountersLine>('QueueCounters').implement({
  description:
    'What happened in a queue since the midnight of its site, or in the last 60 minutes (contact-center 8.1).',
  fields: t => {
    const counter = (name: keyof LiveCounters & keyof Pick<LiveCounters, CounterName>) =>
      t.int({ description: text(name), resolve: ({ counters }) => counters[name] })
    return {
      entered: counter('entered'),
      answered: counter('answered'),
      abandoned: counter('abandoned'),
      shortAbandoned: counter('shortAbandoned'),
      timedOut: counter('timedOut'),
      otherExits: counter('otherExits'),
      unserved: counter('unserved'),
      closed: counter('closed'),
      refused: counter('refused'),
      answeredInTime: counter('answeredInTime'),
      abandonedInTime: counter('abandonedInTime'),
      serviceLevel: t.field({
        type: ServiceLevelType,
        description: text('serviceLevel'),
        resolve: ({ counters, line: { row, thresholds } }) =>
          liveServiceLevelOf(counters, row.waitingTooLong, thresholds.serviceLevelSeconds),
      }),
      thresholds: t.field({
        type: [ThresholdCountersType],
        description: 'The counters of each published threshold, ascending.',
        resolve: ({ counters }) =>
          [...counters.answeredBefore.keys()].sort((a, b) => a - b).map(seconds => ({ counters, seconds })),
      }),
    }
  },
})

type CounterName = { [K in keyof LiveCounters]: LiveCounters[K] extends number ? K : never }[keyof LiveCounters]

const QueueBoardQueueType = builder.objectRef<QueueLine>('QueueBoardQueue').implement({
  description: 'A queue now.',
  fields: t => ({
    site: t.string({ description: 'Short name of the site.', resolve: ({ row }) => row.site }),
    queue: t.string({ description: 'Technical name of the queue.', resolve: ({ row }) => row.queue }),
    queueDisplayName: t.string({
      nullable: true,
      description: 'Name for people; null where none is configured.',
      resolve: ({ displayName }) => displayName,
    }),
    demo: t.exposeBoolean('demo', { description: 'The simulator invents the calls of this queue.' }),
    holdQueueOf: t.exposeString('holdQueueOf', {
      nullable: true,
      description:
        'Technical name of the queue whose operators leave callers in this one, `reception` of `reception_hold` (contact-center 6.7); null: it is no hold queue. What came in here came in there before: leave it out of sums, as queueStatistics does.',
    }),
    standstill: t.field({
      type: StandstillType,
      nullable: true,
      description: 'Why this is not what holds now; null: it is.',
      resolve: ({ standstill }) => standstill,
    }),
    waiting: t.int({ description: text('waiting'), resolve: ({ row }) => row.waiting }),
    waitingTooLong: t.int({ description: text('waitingTooLong'), resolve: ({ row }) => row.waitingTooLong }),
    oldestEntryAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Entry of the caller who waits longest; null when nobody waits. Count from here to show a running clock.',
      resolve: ({ row }) => row.oldestEntryAt,
    }),
    longestWaitSeconds: t.float({
      nullable: true,
      description: text('longestWaitSeconds'),
      resolve: ({ row, now }) => (row.oldestEntryAt === null ? null : Math.max(0, secondsOf(now - row.oldestEntryAt))),
    }),
    estimatedWaitSeconds: t.float({
      nullable: true,
      description: text('estimatedWaitSeconds'),
      resolve: ({ row }) => (row.estimatedWait === null ? null : secondsOf(row.estimatedWait)),
    }),
    talking: t.int({ description: text('talking'), resolve: ({ row }) => row.talking }),
    loggedAgents: t.int({ description: text('loggedAgents'), resolve: ({ staffing }) => staffing.logged }),
    availableAgents: t.int({ description: text('availableAgents'), resolve: ({ staffing }) => staffing.available }),
    talkingAgents: t.int({ description: text('talkingAgents'), resolve: ({ staffing }) => staffing.talking }),
    ringingAgents: t.int({ description: text('ringingAgents'), resolve: ({ staffing }) => staffing.ringing }),
    pausedAgents: t.int({ description: text('pausedAgents'), resolve: ({ staffing }) => staffing.paused }),
    otherCallAgents: t.int({
      description: text('otherCallAgents'),
      resolve: ({ staffing }) => staffing.otherCall,
    }),
    unreachableAgents: t.int({
      description: text('unreachableAgents'),
      resolve: ({ staffing }) => staffing.unreachable,
    }),
    wrapUpAgents: t.int({ description: text('wrapUpAgents'), resolve: ({ staffing }) => staffing.wrapUp }),
    today: t.field({
      type: QueueCountersType,
      description: 'Since the midnight of the site.',
      resolve: line => ({ counters: line.row.today, line }),
    }),
    lastHour: t.field({
      type: QueueCountersType,
      description: 'In the last 60 minutes, sliding.',
      resolve: line => ({ counters: line.row.lastHour, line }),
    }),
    opening: t.field({
      type: QueueOpeningType,
      nullable: true,
      description: 'Whether it is open by its schedule; null when it goes by none, and is always open.',
      resolve: ({ opening }) => opening ?? null,
    }),
    thresholds: t.expose('thresholds', { type: ThresholdsType, description: 'What waits are judged by now.' }),
    colourLimits: t.field({
      type: ColourLimitsType,
      description: 'From where on the board warns, as its configuration says it now (boardLimits).',
      resolve: ({ boardLimits }) => colourLimitsOf(boardLimits),
    }),
  }),
})

const QueueBoardType = builder.objectRef<QueueBoard>('QueueBoard').implement({
  description: 'The queues now (contact-center 8.1). The same answer as a query and as a subscription.',
  fields: t => ({
    ...boardFields(t),
    queues: t.expose('queues', {
      type: [QueueBoardQueueType],
      description: 'The queues that you may see and have asked for, by site and name.',
      extensions: { rows: 100 },
    }),
  }),
})

const args = builder.args(t => ({
  queues: t.stringList({
    description: 'Technical names, `sales` or `paris/sales`; all that you may see when left out.',
  }),
  thresholdSeconds: t.intList({
    description: `Thresholds XX to publish besides 15, in seconds, at most ${mostThresholds} (contact-center 8.2).`,
  }),
}))

/** @throws BAD_USER_INPUT for too many, or for what is no wait */
function thresholdsAsked(seconds: readonly number[] | null | undefined): readonly number[] {
  const asked = [...new Set(seconds)].sort((a, b) => a - b)
  if (asked.length <= mostThresholds && asked.every(each => each >= 1 && each <= 86_400)) return asked
  const example = `give at most ${mostThresholds} thresholds of 1 to 86400 whole seconds, e.g. [10, 30]`
  throw badInput('thresholdSeconds', example)
}

builder.queryField('queueBoard', t =>
  t.field({
    type: QueueBoardType,
    description: 'The live queues, once.',
    args,
    extensions: { ...needs('readBoards'), cost: 50 },
    resolve: async (_, { queues, thresholdSeconds }, context) =>
      queueBoard(context, await context.may.queues(queues), thresholdsAsked(thresholdSeconds)),
  }),
)

builder.subscriptionField('queueBoard', t =>
  t.field({
    type: QueueBoardType,
    description:
      'The live queues, pushed: at once, after every change (at most five times a second), and every five seconds.',
    args,
    extensions: { ...needs('readBoards'), cost: 50 },
    subscribe: (_, { queues, thresholdSeconds }, context) =>
      watchQueues(context, queues, thresholdsAsked(thresholdSeconds)),
    resolve: board => board,
  }),
)
