import type { SignInRequest } from '../auth/people.ts'

/** `{"login", "password", "site"}` in a body. @returns undefined when it is none */
export function signInRequestIn(body: Readonly<Record<string, unknown>> | undefined): SignInRequest | undefined {
  const { login, password, site } = body ?? {}
  if (typeof login !== 'string' || typeof password !== 'string') return undefined
  if (site !== undefined && site !== null && typeof site !== 'string') return undefined
  return { login, password, site: site || undefined }
}
