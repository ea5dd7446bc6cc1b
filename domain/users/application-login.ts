import { flag, optional, secret, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'

/** pbx-configuration §5.1: fewer than 8 characters, or not letters and digits, is weak. */
export const isStrongPassword = (password: string): boolean =>
  password.length >= 8 && /\p{L}/u.test(password) && /\p{N}/u.test(password)

/** pbx-configuration §5.1: what a user logs in to the desktop applications with. */
export const applicationLogin = {
  ctiEnabled: flag('Whether he may use the applications; then login, password and profile are needed.', false),
  ctiLogin: optional(
    text('What he logs in with: one in the whole site.', {
      max: 64,
      format: {
        rule: 'login',
        pattern: /^[A-Za-z0-9][A-Za-z0-9_.@+-]*$/,
        means: 'letters, digits and _ . @ + -, starting with a letter or digit',
      },
    }),
  ),
  ctiPassword: optional(
    secret('Password of the applications, 4 characters at least; better 8 or more with letters and digits.', {
      rule: 'password',
      pattern: /^[^\p{Cc}\u2028\u2029]{4,128}$/u,
      means: '4 to 128 characters without control characters',
      strong: { is: isStrongPassword, means: '8 characters or more, letters and digits' },
    }),
  ),
  ctiProfile: optional(text('What the applications show, e.g. Agent, Client or Supervisor.', { max: 128 })),
} as const

interface ApplicationLogin {
  readonly ctiEnabled: boolean
  readonly ctiLogin: string | null
  readonly ctiPassword: unknown
  readonly ctiProfile: string | null
}

export function loginProblems(login: ApplicationLogin): readonly Rejection[] {
  if (!login.ctiEnabled) return []
  return (['ctiLogin', 'ctiPassword', 'ctiProfile'] as const)
    .filter(field => login[field] === null)
    .map(field => ({ field, rule: 'together', message: `ctiEnabled needs ctiLogin, ctiPassword and ctiProfile` }))
}
