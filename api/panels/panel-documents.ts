import type { CallInQuestion } from '../../domain/access/recordings.ts'
import { reading, secondsOrNull, type PanelDocument } from '../../domain/panels/document.ts'
import type { PanelPlace } from '../../domain/panels/panel-index.ts'
import { cursorOf, keyOfCursor } from '../../projections/cursor.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import { pageOf } from '../schema/page-size.ts'
import { needs } from '../rights/rights.ts'
import { PanelDocumentsType } from './enums.ts'
import { panelFilter, PanelFilterInput, panelFreshness, panelScope } from './panel-input.ts'

const PanelDocumentType = builder.objectRef<PanelDocument>('PanelDocument').implement({
  description: 'A row of queue_log, a stay in a queue or a call, as the index behind the panels has it.',
  fields: t => ({
    documents: t.expose('kind', { type: PanelDocumentsType, description: 'What it is.' }),
    documentId: t.exposeString('id', {
      description:
        'Names it among its kind: site/node/position of a row, site/node/callid/number of a visit, site/node/callid of a call.',
    }),
    version: t.expose('version', {
      type: 'Position',
      description: 'Position of the last event of the log that had a say in it.',
    }),
    at: t.expose('at', {
      type: 'DateTime',
      description: 'Time of the row, entry of the visit, beginning of the call: by the clock of the PBX.',
    }),
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    queues: t.exposeStringList('queues', { description: 'Its queues: `paris/sales`.' }),
    queueDisplayNames: t.exposeStringList('queueNames', {
      description:
        'What each of them was called then: `paris/Sales Europe`; the technical name where none was configured.',
    }),
    agents: t.exposeStringList('agents', { description: 'Its agents: `paris/Agent/8001`.' }),
    groups: t.stringList({
      description: 'The groups that they were in then: `paris/days`, each once.',
      resolve: ({ groups }) => [...new Set(groups.flatMap(group => group ?? []))],
    }),
    event: t.exposeString('event', { nullable: true, description: 'Event of queue_log. Null: it is no row.' }),
    outcome: t.exposeString('outcome', {
      nullable: true,
      description: 'How the visit (VisitOutcome) or the call (CallOutcome) ended. Null: it is a row.',
    }),
    direction: t.exposeString('direction', {
      nullable: true,
      description: 'Where the call went (Direction). Null: it is no call.',
    }),
    waitSeconds: t.float({
      nullable: true,
      description: 'Wait: exact of visits and calls; of a row what it states, in whole seconds. Null: nothing tells.',
      resolve: ({ wait }) => secondsOrNull(wait),
    }),
    talkSeconds: t.float({
      nullable: true,
      description: 'Talk: exact of visits and calls; of a row what it states, in whole seconds. Null: nothing tells.',
      resolve: ({ talk }) => secondsOrNull(talk),
    }),
    excluded: t.exposeBoolean('excluded', {
      description: 'Its call was excluded from the figures (excludeCall): it counts only WITH those calls.',
    }),
    attributes: t.field({
      type: 'JSON',
      resolve: (document, _, { may }) => {
        const { recorded, ...others } = document.attributes
        return recorded === undefined || may.hear(calledIn(document)) ? document.attributes : others
      },
      description:
        'What a panel shows of it, by the names of the original index: queuedisplayname, agentname, groupname, queuetime and more (contact-center 8.5). What is not known is not there.',
    }),
  }),
})

/** The call of a document, as far as it is asked for to know whose it is. */
const calledIn = ({ site, queues, direction, at, attributes }: PanelDocument): CallInQuestion => ({
  site,
  queues: queues.map(queue => queue.slice(site.length + 1)),
  direction: direction ?? '',
  calledNumber: typeof attributes['callednumber'] === 'string' ? attributes['callednumber'] : null,
  startedAt: at,
})

const PanelDocumentConnection = builder.connectionObject(
  { type: PanelDocumentType, name: 'PanelDocumentConnection', description: 'A page of documents behind the panels.' },
  { name: 'PanelDocumentEdge', description: 'A document with its cursor.' },
)

builder.queryField('panelDocuments', t =>
  t.field({
    type: PanelDocumentConnection,
    description:
      'The rows, visits or calls behind a panel, the newest first: those that `panel` counts with the same filter. Rows of queue_log need the right to read raw events.',
    args: {
      documents: t.arg({ type: PanelDocumentsType, required: true, description: 'What is asked for.' }),
      filter: t.arg({ type: PanelFilterInput, required: true, description: 'Which of them.' }),
      ...pageArgs,
    },
    extensions: { ...needs('readStatistics'), cost: 100 },
    resolve: async (_, { documents, filter, ...page }, context) => {
      context.may.do(reading[documents])
      const { first, after } = pageOf(page)
      const asked = await panelFilter(documents, filter, 'TOTAL', await panelScope(context, filter.entities), context)
      const fresh = await panelFreshness(context)
      const { documents: found, next } = await context.panels.search(asked, {
        first,
        ...(after === undefined ? {} : { after: placeOf(after) }),
      })
      const rows = found.map(document => ({ ...document, cursor: cursorOf([document.at, document.id]) }))
      return connectionOf({ rows, hasNextPage: next !== undefined }, fresh, after)
    },
  }),
)

/** @throws InvalidCursor */
function placeOf(cursor: string): PanelPlace {
  const [at, id] = keyOfCursor(cursor, [0, ''])
  return { at: Number(at), id: String(id) }
}
