import type { PageRequest } from '../../projections/scope.ts'
import { badInput } from './errors.ts'

export const defaultPageSize = 100
export const largestPageSize = 1000

interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

/**
 * @param argument what the client calls the size: `first`, or `last` when the page is read backwards
 * @throws BAD_USER_INPUT for a size outside 1..1000
 */
export function pageOf({ first, after }: PageArguments, argument: 'first' | 'last' = 'first'): PageRequest {
  const size = first ?? defaultPageSize
  if (size < 1 || size > largestPageSize)
    throw badInput(argument, `${size} rows cannot be had at once; ask for 1 to ${largestPageSize} and go on from there`)
  return after ? { first: size, after } : { first: size }
}
