import { objectOf, type Configuration, type ConfigurationEvent } from '../configuration/configuration.ts'
import type { Rejection } from '../kernel/decider.ts'
import { applicationLogin } from '../users/application-login.ts'
import { users } from '../users/configured-users.ts'
import { rightsProfiles } from './rights-profiles.ts'

/**
 * Whoever sets a password can sign in with it: with rights over the whole site that are not his to give, where he is limited to entities or
 * has an access list himself.
 */
export function loginsOfProfiles(events: readonly ConfigurationEvent[], before: Configuration): readonly Rejection[] {
  return events.flatMap(event => {
    if (event.kind !== users.name || event.change !== 'changed') return []
    if (!objectOf(before, rightsProfiles, event.key)) return []
    const changed = Object.keys(applicationLogin).filter(field => field in event.changes)
    const message = `user ${event.key} signs in with a rights profile: only who administers the whole site may change ${changed.join(', ')}`
    return changed.length === 0 ? [] : [{ field: 'commands', rule: 'profile', message }]
  })
}
