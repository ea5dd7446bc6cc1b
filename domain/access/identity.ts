import type { Acl } from './acl.ts'

/** administrator: everything. supervisor: own queues and agents. analyst: calls and numbers. auditor: reads all, changes nothing. */
export const roles = ['administrator', 'supervisor', 'analyst', 'auditor'] as const
export type Role = (typeof roles)[number]

/**
 * The queues or agents that a token is for: `all`, or a list of `site/name` and `site/*`, e.g. `paris/sales`,
 * `paris/Agent/8001`, `lyon/*`. The site ends at the first slash: an agent's name may hold more of them.
 */
export type Grant = 'all' | readonly string[]

/** Which access a token was got with. */
export interface ServiceOfToken {
  readonly site: string
  readonly login: string
  /** Of the configured object: an access that is removed and defined anew is another one. */
  readonly id: string
  /** SHA-256 of the sealed password that it was got with, hexadecimal. */
  readonly password: string
}

export interface GrantedScope {
  readonly queues?: Grant
  readonly agents?: Grant
  /** Supervisors only: they may close their queues exceptionally (pbx-configuration §7.10). */
  readonly dissuasion?: boolean
  /**
   * For administrators and auditors of single entities: `site/entity`, e.g. `paris/acme`. Then the configuration of these is all that there
   * is for them (rights.ts).
   */
  readonly entities?: readonly string[]
  /** What of all that it may do, by name (acl.ts, operations.ts). Left out: all of it; empty: nothing. */
  readonly acl?: Acl
  /** Of the token of a service: what it may do now says the access (service.ts); the rest is what it said when the token was issued. */
  readonly service?: ServiceOfToken
}

/** Who asks: a verified token. Nothing else about the asker counts. */
export interface Identity {
  readonly tokenId: string
  /** Written as `actor` into the events that this identity causes. */
  readonly label: string
  readonly role: Role
  readonly scope: GrantedScope
}

/** A queue or an agent of a site, by its technical name. */
export interface SiteName {
  readonly site: string
  readonly name: string
}
