import SchemaBuilder from '@pothos/core'
import RelayPlugin from '@pothos/plugin-relay'
import { isObjectType, type GraphQLSchema } from 'graphql/index.js'
import type { Position } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from './errors.ts'
import type { Freshness } from './freshness.ts'
import { needs } from '../rights/rights.ts'

const mostNodes = 100

export interface ApiTypes {
  Context: ApiContext
  Connection: { readonly freshness: Freshness }
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: Micros; Output: Micros }
    TimeZone: { Input: string; Output: string }
    Position: { Input: Position; Output: Position }
    JSON: { Input: Json; Output: Json }
  }
}

/** @throws BAD_USER_INPUT for what is no id of ours */
function decodeGlobalID(globalId: string): { typename: string; id: string } {
  const text = Buffer.from(globalId, 'base64').toString()
  const colon = text.indexOf(':')
  if (colon < 1) throw badInput('id', `"${globalId.slice(0, 60)}" is no global id; pass one that an answer gave you`)
  return { typename: text.slice(0, colon), id: text.slice(colon + 1) }
}

function checkedNode<Id extends { readonly typename: string }>(schema: GraphQLSchema, id: Id): Id {
  const type = schema.getType(id.typename)
  if (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')) return id
  throw badInput('id', `nothing of type ${id.typename} can be fetched by an id`)
}

/** Modules add their types and fields to it when they are imported; api/schema.ts imports them all. */
export const builder = new SchemaBuilder<ApiTypes>({
  plugins: [RelayPlugin],
  defaultFieldNullability: false,
  relay: {
    decodeGlobalID,
    nodeTypeOptions: { description: 'Anything that can be fetched again by its global id.' },
    idFieldOptions: { description: 'Global id: opaque, stable, unique over all types.' },
    nodeQueryOptions: {
      description: 'The object with this global id; null when there is none or it is not yours to see.',
      args: { id: { description: 'Global id as an answer gave it.' } },
      extensions: { ...needs('token'), cost: 20 },
      resolve: (_, { id }, __, { schema }, resolveNode) => resolveNode(checkedNode(schema, id)),
    },
    nodesQueryOptions: {
      description:
        'The objects with these global ids, in their order; null in the place of each that is not there for you.',
      args: { ids: { description: `Global ids as answers gave them, at most ${mostNodes}.` } },
      extensions: { ...needs('token'), cost: 1000, rows: mostNodes },
      resolve: (_, { ids }, __, { schema }, resolveNodes) => {
        if (ids.length > mostNodes)
          throw badInput('ids', `${ids.length} objects cannot be had at once; ask for ${mostNodes}`)
        return resolveNodes(ids.map(id => checkedNode(schema, id)))
      },
    },
    pageInfoTypeOptions: { description: 'Where a page of a connection lies in the whole.' },
    hasNextPageFieldOptions: { description: 'There are more rows behind `endCursor`.' },
    hasPreviousPageFieldOptions: { description: 'There are rows before `startCursor`.' },
    startCursorFieldOptions: { description: 'Cursor of the first row of this page; null when it is empty.' },
    endCursorFieldOptions: {
      description: 'Cursor of the last row of this page; pass it as `after` to go on. Null when the page is empty.',
    },
    cursorFieldOptions: { description: 'Opaque place of the row: pass it as `after` or `before`.' },
    nodeFieldOptions: { description: 'The row itself.' },
    pageInfoFieldOptions: { description: 'Where this page lies in the whole.' },
    edgesFieldOptions: { description: 'The rows of this page with their cursors.' },
  },
})

builder.queryType({ description: 'Everything that can be asked. Every field needs a token with the right for it.' })
builder.mutationType({
  description:
    'Commands. Each is decided, then stored as events: a refused one is no error, its `rejections` say which field broke which rule. Repeating a command changes nothing.',
})
builder.subscriptionType({
  description: 'The same answers, pushed. By graphql-transport-ws or by server-sent events at the path of the queries.',
})

builder.globalConnectionFields(t => ({
  position: t.field({
    type: 'Position',
    description: 'The answer holds every event up to this position of the log.',
    resolve: ({ freshness }) => freshness.position,
  }),
  dataAge: t.float({
    nullable: true,
    description:
      'Seconds since the newest fact that the PBX nodes of the sites concerned have sent. Null when nothing has come from them yet.',
    resolve: ({ freshness }) => freshness.dataAge(),
  }),
}))
