import type { GraphQLSchema } from 'graphql'
import { execute, GraphQLError, parse } from 'graphql/index.js'
import type { ApiContext } from '../../context.ts'
import type { Node, ReportTable } from './report-tables.ts'
import type { ReportRequest } from './parameters.ts'

interface Connection {
  readonly edges: readonly { readonly node: Node }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

export const pageSize = 1000

/** Asks for pages of a report as any client does, so that rights, scope and figures are decided where they are for everybody. */
export function reportAsker(table: ReportTable, { variables, types }: ReportRequest, schema: GraphQLSchema) {
  /** @throws BAD_USER_INPUT, FORBIDDEN, or whatever failed */
  return async (
    selections: Iterable<string>,
    context: ApiContext,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Connection> => {
    const values = { ...variables, first: pageSize, ...more }
    const known: Readonly<Record<string, string>> = { ...types, ...table.variables, first: 'Int', after: 'String' }
    const body = [...new Set(selections)].join(' ')
    const ofField = Object.keys(values).filter(name => !(name in table.variables))
    // A variable that nothing uses is no fault to the executor, which does not validate.
    const declared = Object.entries(known).map(([name, type]) => `$${name}: ${type}`)
    const given = ofField.map(name => `${name}: $${name}`)
    const answer = await execute({
      schema,
      document: parse(
        `query (${declared.join(', ')}) { rows: ${table.field}(${given.join(', ')}) { edges { node { ${body} } } pageInfo { hasNextPage endCursor } } }`,
      ),
      variableValues: values,
      contextValue: context,
    })
    const [fault] = answer.errors ?? []
    if (fault) throw fault.originalError instanceof GraphQLError || !fault.originalError ? fault : fault.originalError
    return answer.data?.['rows'] as Connection
  }
}
