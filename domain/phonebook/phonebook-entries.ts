import { email, slug } from '../configuration/formats.ts'
import { objectKind } from '../configuration/kind.ts'
import { choice, group, optional, paragraph, text, type TextFormat } from '../configuration/shape.ts'

/** pbx-configuration §11.3: digits, or the name of a meeting room, without what would end an address. */
const phonebookNumber: TextFormat = {
  rule: 'phonebookNumber',
  pattern: /^(?:\+?[0-9]{1,32}|video:[^?&'"%:#\p{Cc}\u2028\u2029]{1,80})$/u,
  means: 'digits, with or without a leading +, or video: and the name of a meeting room without ? & \' " % : #',
}

const url: TextFormat = { rule: 'url', pattern: /^https?:\/\/[^\s"<>\\]+$/, means: 'an address that begins with http' }

/** ISO 3166-1. */
const country: TextFormat = { rule: 'country', pattern: /^[A-Z]{2}$/, means: 'the two letters of a country, e.g. FR' }

const number = (which: string) =>
  optional(text(`${which} Digits, or video:ROOM for a meeting room.`, { max: 90, format: phonebookNumber }))

const address = (which: string) =>
  optional(
    group(which, 'PostalAddress', {
      address1: optional(text('Street and number.', { max: 255 })),
      address2: optional(text('What else stands above the city.', { max: 255 })),
      city: optional(text('City.', { max: 128 })),
      state: optional(text('State or region.', { max: 128 })),
      zipCode: optional(text('Postal code.', { max: 16 })),
      country: optional(text('Country, ISO 3166-1.', { max: 2, format: country })),
    }),
  )

/** Fields that hold a number, in the order in which one of them is the first. */
export const numberFields = ['officeNumber', 'mobileNumber', 'homeNumber', 'otherNumber', 'faxNumber'] as const

export const phonebookEntries = objectKind({
  name: 'phonebookEntry',
  plural: 'phonebookEntries',
  description:
    'Somebody outside whom people look up, and whose name stands beside his number where a call tells none (pbx-configuration 11.2, 11.3).',
  key: ['name'],
  fields: {
    name: text('Short name, by which it is changed and removed.', { max: 80, format: slug }),
    displayName: text('Name for people: what callers are called by.', { max: 255 }),
    title: optional(choice('How he or she is addressed.', 'PhonebookTitle', ['mr', 'mrs', 'ms'])),
    firstName: optional(text('First name.', { max: 128 })),
    lastName: optional(text('Last name.', { max: 128 })),
    company: optional(text('Company (society).', { max: 128 })),
    officeNumber: number('Number at work.'),
    mobileNumber: number('Mobile number.'),
    homeNumber: number('Number at home.'),
    otherNumber: number('Another number.'),
    faxNumber: number('Number of a fax.'),
    email: optional(text('E-mail address.', { max: 255, format: email })),
    url: optional(text('Address on the web.', { max: 512, format: url })),
    officeAddress: address('Address at work.'),
    homeAddress: address('Address at home.'),
    otherAddress: address('Another address.'),
    description: optional(text('For people.', { max: 1000, format: paragraph })),
  },
})
