import type { Plugin } from 'graphql-yoga'
import { parse, type DocumentNode, type ExecutionArgs, type GraphQLSchema } from 'graphql/index.js'
import { apiError } from '../errors.ts'
import { documentDepth } from './document-depth.ts'
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
    const argument = nulInDocument(args.document) ?? nulInVariables(args.variableValues ?? {})
    if (argument !== undefined)
      return apiError('BAD_USER_INPUT', `${argument}: the character U+0000 is in no text; leave it out`, { argument })
    const cost = operationCost(schema, args.document, args.operationName, args.variableValues ?? {})
    if (cost <= limits.cost) return undefined
    return apiError(
      'QUERY_TOO_COSTLY',
      `This operation may read ${cost} fields, ${limits.cost} are allowed. Ask for fewer rows (first), fewer fields, or fewer aliases at once.`,
      { cost, limit: limits.cost },
    )
  }

  return {
    onParse({ setParseFn }) {
      setParseFn((source: Parameters<typeof parse>[0], options?: object) =>
        parse(source, { ...options, maxTokens: limits.tokens }),
      )
      return ({ result, replaceParseResult }) => {
        if (!isDocument(result)) return
        const depth = depthOf(result)
        if (depth <= limits.depth) return
        replaceParseResult(
          apiError(
            'QUERY_TOO_DEEP',
            `This document nests fields ${depth} deep, ${limits.depth} are allowed. Ask for the inner objects with a second query.`,
            { depth, limit: limits.depth },
          ),
        )
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

const isDocument = (value: unknown): value is DocumentNode =>
  typeof value === 'object' && value !== null && 'kind' in value && !(value instanceof Error)
