import { secondsOf } from '../../domain/kernel/time.ts'
import { ratioOf } from '../../domain/metrics/definition.ts'
import { switchboardsIn, type Switchboard } from '../../domain/queues/hold-queues.ts'
import type { SwitchboardFigures } from '../../projections/queue-visits/queries/switchboards.ts'
import { builder } from '../schema/builder.ts'
import { excludedArg } from '../schema/enums.ts'
import { checkedPeriod, PeriodInput } from '../schema/period.ts'
import { needs } from '../rights/rights.ts'

type Line = Switchboard & SwitchboardFigures

const SwitchboardStatisticsType = builder.objectRef<Line>('SwitchboardStatistics').implement({
  description:
    'Figures of a switchboard: an incoming queue whose operators leave callers in its hold queues, `<queue>_hold` or `<queue>_hold_<agent number>` (contact-center 6.7). A call counts once, by its entry into the incoming queue.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    queue: t.exposeString('name', { description: 'Technical name of the incoming queue.' }),
    holdQueues: t.exposeStringList('holdQueues', { description: 'Technical names of its hold queues.' }),
    offered: t.exposeInt('offered', {
      description: 'Calls that came, those that were refused included, without those while it was closed.',
    }),
    answered: t.exposeInt('answered', { description: 'Calls that an operator took.' }),
    transferred: t.exposeInt('transferred', {
      description: 'Of them those that were passed on to somebody. To be left on hold is no transfer.',
    }),
    abandoned: t.exposeInt('abandoned', {
      description: 'Calls whose caller hung up while he waited, for an operator or on hold.',
    }),
    diverted: t.exposeInt('diverted', {
      description:
        'Calls that were sent elsewhere: full, no operators on arrival, diverted by ratio or wait, at the longest wait, or when the operators were gone.',
    }),
    averageWaitSeconds: t.float({
      nullable: true,
      description:
        'Mean of the time in the incoming and the hold queues of the calls that entered, in seconds. Null: none did.',
      resolve: ({ wait, entered }) => ratioOf(secondsOf(wait), entered),
    }),
  }),
})

builder.queryField('switchboardStatistics', t =>
  t.field({
    type: [SwitchboardStatisticsType],
    description:
      'What became of the calls of switchboards in a period: of every queue that has hold queues, or of those that are named.',
    args: {
      period: t.arg({ type: PeriodInput, required: true, description: 'From when to when, by the entry.' }),
      queues: t.arg.stringList({
        description:
          'Technical names of incoming queues; all that have hold queues and that you may see when left out.',
      }),
      excluded: t.arg(excludedArg),
    },
    extensions: { ...needs('readStatistics'), cost: 500, rows: 100 },
    resolve: async (_, { period, queues, excluded }, { may, reports }): Promise<readonly Line[]> => {
      const scope = await may.queues(queues)
      const isSeen = ({ site, name }: Switchboard) =>
        scope === 'all' || scope.some(one => one.site === site && one.name === name)
      const switchboards = switchboardsIn(await reports.knownQueues()).filter(
        one => isSeen(one) && (queues ? true : one.holdQueues.length > 0),
      )
      const figures = await reports.switchboardFigures({
        period: checkedPeriod(period),
        switchboards,
        withExcluded: excluded === 'WITH',
      })
      return figures.flatMap((one, index) => {
        const switchboard = switchboards[index]
        return switchboard ? [{ ...switchboard, ...one }] : []
      })
    },
  }),
)
