import { objectOf, type Configuration } from '../configuration/configuration.ts'
import { singleKey } from '../configuration/kind.ts'
import { callerNumberRules, normalizedCaller } from '../routing/numbers/caller-number-rules.ts'
import { contactsIn, type Contact } from './contacts.ts'

/**
 * Numbers from outside under which somebody is known, as callers' numbers are written after normalisation, with who it is.
 * @param contacts left out: all of the configuration
 */
export function knownCallers(
  configuration: Configuration,
  contacts: readonly Contact[] = contactsIn(configuration),
): ReadonlyMap<string, Contact> {
  const rules = objectOf(configuration, callerNumberRules, singleKey)?.value
  const known = new Map<string, Contact>()
  for (const contact of contacts)
    for (const { kind, number } of contact.numbers) {
      if (kind === 'INTERNAL' || number.startsWith('video:')) continue
      const written = rules ? normalizedCaller(rules, number) : number
      // The first one that has it is meant (platform-services DI-09).
      if (!known.has(written)) known.set(written, contact)
    }
  return known
}

/**
 * Who calls from this number, after normalisation (pbx-configuration 11.2).
 * @param contacts left out: all of the configuration
 */
export function callerOf(
  configuration: Configuration,
  number: string,
  contacts?: readonly Contact[],
): Contact | undefined {
  const rules = objectOf(configuration, callerNumberRules, singleKey)?.value
  const dialled = number.replace(/[\s().-]/g, '')
  return knownCallers(configuration, contacts).get(rules ? normalizedCaller(rules, dialled) : dialled)
}
