import { objectsOf, type Configuration } from '../configuration/configuration.ts'
import { users } from '../users/configured-users.ts'
import { lines } from '../users/lines.ts'
import { numberFields, phonebookEntries } from './phonebook-entries.ts'

type ContactSource = 'PHONEBOOK' | 'USER'
type ContactNumberKind = 'OFFICE' | 'MOBILE' | 'HOME' | 'OTHER' | 'FAX' | 'INTERNAL'

export interface ContactNumber {
  readonly kind: ContactNumberKind
  /** Digits, or `video:` and a meeting room. */
  readonly number: string
}

/** Somebody whom people look up: an entry of the phonebook, or a user. */
export interface Contact {
  readonly source: ContactSource
  /** Key of the object. */
  readonly key: string
  readonly displayName: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly company: string | null
  readonly email: string | null
  readonly numbers: readonly ContactNumber[]
}

const kindOf = {
  officeNumber: 'OFFICE',
  mobileNumber: 'MOBILE',
  homeNumber: 'HOME',
  otherNumber: 'OTHER',
  faxNumber: 'FAX',
} as const satisfies Readonly<Record<(typeof numberFields)[number], ContactNumberKind>>

/** The phonebook first: who stands in both is known outside by what stands there. */
export function contactsIn(configuration: Configuration): readonly Contact[] {
  const numbersOfLines = new Map(objectsOf(configuration, lines).map(({ key, value }) => [key, value.number]))
  const outside = objectsOf(configuration, phonebookEntries).map(({ key, value }): Contact => {
    const { displayName, firstName, lastName, company, email } = value
    const numbers = numberFields.flatMap(field => {
      const number = value[field]
      return number === null ? [] : [{ kind: kindOf[field], number }]
    })
    return { source: 'PHONEBOOK', key, displayName, firstName, lastName, company, email, numbers }
  })
  const inside = objectsOf(configuration, users).map(({ key, value }): Contact => {
    const { firstName, lastName, email, mobilePhoneNumber } = value
    const internal = value.lines.flatMap(line => numbersOfLines.get(line) ?? [])
    return {
      source: 'USER',
      key,
      firstName,
      lastName,
      company: null,
      email,
      displayName: [firstName, lastName].filter(Boolean).join(' '),
      numbers: [
        ...internal.map(number => ({ kind: 'INTERNAL' as const, number })),
        ...(mobilePhoneNumber === null ? [] : [{ kind: 'MOBILE' as const, number: mobilePhoneNumber }]),
      ],
    }
  })
  return [...outside, ...inside]
}
