import type { ObjectRef } from '@pothos/core'
import type { Values } from '../../domain/configuration/check-value.ts'
import { objectsOf, type Configuration, type ConfiguredObject } from '../../domain/configuration/configuration.ts'
import { readingOf } from '../../domain/access/operations.ts'
import type { Target } from '../../domain/access/rights.ts'
import type { ConfigurationAt } from '../../domain/configuration/history.ts'
import { capitalised, singleKey, type ObjectKind } from '../../domain/configuration/kind.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import { badInput, forbidden } from '../schema/errors.ts'
import { pageOf } from '../schema/page-size.ts'
import { needs, ofOwnEntities } from '../rights/rights.ts'
import { configurationAt, AsOfInput } from './moment.ts'
import { addFields } from './object-types.ts'
import { siteOf } from './site.ts'

/** An object with where it was read: its global id says site and identity. */
export interface SiteObject {
  readonly site: string
  readonly kind: string
  readonly object: ConfiguredObject
}

export interface SiteConfiguration extends ConfigurationAt {
  readonly site: string
}

/** What objects of a kind are asked for by: cut to the entities of the asker, and opened by a name of their own. */
const reading = (kind: ObjectKind): Target => ({ ...ofOwnEntities(), names: [readingOf(kind)] })

/** On every field that gives objects of the kind. */
export const needsReading = (kind: ObjectKind) => needs('readConfiguration', () => reading(kind))

type SchemaTypes = typeof builder.$inferSchemaTypes

/** Site names hold no slash. */
const nameOfObject = ({ site, object }: SiteObject): string => `${site}/${object.id}`

/** The object type of each kind, e.g. QueueConfiguration. */
const typeOfKind = new Map<string, ObjectRef<SchemaTypes, SiteObject>>()
for (const kind of kinds.values()) {
  const type = builder.node(builder.objectRef<SiteObject>(`${capitalised(kind.name)}Configuration`), {
    description: kind.description,
    id: {
      resolve: nameOfObject,
      description: 'Global id. An object that is removed and defined anew has another one.',
    },
    loadWithoutCache: async (id, context) => {
      context.may.do('readConfiguration', reading(kind))
      const { site, objectId } = objectNamed(id)
      const { configuration } = await configurationAt(context, site, undefined)
      const object = objectsOf(configuration, kind).find(one => one.id === objectId)
      return object ? { site, kind: kind.name, object } : null
    },
    fields: t => ({
      key: t.string({
        description: 'What references to it hold.',
        resolve: ({ object }) => object.key,
      }),
      revision: t.int({
        description:
          'How often it was changed. A command with this expectedRevision is refused when somebody was faster.',
        resolve: ({ object }) => object.revision,
      }),
    }),
  })
  addFields(type, kind.fields, ({ object }) => object.value)
  typeOfKind.set(kind.name, type)
}

/** @throws BAD_USER_INPUT for what names no configured object */
export function objectNamed(id: string): { readonly site: string; readonly objectId: string } {
  const slash = id.indexOf('/')
  if (slash < 1) throw badInput('id', 'this is no id of a configured object; pass one that an answer gave you')
  return { site: id.slice(0, slash), objectId: id.slice(slash + 1) }
}

export function objectTypeOf(kind: ObjectKind): ObjectRef<SchemaTypes, SiteObject> {
  const type = typeOfKind.get(kind.name)
  if (!type) throw new Error(`${kind.name} has no type in the API`)
  return type
}

export const ConfigurationType = builder.objectRef<SiteConfiguration>('Configuration').implement({
  description: 'Everything that is configured at a site at one moment.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    position: t.expose('position', {
      type: 'Position',
      description:
        'Of the last change that it holds; pass it as `expectedPosition` of a change set. 0: nothing was ever configured.',
    }),
  }),
})

for (const kind of kinds.values()) {
  const type = objectTypeOf(kind)
  if (kind.key.length === 0)
    builder.objectField(ConfigurationType, kind.name, t =>
      t.field({
        type,
        description: kind.description,
        extensions: needsReading(kind),
        resolve: ({ site, configuration }) => ({ site, kind: kind.name, object: singleOf(configuration, kind) }),
      }),
    )
  else {
    builder.objectField(ConfigurationType, kind.name, t =>
      t.field({
        type,
        nullable: true,
        description: `The ${kind.name} with this key; null when there is none.`,
        args: { key: t.arg.string({ required: true, description: `Its ${kind.key.join('@')}.` }) },
        extensions: needsReading(kind),
        resolve: ({ site, configuration }, { key }) => {
          const object = configuration.objects.get(kind.name)?.get(key)
          return object ? { site, kind: kind.name, object } : null
        },
      }),
    )
    const connection = builder.connectionObject(
      { type, name: `${capitalised(kind.name)}ConfigurationConnection`, description: `A page of ${kind.plural}.` },
      { name: `${capitalised(kind.name)}ConfigurationEdge`, description: `One of ${kind.plural} with its cursor.` },
    )
    builder.objectField(ConfigurationType, kind.plural, t =>
      t.field({
        type: connection,
        description: `All of them, by key. ${kind.description}`,
        args: {
          search: t.arg.string({
            description: 'Only those that hold this text in one of their own texts, in any case.',
          }),
          ...pageArgs,
        },
        extensions: needsReading(kind),
        resolve: (parent, args) => pageOfKind(parent, kind, args),
      }),
    )
  }
}

interface KindPage {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly search?: string | null | undefined
}

export function pageOfKind({ site, configuration, position }: SiteConfiguration, kind: ObjectKind, args: KindPage) {
  const wanted = args.search?.toLocaleLowerCase()
  const all = objectsOf(configuration, kind).filter(({ value }) => wanted === undefined || holds(value, wanted))
  const { first, after } = pageOf(args)
  const from = after === undefined ? undefined : Buffer.from(after, 'base64url').toString()
  const behind = from === undefined ? all : all.filter(({ key }) => key > from)
  const rows = behind.slice(0, first).map(object => ({
    cursor: Buffer.from(object.key).toString('base64url'),
    site,
    kind: kind.name,
    object,
  }))
  const fresh = { position, dataAge: () => Promise.resolve(null) }
  return connectionOf({ rows, hasNextPage: behind.length > rows.length }, fresh, after)
}

const holds = (value: Values, text: string): boolean =>
  Object.values(value).some(one => typeof one === 'string' && one.toLocaleLowerCase().includes(text))

function singleOf(configuration: Configuration, kind: ObjectKind): ConfiguredObject {
  const object = configuration.objects.get(kind.name)?.get(singleKey)
  if (!object) throw forbidden(`${kind.name} is of the whole site, and you are limited to single entities of it`)
  return object
}

builder.queryField('configuration', t =>
  t.field({
    type: ConfigurationType,
    description: 'What is configured at a site, now or at any moment before.',
    args: {
      site: t.arg.string({ description: 'Short name of the site; may be left out where there is only one.' }),
      asOf: t.arg({ type: AsOfInput, description: 'The moment; now when left out.' }),
    },
    extensions: needs('readConfiguration', ofOwnEntities),
    resolve: async (_, { site: named, asOf }, context) => {
      const site = await siteOf(context, named)
      return { site, ...(await configurationAt(context, site, asOf)) }
    },
  }),
)
