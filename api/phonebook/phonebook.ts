import { objectOf } from '../../domain/configuration/configuration.ts'
import type { Contact, ContactNumber } from '../../domain/phonebook/contacts.ts'
import { callerOf } from '../../domain/phonebook/reverse-lookup.ts'
import { searchContacts } from '../../domain/phonebook/search.ts'
import { contactsSeenBy } from '../../domain/phonebook/seen-contacts.ts'
import { users } from '../../domain/users/configured-users.ts'
import { builder } from '../schema/builder.ts'
import { knownNow } from '../configuration/moment.ts'
import { siteOf } from '../configuration/site.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import type { ApiContext } from '../context.ts'
import { described } from '../schema/enums.ts'
import { badInput, forbidden } from '../schema/errors.ts'
import { pageOf } from '../schema/page-size.ts'
import { needs } from '../rights/rights.ts'
import { sitesAsked } from '../rights/sites-asked.ts'

const SourceType = described('ContactSource', 'Where somebody is known from.', {
  PHONEBOOK: 'The phonebook of the site.',
  USER: 'He is a user of the site.',
})

const NumberKindType = described('ContactNumberKind', 'What a number of somebody is.', {
  OFFICE: 'At work.',
  MOBILE: 'His mobile telephone.',
  HOME: 'At home.',
  OTHER: 'Another one.',
  FAX: 'A fax.',
  INTERNAL: 'That of his line here.',
})

const NumberType = builder.objectRef<ContactNumber>('ContactNumber').implement({
  description: 'A number of somebody.',
  fields: t => ({
    kind: t.expose('kind', { type: NumberKindType, description: 'What it is.' }),
    number: t.exposeString('number', { description: 'Digits, or `video:` and the name of a meeting room.' }),
  }),
})

const ContactType = builder.objectRef<Contact>('Contact').implement({
  description: 'Somebody whom people look up.',
  fields: t => ({
    source: t.expose('source', { type: SourceType, description: 'Where he is known from.' }),
    key: t.exposeString('key', { description: 'Key of the phonebookEntry, or of the user.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
    firstName: t.exposeString('firstName', { nullable: true, description: 'First name.' }),
    lastName: t.exposeString('lastName', { nullable: true, description: 'Last name.' }),
    company: t.exposeString('company', { nullable: true, description: 'Company.' }),
    email: t.exposeString('email', { nullable: true, description: 'E-mail address.' }),
    numbers: t.field({
      type: [NumberType],
      description: 'His numbers.',
      resolve: ({ numbers }) => [...numbers],
    }),
  }),
})

/** Everybody of the site is looked at: whoever asks hundreds of times at once would have the server do nothing else. */
const searching = 1_000

const Connection = builder.connectionObject(
  { type: ContactType, name: 'ContactConnection', description: 'A page of contacts.' },
  { name: 'ContactEdge', description: 'A contact with its cursor.' },
)

const siteArg = {
  description: 'Short name of the site; may be left out where there is only one.',
}

/** The site, where the asker sees any of it. */
async function siteSeen(context: ApiContext, named: string | null | undefined): Promise<string> {
  const site = await siteOf(context, named)
  await sitesAsked(context, [site])
  return site
}

const forUserArg = {
  description:
    'Short name of a user: whom he finds, where contexts are separated (directorySettings). For administrators and auditors. Who has signed in finds what he finds as a user, an administrator everybody.',
}

/** Who has signed in looks as the user that he is; administrators and auditors as whom they say, or as nobody: then all is seen. */
function lookingAs({ identity: { role, person } }: ApiContext, forUser: string | null | undefined): string | undefined {
  const own = role === 'administrator' ? undefined : person?.user
  if (!forUser || forUser === own) return own
  if (role === 'administrator' || role === 'auditor') return forUser
  throw forbidden('forUser: only administrators and auditors may look as somebody else; leave it out')
}

/** Whom the asker finds, with the configuration. */
async function contactsFor(context: ApiContext, named: string | null | undefined, forUser: string | null | undefined) {
  const user = lookingAs(context, forUser)
  const { configuration, position } = await knownNow(context, await siteSeen(context, named))
  if (forUser && !objectOf(configuration, users, forUser)) throw badInput('forUser', `there is no user ${forUser}`)
  return { configuration, position, contacts: contactsSeenBy(configuration, user) }
}

builder.queryField('phonebook', t =>
  t.field({
    type: Connection,
    description:
      'Whom a text finds in the phonebook and among the users, the best first: whole words, then starts of words, then anywhere in a word, then words alike (pbx-configuration 11.2). Without regard to accents and case; a number however it is written.',
    args: {
      search: t.arg.string({ required: true, description: 'Words that all must be found, or a number.' }),
      site: t.arg.string(siteArg),
      forUser: t.arg.string(forUserArg),
      ...pageArgs,
    },
    extensions: { ...needs('readPhonebook'), cost: searching },
    resolve: async (_, { search, site, forUser, ...args }, context) => {
      const { contacts, position } = await contactsFor(context, site, forUser)
      const found = searchContacts(contacts, search)
      const { first, after } = pageOf(args)
      const from = after === undefined ? 0 : placeOf(after)
      const rows = found.slice(from, from + first).map((contact, i) => ({ ...contact, cursor: `${from + i + 1}` }))
      const fresh = { position, dataAge: () => Promise.resolve(null) }
      return connectionOf({ rows, hasNextPage: found.length > from + rows.length }, fresh, args.after)
    },
  }),
)

/** A cursor is the place in the answer: of the same question the order is the same as long as nothing changes. */
function placeOf(cursor: string): number {
  if (/^\d{1,7}$/.test(cursor)) return Number(cursor)
  throw badInput('after', 'this is no cursor of this question; pass one that an answer gave you')
}

builder.queryField('reverseLookup', t =>
  t.field({
    type: ContactType,
    nullable: true,
    description:
      'Who calls from a number, now: the first of the phonebook that has it, else the user with that mobile number. Numbers are compared after the normalisation of callers (callerNumberRules). Null: nobody is known.',
    args: {
      number: t.arg.string({ required: true, description: 'As it was written, with or without blanks.' }),
      site: t.arg.string(siteArg),
      forUser: t.arg.string(forUserArg),
    },
    extensions: { ...needs('readPhonebook'), cost: searching },
    resolve: async (_, { number, site, forUser }, context) => {
      const { configuration, contacts } = await contactsFor(context, site, forUser)
      return callerOf(configuration, number, contacts) ?? null
    },
  }),
)
