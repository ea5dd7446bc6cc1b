import { defaultFieldResolver, isObjectType, type GraphQLFieldConfigMap, type GraphQLSchema } from 'graphql/index.js'
import type { Action, Target } from '../../domain/access/rights.ts'
import { namesFor } from '../../domain/access/operations.ts'
import type { ApiContext } from '../context.ts'

/** Set on every field of Query, Mutation and Subscription, and on inner fields that need more than their object does. */
type RightExtensions<Args = Record<string, unknown>> = {
  /** `token`: any valid token will do; what it gets is decided object by object. */
  readonly right: Action | 'token'
  /** What of the arguments the action is about, where the rules want to know it. */
  readonly target?: (args: Args) => Target
}

/** The extension that names a field's right. */
export const needs = <Args = Record<string, unknown>>(
  right: RightExtensions['right'],
  target?: (args: Args) => Target,
): RightExtensions<Args> => (target ? { right, target } : { right })

/** The target of fields that cut what they give, or change, to the entities that the asker is limited to. Others are denied to him. */
export const ofOwnEntities = (): Target => ({ ofOwnEntities: true })

/**
 * Puts the question before every field that names a right, so that no resolver can forget it. Deny by default: a root field
 * without one, or without a name for access lists, does not start.
 * @throws Error that names the field
 */
export function enforceRights(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    guardFields(type.name, type.getFields() as unknown as Fields, roots.includes(type))
  }
  return schema
}

type Fields = GraphQLFieldConfigMap<unknown, ApiContext>

function guardFields(typeName: string, fields: Fields, isRoot: boolean): void {
  for (const [name, field] of Object.entries(fields)) {
    const needed = field.extensions as Partial<RightExtensions> | undefined
    const right = needed?.right
    if (right === undefined) {
      if (isRoot) throw new Error(`${typeName}.${name} names no right: add extensions: needs('...') to it`)
      continue
    }
    if (right === 'token') continue
    const names = isRoot ? namesFor(name) : undefined
    if (isRoot && !names) throw new Error(`${typeName}.${name} has no name: add it to domain/access/access-names.ts`)
    const ask = (args: Record<string, unknown>, context: ApiContext) =>
      context.may.do(right, { ...(names && { names }), ...needed?.target?.(args) })
    const { subscribe, resolve = defaultFieldResolver } = field
    if (subscribe) {
      field.subscribe = (source, args, context, info): unknown => {
        ask(args as Record<string, unknown>, context)
        return subscribe(source, args, context, info)
      }
    } else {
      field.resolve = (source, args, context, info): unknown => {
        ask(args as Record<string, unknown>, context)
        return resolve(source, args, context, info)
      }
    }
  }
}
