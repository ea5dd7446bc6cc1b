import { secondsOf } from '../../domain/kernel/time.ts'
import { boardFields } from './board-fields.ts'
import { builder } from '../schema/builder.ts'
import { described } from '../schema/enums.ts'
import { trunkBoard, type TrunkBoard, type TrunkLine } from '../live/trunk-board.ts'
import { watchTrunks } from '../live/watch.ts'
import { needs } from '../rights/rights.ts'
import { sitesAsked } from '../rights/sites-asked.ts'

const TrunkVerdictType = described('TrunkVerdict', 'Whether calls can be expected to pass a trunk.', {
  UP: 'It is registered, or the other side answers.',
  DOWN: 'It is not registered, the registration is refused, or the other side does not answer: `reason` says which.',
  UNKNOWN: 'Nothing tells: `reason` says why. It is never taken for UP.',
  DISABLED: 'It is not rendered.',
})

const RegistrationStatusType = described(
  'RegistrationStatus',
  'How the registration of a PBX with another system stands.',
  {
    REGISTERED: 'The other side has accepted it.',
    UNREGISTERED: 'Not asked yet, no answer, or taken back.',
    REJECTED: 'The other side refuses it.',
    STOPPED: 'Asterisk has given it up (before version 13.5).',
    UNKNOWN: 'Asterisk says something else.',
  },
)

const ReachabilityType = described('Reachability', 'Whether the other side answers when Asterisk asks it (qualify).', {
  REACHABLE: 'It answered the last time.',
  UNREACHABLE: 'It did not.',
  NOT_QUALIFIED: 'It is not asked: qualify is off.',
  UNKNOWN: 'It has not been asked yet.',
})

const BoardTrunkType = builder.objectRef<TrunkLine>('TrunkBoardTrunk').implement({
  description: 'A configured trunk, and how it stands now (pbx-configuration 9.3).',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    node: t.string({
      nullable: true,
      description: 'The PBX that it is on; null where no media server is configured.',
      resolve: ({ node }) => node ?? null,
    }),
    name: t.string({ description: 'Its name in the files.', resolve: ({ trunk }) => trunk.name }),
    displayName: t.string({
      nullable: true,
      description: 'Name for people, where it has one.',
      resolve: ({ trunk }) => trunk.displayName,
    }),
    state: t.field({
      type: TrunkVerdictType,
      description: 'The verdict.',
      resolve: ({ state }) => state.verdict,
    }),
    reason: t.string({
      description: 'What the verdict goes by, as a sentence for people.',
      resolve: ({ state }) => state.reason,
    }),
    since: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When that began. Null when it was so already when the PBX was first heard, or nothing is known.',
      resolve: ({ state }) => state.since,
    }),
    registration: t.field({
      type: RegistrationStatusType,
      nullable: true,
      description: 'Its registration with the other side; null when it has none, or nothing was told of it.',
      resolve: ({ state }) => state.registration,
    }),
    reachability: t.field({
      type: ReachabilityType,
      nullable: true,
      description: 'Whether the other side answers; null when nothing was told. Of several contacts the best.',
      resolve: ({ state }) => state.reachability,
    }),
    roundTripMs: t.float({
      nullable: true,
      description: 'How long its last answer took, in milliseconds.',
      resolve: ({ state }) => (state.roundTripMicros === null ? null : secondsOf(state.roundTripMicros) * 1000),
    }),
  }),
})

const TrunkBoardType = builder.objectRef<TrunkBoard>('TrunkBoard').implement({
  description: 'The trunks now. The same answer as a query and as a subscription.',
  fields: t => ({
    ...boardFields(t),
    trunks: t.expose('trunks', {
      type: [BoardTrunkType],
      description: 'The configured trunks of the sites that you may see and have asked for, by site and name.',
      extensions: { rows: 100 },
    }),
  }),
})

const args = builder.args(t => ({
  sites: t.stringList({ description: 'Short names of sites; all that you may see when left out.' }),
}))

builder.queryField('trunkBoard', t =>
  t.field({
    type: TrunkBoardType,
    description: 'How the trunks stand, once: registered, reachable, or why nobody knows.',
    args,
    extensions: { ...needs('readTrunks'), cost: 20 },
    resolve: async (_, { sites }, context) => trunkBoard(context, await sitesAsked(context, sites)),
  }),
)

builder.subscriptionField('trunkBoard', t =>
  t.field({
    type: TrunkBoardType,
    description: 'How the trunks stand, pushed: at once, after every change, and every five seconds.',
    args,
    extensions: { ...needs('readTrunks'), cost: 20 },
    subscribe: (_, { sites }, context) => watchTrunks(context, sites),
    resolve: board => board,
  }),
)
