import type { Values } from '../configuration/check-value.ts'
import type { OtherObjects } from '../configuration/kind.ts'
import { queues } from '../queues/configured-queues.ts'
import { users } from '../users/configured-users.ts'
import { lines } from '../users/lines.ts'
import { entityOfContext } from './entity-of.ts'

type Owner = (value: Values, others: OtherObjects) => string | null

const named = (value: Values, field: string): string | null => {
  const name = value[field]
  return typeof name === 'string' ? name : null
}
const own: Owner = value => named(value, 'entity')
const ofContext: Owner = (value, others) => entityOfContext(named(value, 'context'), others)
const ownOrContext: Owner = (value, others) => own(value, others) ?? ofContext(value, others)

const ofLine = (name: string | null, others: OtherObjects): string | null =>
  entityOfContext((name === null ? undefined : others.get(lines, name)?.context) ?? null, others)

const ofUser: Owner = (value, others) => {
  const [main] = value['lines'] as readonly string[]
  return own(value, others) ?? ofLine(main ?? null, others)
}

const ofBoss: Owner = (value, others) => {
  const boss = others.get(users, named(value, 'boss') ?? '')
  return own(value, others) ?? (boss ? ofUser(boss, others) : null)
}

/** A telephone with lines of several entities is nobody's alone. */
const ofLines: Owner = (value, others) => {
  const [first = null, ...more] = (value['lines'] as readonly { readonly line: string }[]).map(({ line }) =>
    ofLine(line, others),
  )
  return more.every(one => one === first) ? first : null
}

/** By kind; what stands in no line belongs to all entities: trunks, servers, codes, sounds, ... */
const owners: Readonly<Record<string, Owner>> = {
  entity: value => named(value, 'name'),
  context: own,
  schedule: own,
  pickupGroup: own,
  queue: ownOrContext,
  group: ownOrContext,
  user: ofUser,
  callFilter: ofBoss,
  device: ofLines,
  line: ofContext,
  voicemail: ofContext,
  agent: ofContext,
  conferenceRoom: ofContext,
  incall: ofContext,
  extension: ofContext,
}

/** The entity that a configured object belongs to (pbx-configuration §4.1). @returns null: all of them */
export const entityOf = (kind: string, value: Values, others: OtherObjects): string | null =>
  owners[kind]?.(value, others) ?? null

/** Of what belongs to nobody, being granted by who administers the site: whom or what it is about. */
const subjects: Readonly<Record<string, Owner>> = {
  rightsProfile: (value, others) => {
    const user = others.get(users, named(value, 'user') ?? '')
    return user ? ofUser(user, others) : null
  },
  callbackList: (value, others) => {
    const queue = others.get(queues, named(value, 'queue') ?? '')
    return queue ? ownOrContext(queue, others) : null
  },
}

/** The entity whose matter an object is that belongs to none: its user's, its queue's. @returns null: it is all of theirs */
export const entityConcerned = (kind: string, value: Values, others: OtherObjects): string | null =>
  subjects[kind]?.(value, others) ?? null
