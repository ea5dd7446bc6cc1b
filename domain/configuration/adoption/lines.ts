import { slug } from '../formats.ts'
import { numberAt } from '../numbers.ts'
import { users } from '../../users/configured-users.ts'
import { lines } from '../../users/lines.ts'
import { exceptions, ownOptions, onlySet, type GeneralOptions } from './endpoint-options.ts'
import { freeName, slugOfName } from '../../users/csv/names.ts'
import { namesOf } from './names.ts'
import type { Endpoint, PjsipObjects } from './pjsip-objects.ts'
import { proposeDefinition, type Proposal } from './proposal.ts'
import type { SectionReader } from './section-reader.ts'

interface LineSource {
  readonly endpoint: Endpoint
  readonly context: string
  readonly objects: PjsipObjects
  readonly site: Partial<GeneralOptions>
  readonly mailboxes: ReadonlySet<string>
  /** Numbers that several lines show, as `number@context`: that of the house, not theirs. */
  readonly shared: ReadonlySet<string>
  /** Keys of users that earlier endpoints took. */
  readonly taken: Set<string>
}

/** A line and the user whose it is: queues have users as members. @returns the key of the user */
export function adoptLine(
  { endpoint, context, objects, site, mailboxes, shared, taken }: LineSource,
  proposal: Proposal,
): string {
  const { reader, name, aor, general, hasBrowser } = endpoint
  const callerId = callerIdOf(reader)
  const auth = objects.auth(reader.text('auth'))
  const { language, ...options } = exceptions(general, site)
  const kind = hasBrowser ? 'uniqueAccount' : reader.flag('webrtc') ? 'webrtc' : 'sip'
  const contacts = aor?.whole('max_contacts') ?? 0
  if (contacts === 0) reader.wrong('aors', 'no address of record takes a registration; 1 is kept')
  aor?.known('remove_existing', 'minimum_expiration', 'default_expiration', 'maximum_expiration')
  const variables = variablesOf(reader)
  const own = callerId.number !== undefined && !shared.has(numberAt(callerId.number, context))
  const username = auth?.text('username')
  const realm = auth?.text('realm')
  if (realm !== undefined && auth?.text('md5_cred') === undefined) auth?.wrong('realm', 'is the site’s')
  auth?.known('auth_type')
  proposeDefinition(proposal, reader.section, lines, {
    name,
    context,
    number: own ? callerId.number : undefined,
    username: username === name ? undefined : username,
    password: auth?.text('password'),
    md5Password: auth?.text('md5_cred'),
    endpoint: {
      [kind]: onlySet({
        ...ownOptions(reader),
        ...withoutDtls(kind, options),
        variables: variables.others,
        maxContacts: contacts > 1 ? contacts : undefined,
      }),
    },
  })

  const shown = callerId.name ?? name
  const user = freeName(variables.user ?? slugOfName(shown), 128, key => taken.has(key))
  taken.add(user)
  const mailbox = mailboxOf(reader, aor, mailboxes)
  proposeDefinition(proposal, reader.section, users, {
    user,
    ...namesOf(shown),
    language: mailbox === undefined ? language : general.language,
    lines: [name],
    voicemail: mailbox,
    musicOnHold: reader.text('moh_suggest'),
    callerId: own || callerId.number === undefined ? undefined : { name: shown, number: callerId.number },
  })
  return user
}

/** Browsers bring their own encryption. */
const withoutDtls = (kind: string, options: Partial<GeneralOptions>): Partial<GeneralOptions> => {
  const { encryption, ...rest } = options
  return kind === 'sip' && encryption !== undefined ? { ...rest, encryption } : rest
}

interface CallerId {
  readonly name?: string
  readonly number?: string
}

/** `"Alice" <1000>`, `Alice <1000>`, `<1000>`, `1000`, `Alice`. */
export function callerIdOf(reader: SectionReader): CallerId {
  const text = reader.text('callerid')
  if (text === undefined) return {}
  const [, quoted, bare, number] = /^(?:"([^"]*)"|([^<]*?))\s*(?:<([^>]*)>)?$/.exec(text) ?? []
  const name = quoted ?? bare
  if (name !== undefined && number === undefined && quoted === undefined && dialled.test(name)) return { number: name }
  return { ...(name ? { name } : {}), ...(number !== undefined && dialled.test(number) ? { number } : {}) }
}

const dialled = /^\+?[0-9*#]+$/

/** Variables of the generated files name the user; the others are the line's own. */
function variablesOf(reader: SectionReader) {
  const all = reader.texts('set_var').map(text => {
    const [name = '', ...value] = text.split('=')
    return { name, value: value.join('=').replaceAll('\\\\', '\\') }
  })
  return {
    user: all.find(({ name, value }) => name === 'XIVO_USERID' && slug.pattern.test(value))?.value,
    others: all.filter(({ name }) => name !== 'XIVO_USERID' && name !== 'XIVO_USERUUID'),
  }
}

/** A user has one mailbox; it must be in voicemail.conf. */
function mailboxOf(
  reader: SectionReader,
  aor: SectionReader | undefined,
  mailboxes: ReadonlySet<string>,
): string | undefined {
  const of = reader.text('mailboxes') === undefined && aor ? aor : reader
  const listed = of.list('mailboxes').map(one => (one.includes('@') ? one : `${one}@default`))
  const found = listed.find(one => mailboxes.has(one))
  const rest = listed.filter(one => one !== found)
  if (rest.length > 0) of.wrong('mailboxes', `${rest.join(', ')}: a user has one mailbox, which is in voicemail.conf`)
  return found
}
