import type { Plugin } from 'graphql-yoga'
import { parse, type DocumentNode, type ExecutionArgs, type GraphQLSchema } from 'graphql/index.js'
import { apiError, badInput } from '../schema/errors.ts'
import { documentDepth } from './document-depth.ts'
import { isNestedTooDeep, mostNested, variableNestedTooDeep } from './nesting.ts'
import { nulInDocument, nulInVariables } from './nul-characters.ts'
import { operationCost } from './query-cost.ts'

export interface Limits {
  /** Nested fields. */
  readonly depth: number
  /** Fields that one operation may evaluate, as operationCost reckons them. */
  readonly cost: number
  /** Lexical tokens of a document: parsing and validating stay cheap. */
  readonly tokens: number
  /** Of the body of a request, or of a message on a websocket. */
  readonly bytes: number
}

export const defaultLimits: Limits = { depth: 12, cost: 100_000, tokens: 10_000, bytes: 1_000_000 }

/** Refuses what would cost too much before any of it is done. */
export function useLimits(limits: Limits): Plugin {
  const depths = new WeakMap<DocumentNode, number>()

  const depthOf = (document: DocumentNode): number => {
    let depth = depths.get(document)
    if (depth === undefined) depths.set(document, (depth = documentDepth(document)))
    return depth
  }

  const refusal = (args: ExecutionArgs) => {
    const schema: GraphQLSchema = args.schema
    const variables = args.variableValues ?? {}
    const deep = variableNestedTooDeep(variables)
    if (deep !== undefined)
      return badInput(deep, `values in values are nested more than ${mostNested} deep; give flatter ones`)
    const argument = nulInDocument(args.document) ?? nulInVariables(variables)
    if (argument !== undefined) return badInput(argument, 'the character U+0000 is in no text; leave it out')
    const cost = operationCost(schema, args.document, args.operationName, variables)
    if (cost <= limits.cost) return undefined
    return apiError(
      'QUERY_TOO_COSTLY',
      `This operation may read ${cost} fields, ${limits.cost} are allowed. Ask for fewer rows (first), fewer fields, or fewer aliases at once.`,
      { cost, limit: limits.cost },
    )
  }

  return {
    onParse({ setParseFn }) {
      setParseFn((source: Parameters<typeof parse>[0], options?: object) => {
        if (isNestedTooDeep(source, limits.tokens)) throw tooDeep(`brackets more than ${mostNested}`, mostNested)
        return parse(source, { ...options, maxTokens: limits.tokens })
      })
      return ({ result, replaceParseResult }) => {
        if (!isDocument(result)) return
        const depth = depthOf(result)
        if (depth <= limits.depth) return
        replaceParseResult(tooDeep(`fields ${depth}`, limits.depth, { depth }))
      }
    },
    onExecute({ args, setResultAndStopExecution }) {
      const error = refusal(args)
      if (error) setResultAndStopExecution({ errors: [error] })
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const error = refusal(args)
      if (error) setResultAndStopExecution({ errors: [error] })
    },
  }
}

const tooDeep = (what: string, limit: number, details = {}) =>
  apiError(
    'QUERY_TOO_DEEP',
    `This document nests ${what} deep, ${limit} are allowed. Ask for the inner objects with a second query.`,
    { ...details, limit },
  )

const isDocument = (value: unknown): value is DocumentNode =>
  typeof value === 'object' && value !== null && 'kind' in value && !(value instanceof Error)
