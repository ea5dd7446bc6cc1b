import { objectOf, type Configuration } from '../configuration/configuration.ts'
import { singleKey } from '../configuration/kind.ts'
import { users } from '../users/configured-users.ts'
import { lines } from '../users/lines.ts'
import { contactsIn, type Contact } from './contacts.ts'
import { directorySettings } from './directory-settings.ts'

/**
 * Whom a user finds (pbx-configuration §4.2). Where contexts are separated these are the users with a line in the context of his main line,
 * and the phonebook, which is of no context; a user without a line is in no context and finds nobody at all.
 * @param user his short name; undefined: who asks is no user, or may see all
 */
export function contactsSeenBy(configuration: Configuration, user: string | undefined): readonly Contact[] {
  const all = contactsIn(configuration)
  const separated = objectOf(configuration, directorySettings, singleKey)?.value.contextsSeparation ?? false
  if (user === undefined || !separated) return all
  const [own] = contextsOf(configuration, user)
  if (own === undefined) return []
  return all.filter(({ source, key }) => source === 'PHONEBOOK' || contextsOf(configuration, key).includes(own))
}

/** Of his lines, that of the main one first. */
const contextsOf = (configuration: Configuration, user: string): readonly string[] =>
  (objectOf(configuration, users, user)?.value.lines ?? []).flatMap(
    line => objectOf(configuration, lines, line)?.value.context ?? [],
  )
