import type { ConfigurationEvent, PhoneOrigin } from '../../domain/configuration/configuration.ts'
import {
  changeSetTag,
  configurationStream,
  objectTag,
  type ChangeSetApplied,
} from '../../domain/configuration/history.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { batched } from '../schema/batched.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from '../schema/errors.ts'
import { pageOf } from '../schema/page-size.ts'
import { needs, ofOwnEntities } from '../rights/rights.ts'
import { objectNamed } from './configuration-type.ts'
import { configurationAt } from './moment.ts'
import { redacted } from './redacted.ts'
import { siteOf } from './site.ts'

/** One event of one object, with why it came about. */
export interface Change {
  readonly site: string
  readonly event: RecordedEvent
  readonly change: ConfigurationEvent
  readonly cursor: string
}

interface FieldChangeRow {
  readonly field: string
  readonly from: unknown
  readonly to: unknown
}

const FieldChangeType = builder.objectRef<FieldChangeRow>('FieldChange').implement({
  description: 'What a field was and what it became. Secrets are left out.',
  fields: t => ({
    field: t.exposeString('field', { description: 'Name of the field.' }),
    from: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Before; null: unset, or not there.',
      resolve: ({ from }) => redacted(from),
    }),
    to: t.field({
      type: 'JSON',
      nullable: true,
      description: 'After; null: unset, or not there.',
      resolve: ({ to }) => redacted(to),
    }),
  }),
})

const ChangeSourceType = builder.enumType('ChangeSource', {
  description: 'How a change of the configuration was decided.',
  values: {
    ADMINISTRATION: { description: 'By an administrator, with any of his tools.' },
    PHONE: { description: 'By somebody at his phone, with a feature code or a key; the PBX told it.' },
  } as const,
})

const PhoneOriginType = builder.objectRef<PhoneOrigin>('PhoneOrigin').implement({
  description: 'The phone by which something was switched.',
  fields: t => ({
    node: t.exposeString('node', { description: 'The PBX node that told it.' }),
    line: t.exposeString('line', { description: 'The line that dialled.' }),
    at: t.field({ type: 'DateTime', description: 'When, on the clock of the PBX.', resolve: ({ at }) => at }),
  }),
})

export const ChangeType = builder.objectRef<Change>('Change').implement({
  description: 'One change of one configured object: who, when, from what, to what and why.',
  fields: t => ({
    position: t.field({ type: 'Position', description: 'Place in the log.', resolve: ({ event }) => event.position }),
    at: t.field({
      type: 'DateTime',
      description: 'When it was decided, or taken in from a phone.',
      resolve: ({ event }) => event.occurredAt,
    }),
    actor: t.string({ nullable: true, description: 'Who decided it.', resolve: ({ event }) => event.actor ?? null }),
    source: t.field({
      type: ChangeSourceType,
      description: 'How it was decided.',
      resolve: ({ change }) => (change.source === 'phone' ? 'PHONE' : 'ADMINISTRATION'),
    }),
    phone: t.field({
      type: PhoneOriginType,
      nullable: true,
      description: 'By whose phone, where the source is PHONE.',
      resolve: ({ change }) => change.phone ?? null,
    }),
    changeSetId: t.id({
      nullable: true,
      description: 'The change set that it belongs to.',
      resolve: ({ event }) => event.correlationId ?? null,
    }),
    comment: t.string({
      nullable: true,
      description: 'Why, in the words of who decided it.',
      extensions: { cost: 2 },
      resolve: ({ event: { correlationId } }, _, context) =>
        correlationId === undefined ? null : commentOf(context, correlationId),
    }),
    type: t.string({ description: 'E.g. QueueMemberAdded.', resolve: ({ change }) => change.type }),
    kind: t.string({ description: 'Kind of the object.', resolve: ({ change }) => change.kind }),
    key: t.string({ description: 'Key of the object.', resolve: ({ change }) => change.key }),
    object: t.string({
      description: 'Name of the object within the configuration, with its site: unlike the key it is never used again.',
      resolve: ({ site, change }) => `${site}/${change.id}`,
    }),
    fields: t.field({
      type: [FieldChangeType],
      description: 'Which fields changed. Of a definition: all that it said; of an entry of a list: the list’s name.',
      resolve: ({ change }) => fieldsOf(change),
    }),
  }),
})

function fieldsOf(change: ConfigurationEvent): FieldChangeRow[] {
  switch (change.change) {
    case 'defined':
      return Object.entries(change.value).map(([field, to]) => ({ field, from: null, to }))
    case 'changed':
      return Object.entries(change.changes).map(([field, { from, to }]) => ({ field, from, to }))
    case 'removed':
      return []
    case 'itemAdded':
      return [{ field: change.list, from: null, to: change.item }]
    case 'itemChanged':
      return [{ field: change.list, from: change.was, to: change.item }]
    case 'itemRemoved':
      return [{ field: change.list, from: change.item, to: null }]
  }
}

/** Of a change set that made many changes of a page it is asked for once. */
const commentOf = batched<string, string | null>(
  changeSetId => changeSetId,
  ({ store }, changeSetIds) => Promise.all(changeSetIds.map(id => commentIn(store, id))),
)

async function commentIn(store: Pick<EventStore, 'readTagged'>, changeSetId: string): Promise<string | null> {
  for await (const { events } of store.readTagged([changeSetTag(changeSetId)]))
    for (const { data } of events) return (data as unknown as ChangeSetApplied).comment
  return null
}

const ChangeConnection = builder.connectionObject(
  { type: ChangeType, name: 'ChangeConnection', description: 'A page of changes.' },
  { name: 'ChangeEdge', description: 'A change with its cursor.' },
)

builder.queryField('configurationHistory', t =>
  t.field({
    type: ChangeConnection,
    description: 'What was changed, newest first: of one object, or of everything at a site.',
    args: {
      object: t.arg.globalID({ description: 'Global id of a configured object; everything when left out.' }),
      site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }),
      ...pageArgs,
    },
    extensions: { ...needs('readConfiguration', ofOwnEntities), cost: 20 },
    resolve: async (_, { object, site: named, ...page }, context) => {
      const { first, after } = pageOf(page)
      const before = after === undefined ? undefined : revisionIn(after)
      const subject = object ? objectNamed(object.id) : undefined
      const site = subject?.site ?? (await siteOf(context, named))
      const isOwn = await ownObjects(context, site)
      const changes: Change[] = []
      const pages = subject ? objectPages(context, site, subject.objectId) : sitePages(context, site, before)
      reading: for await (const events of pages)
        for (const event of events) {
          const data = event.data as unknown as ConfigurationEvent | ChangeSetApplied
          if (!('change' in data) || !isOwn(data.id) || (before !== undefined && event.revision >= before)) continue
          changes.push({ site, event, change: data, cursor: Buffer.from(String(event.revision)).toString('base64url') })
          if (changes.length > first) break reading
        }
      const rows = changes.slice(0, first)
      const fresh = { position: await context.store.lastPosition(), dataAge: () => Promise.resolve(null) }
      return connectionOf({ rows, hasNextPage: changes.length > first }, fresh, after)
    },
  }),
)

/** Who is limited to entities gets the history of what is theirs now. What was removed is nobody's any more. */
async function ownObjects(context: ApiContext, site: string): Promise<(id: string) => boolean> {
  if (context.may.entities(site) === 'all') return () => true
  const { configuration } = await configurationAt(context, site, undefined)
  const ids = new Set([...configuration.objects.values()].flatMap(ofKind => [...ofKind.values()].map(({ id }) => id)))
  return id => ids.has(id)
}

function revisionIn(cursor: string): number {
  const revision = Number(Buffer.from(cursor, 'base64url').toString())
  if (Number.isSafeInteger(revision)) return revision
  throw badInput('after', 'this is no cursor of configurationHistory; pass one that an answer gave you')
}

async function* sitePages({ store }: Pick<ApiContext, 'store'>, site: string, before: number | undefined) {
  if (before === 0) return
  const from = before === undefined ? {} : { from: before - 1 }
  for await (const { events } of store.readStream(configurationStream(site), { direction: 'backwards', ...from }))
    yield events
}

/** An object has few events: all are read, the newest first. */
async function* objectPages({ store }: Pick<ApiContext, 'store'>, site: string, id: string) {
  const all: RecordedEvent[] = []
  for await (const { events } of store.readTagged([objectTag(site, id)])) all.push(...events)
  yield all.reverse()
}
