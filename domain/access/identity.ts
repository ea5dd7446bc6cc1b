import type { Acl } from './acl.ts'
import type { Micros } from '../kernel/time.ts'
import type { Period } from '../metrics/figures.ts'

/** administrator: everything. supervisor: own queues and agents. analyst: calls and numbers. auditor: reads all, changes nothing. */
export const readers = ['administrator', 'supervisor', 'analyst', 'auditor'] as const

/** Roles of tokens. collector: delivers what its PBX nodes write, reads nothing. */
export const roles = [...readers, 'collector'] as const

/**
 * Roles of people who sign in, besides administrator and supervisor; no token has them (contact-center 17). teacher: recorded calls of own
 * queues in a period. none: who has no profile; sees nothing beyond the agent that he is.
 */
export const rolesOfPeople = ['teacher', 'none'] as const

export const everyRole = [...roles, ...rolesOfPeople] as const
export type Role = (typeof everyRole)[number]

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
   * For administrators and auditors of single entities: `site/entity`, e.g. `paris/acme`. Then these, with their configuration, queues and
   * agents, are all that there is for them (rights.ts). `queues` and `agents` are looked up with each question then, and said by no token.
   */
  readonly entities?: readonly string[]
  /** Collectors only, and needed there: the PBX nodes whose rows it delivers, `site/node` or `site/*`. */
  readonly nodes?: readonly string[]
  /** What of all that it may do, by name (acl.ts, operations.ts). Left out: all of it; empty: nothing. */
  readonly acl?: Acl
  /** Of the token of a service: what it may do now says the access (service.ts); the rest is what it said when the token was issued. */
  readonly service?: ServiceOfToken
  /** Of people: calls from outside at these numbers are seen too, `site/number@context`; the number may be a pattern of Asterisk. */
  readonly incalls?: readonly string[]
  /** Of people: the groups that `agents` are in now, `site/group`. */
  readonly agentGroups?: readonly string[]
  /** Of supervisors: false, when what was recorded is not shown to them (contact-center 17, default true). */
  readonly recordings?: boolean
  /** Of teachers: no call is seen that began outside of it. */
  readonly period?: Period
}

/** A user of a site's configuration who has signed in with his own login. */
interface Person {
  readonly site: string
  /** Short name of the user. */
  readonly user: string
  readonly login: string
  /** First and last name. */
  readonly name: string
}

/** With what a person is signed in: it ends when it is somebody else's or his password is another one. */
export interface SessionOfPerson {
  readonly site: string
  readonly user: string
  /** Of the configured object: a user who is removed and defined anew is somebody else. */
  readonly id: string
  /** SHA-256 of the sealed password that he signed in with, hexadecimal. */
  readonly password: string
  /** Not valid from here on; null: as long as its cookie. */
  readonly until: Micros | null
}

/** Who asks: a verified token, or a person who has signed in. Nothing else about the asker counts. */
export interface Identity {
  /** Of a person `site/user`. */
  readonly tokenId: string
  /** Written as `actor` into the events that this identity causes; of a person `login@site`. */
  readonly label: string
  readonly role: Role
  readonly scope: GrantedScope
  /** Left out: the token of a program, or of whoever holds it. */
  readonly person?: Person
  /** Of a person who has signed in. */
  readonly session?: SessionOfPerson
}

/** A queue or an agent of a site, by its technical name. */
export interface SiteName {
  readonly site: string
  readonly name: string
}
