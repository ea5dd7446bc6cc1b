import { accept, nothingToDo, reject, type Decider } from '../kernel/decider.ts'
import type { Micros } from '../kernel/time.ts'
import { aclFormat, longestPattern, mostPatterns, type Acl } from './acl.ts'
import { roles, type Grant, type GrantedScope, type Role } from './identity.ts'

/** The secret itself is shown once to whom the token is issued, and is in no command and no event. */
export type TokenCommand =
  | {
      type: 'IssueToken'
      tokenId: string
      label: string
      role: Role
      scope: GrantedScope
      /** SHA-256 of the secret, 64 hexadecimal digits. */
      secretHash: string
      expiresAt?: Micros
    }
  | { type: 'RevokeToken'; tokenId: string }

export type TokenEvent =
  | {
      type: 'TokenIssued'
      tokenId: string
      label: string
      role: Role
      scope: GrantedScope
      secretHash: string
      expiresAt: Micros | null
    }
  | { type: 'TokenRevoked'; tokenId: string }

interface Token {
  readonly issued: Extract<TokenEvent, { type: 'TokenIssued' }> | null
  readonly revoked: boolean
}

export const tokenStream = (tokenId: string): string => `token/${tokenId}`

/** One stream a token: `token/<id>`. A token's rights never change: issue another one and revoke this. */
export const tokens: Decider<TokenCommand, TokenEvent, Token> = {
  initial: { issued: null, revoked: false },

  decide(command, token) {
    switch (command.type) {
      case 'IssueToken':
        return issue(command, token)
      case 'RevokeToken':
        if (!token.issued) return reject('tokenId', 'exists', `there is no token ${command.tokenId}`)
        return token.revoked ? nothingToDo : accept({ type: 'TokenRevoked', tokenId: command.tokenId })
    }
  },

  evolve: (token, event) => (event.type === 'TokenIssued' ? { ...token, issued: event } : { ...token, revoked: true }),
}

function issue(command: Extract<TokenCommand, { type: 'IssueToken' }>, token: Token) {
  const { tokenId, label, role, scope, secretHash, expiresAt = null } = command
  if (!/^[a-z0-9]{8,32}$/.test(tokenId)) return reject('tokenId', 'token', '8 to 32 lower-case letters and digits')
  if (!/^[^\p{C}]{1,160}$/u.test(label) || !label.trim())
    return reject('label', 'text', 'a name of 1 to 160 characters for whom or what the token is, e.g. wall board Paris')
  if (!isRoleOfTokens(role)) return reject('role', 'known', `${role} is no role; choose ${roles.join(', ')}`)
  if (!/^[0-9a-f]{64}$/.test(secretHash)) return reject('secretHash', 'sha256', '64 hexadecimal digits')
  if (expiresAt !== null && !(Number.isSafeInteger(expiresAt) && expiresAt > 0))
    return reject('expiresAt', 'instant', 'whole microseconds since 1970-01-01T00:00:00Z')
  // What the configuration grants was decided there.
  const wrongScope = scope.service ? undefined : (scopeFault(role, scope) ?? aclFault(scope.acl ?? []))
  if (wrongScope) return wrongScope
  const event = { type: 'TokenIssued', tokenId, label, role, scope: copyOf(scope), secretHash, expiresAt } as const
  if (!token.issued) return accept<TokenEvent>(event)
  if (JSON.stringify(token.issued) === JSON.stringify(event)) return nothingToDo
  return reject('tokenId', 'new', `token ${tokenId} is issued already and cannot be changed; issue one with another id`)
}

const isRoleOfTokens = (role: Role): boolean => (roles as readonly Role[]).includes(role)

function scopeFault(role: Role, scope: GrantedScope) {
  if (scope.dissuasion !== undefined && role !== 'supervisor')
    return reject('scope.dissuasion', 'role', `dissuasion is a right of supervisors; leave it out for a ${role}`)
  if (role === 'collector' || scope.nodes !== undefined) return nodesFault(role, scope)
  if (scope.entities) return entitiesFault(role, scope)
  const named = [scope.queues, scope.agents].filter(grant => grant !== undefined)
  if ((role === 'administrator' || role === 'auditor') && named.length > 0)
    return reject('scope', 'unlimited', `the role ${role} is for all queues and agents; leave the scope out`)
  if (role === 'supervisor' && !named.some(grant => grant.length > 0))
    return reject('scope', 'required', 'a supervisor without queues and agents sees nothing; name them, or write all')
  const grants = { queues: scope.queues, agents: scope.agents }
  for (const [field, grant] of Object.entries(grants) as [keyof typeof grants, Grant | undefined][]) {
    const wrong = grant === undefined || grant === 'all' ? undefined : grant.find(entry => !entryOfGrant.test(entry))
    if (wrong !== undefined)
      return reject(`scope.${field}`, 'siteName', `${wrong}: write site/name or site/*, e.g. paris/sales or paris/*`)
  }
  return undefined
}

/** A token that lies on a PBX opens nothing but the way of its rows. */
function nodesFault(role: Role, { queues, agents, entities, nodes = [] }: GrantedScope) {
  if (role !== 'collector')
    return reject('scope.nodes', 'role', `nodes are for collectors; leave them out for a ${role}`)
  if (queues !== undefined || agents !== undefined || entities !== undefined)
    return reject('scope', 'alone', 'a collector reads nothing; name its nodes and leave the rest out')
  if (nodes.length === 0)
    return reject('scope.nodes', 'required', 'name the nodes that it delivers for, e.g. paris/pbx1')
  const wrong = nodes.find(one => !/^[a-z0-9][a-z0-9_-]{0,62}\/([a-z0-9][a-z0-9_-]{0,62}|\*)$/.test(one))
  return wrong === undefined
    ? undefined
    : reject('scope.nodes', 'siteName', `${wrong}: write site/node or site/*, e.g. paris/pbx1`)
}

/** Whoever is limited to entities sees what belongs to them, and nothing else. */
function entitiesFault(role: Role, { queues, agents, entities = [] }: GrantedScope) {
  if (role !== 'administrator' && role !== 'auditor')
    return reject('scope.entities', 'role', `a ${role} has no part in the configuration; leave the entities out`)
  if (queues !== undefined || agents !== undefined)
    return reject(
      'scope.entities',
      'alone',
      'who is limited to entities sees the queues and agents of these; leave those out',
    )
  if (entities.length === 0) return reject('scope.entities', 'required', 'name at least one entity, e.g. paris/acme')
  const wrong = entities.find(one => !/^[a-z0-9][a-z0-9_-]{0,62}\/[a-z0-9][a-z0-9_.-]{0,63}$/.test(one))
  return wrong === undefined
    ? undefined
    : reject('scope.entities', 'siteName', `${wrong}: write site/entity, e.g. paris/acme`)
}

const entryOfGrant = /^[a-z0-9][a-z0-9_-]{0,62}\/(\*|[^*\p{C}]{1,128})$/u

const copyOf = ({ queues, agents, entities, dissuasion, nodes, acl, service }: GrantedScope): GrantedScope => ({
  ...(queues === undefined ? {} : { queues }),
  ...(agents === undefined ? {} : { agents }),
  ...(entities === undefined ? {} : { entities }),
  ...(dissuasion === undefined ? {} : { dissuasion }),
  ...(nodes === undefined ? {} : { nodes }),
  ...(acl === undefined ? {} : { acl }),
  ...(service === undefined ? {} : { service }),
})

function aclFault(acl: Acl) {
  const at = acl.findIndex(one => one.length > longestPattern || !aclFormat.pattern.test(one))
  if (at >= 0) return reject(`scope.acl[${at}]`, aclFormat.rule, `${acl[at] ?? ''}: must be ${aclFormat.means}`)
  return acl.length > mostPatterns
    ? reject('scope.acl', 'max', `${acl.length} patterns; ${mostPatterns} at most`)
    : undefined
}
