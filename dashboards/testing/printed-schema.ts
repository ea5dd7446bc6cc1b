import { buildSchema, type GraphQLSchema } from 'graphql'
import { readFile } from 'node:fs/promises'

/** What the server has printed of itself: the only thing that the dashboards know of it. */
export async function printedSchema(): Promise<GraphQLSchema> {
  return buildSchema(await readFile(new URL('../../api/schema.graphql', import.meta.url), 'utf8'))
}
