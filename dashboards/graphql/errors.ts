import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors'

/** The words that a person is shown. The server's own messages say what, where and what to do; they are passed on as they are. */
export function messageOf(error: unknown): string {
  if (CombinedGraphQLErrors.is(error)) return error.errors.map(({ message }) => message).join(' ')
  if (ServerError.is(error)) return textIn(error.bodyText) ?? `HTTP ${error.statusCode}`
  return error instanceof Error ? error.message : String(error)
}

/** The asker has not the right: what the page would show is not his, and nothing is wrong. */
export const isForbidden = (error: unknown): boolean =>
  CombinedGraphQLErrors.is(error) && error.errors.every(({ extensions }) => extensions?.['code'] === 'FORBIDDEN')

function textIn(body: string): string | undefined {
  try {
    const parsed = JSON.parse(body) as { errors?: readonly { message?: unknown }[] } | null
    const message = parsed?.errors?.[0]?.message
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}
