import { objectOf, type Configuration } from '../configuration/configuration.ts'
import { singleKey } from '../configuration/kind.ts'
import { callerNumberRules, normalizedCaller } from '../routing/caller-number-rules.ts'
import { contactsIn, type Contact } from './contacts.ts'

/** Numbers from outside under which somebody is known, as callers' numbers are written after normalisation, with who it is. */
export function knownCallers(configuration: Configuration): ReadonlyMap<string, Contact> {
  const rules = objectOf(configuration, callerNumberRules, singleKey)?.value
  const known = new Map<string, Contact>()
  for (const contact of contactsIn(configuration))
    for (const { kind, number } of contact.numbers) {
      if (kind === 'INTERNAL' || number.startsWith('video:')) continue
      const written = rules ? normalizedCaller(rules, number) : number
      // The first one that has it is meant (platform-services DI-09).
      if (!known.has(written)) known.set(written, contact)
    }
  return known
}

/** Who calls from this number, after normalisation (pbx-configuration 11.2). */
export function callerOf(configuration: Configuration, number: string): Contact | undefined {
  const rules = objectOf(configuration, callerNumberRules, singleKey)?.value
  const dialled = number.replace(/[\s().-]/g, '')
  return knownCallers(configuration).get(rules ? normalizedCaller(rules, dialled) : dialled)
}
