import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors'
import { getSettings } from '../app/settings.ts'
import { dictionaries } from '../i18n/language.ts'

/** The words that a person is shown. The server's own messages say what, where and what to do; in French its codes tell that. */
export function messageOf(error: unknown): string {
  if (isSessionEnd(error)) return dictionaries[getSettings().language].sessionEnded
  if (CombinedGraphQLErrors.is(error)) return [...new Set(error.errors.map(faultOf))].join(' ')
  if (ServerError.is(error)) return textIn(error.bodyText) ?? `HTTP ${error.statusCode}`
  return error instanceof Error ? error.message : String(error)
}

interface Fault {
  readonly message: string
  readonly extensions?: Readonly<Record<string, unknown>>
}

function faultOf({ message, extensions }: Fault): string {
  const { code, reference } = extensions ?? {}
  const told = typeof code === 'string' ? dictionaries[getSettings().language].faults[code] : undefined
  if (told === undefined) return message
  return typeof reference === 'string' ? `${told} (${reference})` : told
}

/** The asker has not the right: what the page would show is not his, and nothing is wrong. */
export const isForbidden = (error: unknown): boolean =>
  CombinedGraphQLErrors.is(error) && error.errors.every(({ extensions }) => extensions?.['code'] === 'FORBIDDEN')

/** The server no longer takes the cookie. Nothing of what was sent has been done. */
export function isSessionEnd(error: unknown): boolean {
  if (ServerError.is(error)) return error.statusCode === 401
  if (CombinedGraphQLErrors.is(error))
    return error.errors.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED')
  return error instanceof Error && /^Socket closed with event 4401\b/.test(error.message)
}

function textIn(body: string): string | undefined {
  try {
    const parsed = JSON.parse(body) as { errors?: readonly { message?: unknown }[] } | null
    const message = parsed?.errors?.[0]?.message
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}
