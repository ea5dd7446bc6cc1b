import { builder } from '../schema/builder.ts'
import { shownCounts, type SourceHealth } from './source-health.ts'

const SourceStateType = builder.enumType('SourceState', {
  description: 'Whether rows of a source can be expected to be there.',
  values: {
    LIVE: { description: 'Followed, and everything that it has written is here.' },
    LATE: { description: 'Followed, but behind: it has written more than is here.' },
    DOWN: { description: 'Nothing comes: it cannot be read, or nobody follows it. Figures of its site stand still.' },
    FINISHED: { description: 'Imported once and not followed: nothing more is expected.' },
  } as const,
})

export const FactKindType = builder.enumType('FactKind', {
  description: 'What kind of rows a source gives.',
  values: {
    QUEUE_LOG: { value: 'queue_log', description: 'Rows of queue_log.' },
    CEL: { value: 'cel', description: 'Rows of channel event logging (CEL).' },
    AMI: { value: 'ami', description: 'Events of the manager interface (AMI).' },
  } as const,
})

const ofWholeSite = 'null: some queues or agents of the site are hidden from you.'

export const SourceHealthType = builder.objectRef<SourceHealth>('Source').implement({
  description: 'One kind of fact from one PBX node: how much came, how new it is, whether more comes.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    node: t.exposeString('node', { description: 'PBX node of the site.' }),
    kind: t.expose('kind', { type: FactKindType, description: 'Kind of fact.' }),
    names: t.exposeStringList('names', {
      description: 'Names of the configured sources that give it; empty when it was imported.',
    }),
    state: t.expose('state', { type: SourceStateType, description: 'Whether more comes.' }),
    lagSeconds: t.exposeFloat('lagSeconds', {
      nullable: true,
      description: 'Seconds that we are behind what the source has written; null when that is not known.',
    }),
    problem: t.exposeString('problem', { nullable: true, description: 'Why it is late or down, and what to do.' }),
    rows: t.int({
      nullable: true,
      description: `Rows understood and stored so far; ${ofWholeSite}`,
      resolve: (source, _, { may }) => shownCounts(source, may)?.rows,
    }),
    quarantined: t.int({
      nullable: true,
      description: `Rows that no parser has understood so far; ${ofWholeSite}`,
      resolve: (source, _, { may }) => shownCounts(source, may)?.quarantined,
    }),
    unknownEvents: t.int({
      nullable: true,
      description: `Rows with an event name that is not in the vocabulary: stored, counted nowhere; ${ofWholeSite}`,
      resolve: (source, _, { may }) => shownCounts(source, may)?.unknownEvents,
    }),
    lastEventAt: t.expose('lastEventAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the newest row was written, by the clock of the PBX.',
    }),
    lastRecordedAt: t.expose('lastRecordedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the last row was stored, by our clock.',
    }),
    demo: t.exposeBoolean('demo', {
      description: 'The simulator invents these rows: nothing shown of the site is real.',
    }),
  }),
})
