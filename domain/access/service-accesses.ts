import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { choice, flag, list, optional, reference, secret, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { isStrongPassword } from '../users/application-login.ts'
import { aclFormat, longestPattern, mostPatterns } from './acl.ts'
import { readers } from './identity.ts'

/**
 * pbx-configuration §4.5. A program trades login and password for a token that soon ends, and that may what the access says at the moment.
 * `host`, by which the original let in whoever had an address, is left out: an address is no proof.
 */
export const serviceAccesses = objectKind({
  name: 'serviceAccess',
  plural: 'serviceAccesses',
  description: 'A program that gets tokens by login and password, and what it may do with them.',
  key: ['login'],
  fields: {
    login: text('What it logs in with; `me` in its access list stands for it.', {
      max: 64,
      format: {
        rule: 'login',
        pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
        means: 'letters, digits, _ and -, starting with a letter or digit',
      },
    }),
    password: secret(
      'What it logs in with, 8 characters at least. When it is changed, the tokens end that were got with the old one.',
      {
        rule: 'password',
        pattern: /^[^\p{Cc}\u2028\u2029]{8,128}$/u,
        means: '8 to 128 characters without control characters',
        strong: { is: isStrongPassword, means: 'letters and digits' },
      },
    ),
    description: optional(text('For people.', { max: 1000 })),
    role: choice('What it may do at most; the access list leaves of it what it opens.', 'ServiceRole', readers),
    acl: list(
      text('Patterns of the names of what it may do (accessNames), e.g. `calls.*.read`. Empty: nothing.', {
        max: longestPattern,
        format: aclFormat,
      }),
      { unique: true, max: mostPatterns },
    ),
    queues: list(
      reference(
        'Supervisors and analysts: the queues that it sees. Without queues and agentGroups it sees those of the site.',
        'queue',
      ),
      { unique: true },
    ),
    agentGroups: list(
      reference(
        'Supervisors and analysts: the groups whose agents it sees, whoever is in them at the moment.',
        'agentGroup',
      ),
      { unique: true },
    ),
    entities: list(
      reference(
        'Administrators and auditors: the entities that it is limited to. Without any it is for all sites.',
        'entity',
      ),
      { unique: true },
    ),
    dissuasionAccess: flag('Supervisors: whether it may close its queues exceptionally.', false),
  },
  check: ({ role, ...access }): readonly Rejection[] => {
    const limitedByEntities = role === 'administrator' || role === 'auditor'
    const foreign = limitedByEntities ? (['queues', 'agentGroups'] as const) : (['entities'] as const)
    const wrong = foreign.filter(field => access[field].length > 0)
    const problems = wrong.map(field => ({
      field,
      rule: 'role',
      message: `the role ${role} is not limited by ${field}: leave them out`,
    }))
    if (!access.dissuasionAccess || role === 'supervisor') return problems
    const message = `dissuasionAccess is a right of supervisors: leave it out for the role ${role}`
    return [...problems, { field: 'dissuasionAccess', rule: 'role', message }]
  },
})

export type ServiceAccess = ObjectOf<typeof serviceAccesses>
