import { dialString, host, number } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../configuration/kind.ts'
import { choice, flag, initially, integer, optional, reference, secret, text, variant } from '../configuration/shape.ts'
import type { TextFormat } from '../configuration/shape.ts'
import { holderBeside } from '../configuration/unique.ts'
import type { Rejection } from '../kernel/decider.ts'
import { outsideRange } from '../routing/numbers/number-range.ts'
import { reservedSipName } from '../routing/sip/sip-names.ts'
import { md5, repeatedOptions, sipOptions, transports, unrenderedOptions } from '../routing/sip/sip-options.ts'
import { sipTemplate } from '../routing/sip/sip-templates.ts'
import { shownCallerId } from './caller-id.ts'

/** Becomes the name of sections of pjsip.conf and part of channel names. */
const lineName: TextFormat = {
  rule: 'lineName',
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
  means: 'letters, digits, _ . and -, starting with a letter or digit',
}

/** What pjsip.conf takes without quoting. */
const sipSecret: TextFormat = {
  rule: 'sipSecret',
  pattern: /^[\x21-\x3a\x3c-\x5b\x5d-\x7e]{4,128}$/,
  means: '4 to 128 printable ASCII characters without blanks, ; and \\',
}

const maxContacts = initially(integer('How many devices may register at once (max_contacts).', [1, 10]), 1)

/** pbx-configuration §5.2. The kinds of endpoint: a SIP phone, a browser, both under one number, or any channel. */
export const lines = objectKind({
  name: 'line',
  description: 'What rings when a user is called: a SIP phone, a browser, or any channel that can be dialled.',
  key: ['name'],
  sectionIn: 'pjsip.conf',
  fields: {
    name: text('Name of the endpoint: what the phone registers as, and the name in its channels.', {
      max: 40,
      format: lineName,
    }),
    context: reference('Context in which it dials, and in which its number is dialled.', 'context'),
    number: optional(
      text('Number that it is dialled under; it belongs to one line only (§5.2).', { max: 40, format: number }),
    ),
    username: optional(text('User name of the authentication; unset: the name.', { max: 80, format: lineName })),
    password: optional(
      secret(
        'Password of the registration; custom lines have none. Left out of a definition without md5Password, it is made up (§5.2): only the files of the PBX show it.',
        sipSecret,
      ),
    ),
    md5Password: optional(
      secret('MD5 of user:realm:password in place of the password (md5_cred, pbx-configuration §5.3).', md5),
    ),
    endpoint: variant(
      'What it is. Custom lines stay custom, the others can be turned into one another (§5.2).',
      'LineEndpoint',
      {
        sip: {
          ...sipOptions,
          maxContacts,
          host: optional(
            text(
              'Address at which it always is, with its port when that is not 5060: then it does not register, and is known by it (host=static, insecure=invite); unset: it registers.',
              { max: 255, format: host },
            ),
          ),
          transport: optional(
            choice('Transport of its messages; unset: whichever it takes.', 'SipTransport', transports),
          ),
        },
        webrtc: {
          ...sipOptions,
          maxContacts,
        },
        uniqueAccount: {
          ...sipOptions,
          maxContacts,
        },
        custom: {
          interface: text('Channel that is dialled, e.g. Local/0612457896@default/n or DAHDI/g1/5551234.', {
            max: 128,
            format: dialString,
          }),
          interfaceSuffix: optional(
            text('Added behind the channel.', {
              max: 32,
              format: {
                rule: 'dialString',
                pattern: /^[A-Za-z0-9_.+@:*#/-]+$/,
                means: 'letters, digits and _ . + @ : * # / -',
              },
            }),
          ),
        },
      },
    ),
    sipTemplate,
    unrenderedOptions,
    callerId: optional(shownCallerId('What it is called as; unset: the caller ID of its main user.')),
    mediaServer: optional(
      reference('Server that it registers at; unset: the main one (pbx-configuration §4.3).', 'mediaServer'),
    ),
    provisioningCode: optional(
      text('Code by which a phone asks for this line.', {
        max: 6,
        format: { rule: 'provisioningCode', pattern: /^[0-9]{6}$/, means: 'six digits' },
      }),
    ),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  numberOf: ({ number: dialled, context }) =>
    dialled === null ? undefined : { number: dialled, context, range: 'user' },
  generated: (line): readonly string[] =>
    isCustom(line) || staticHostOf(line) !== null || line.md5Password !== null ? [] : ['password'],
  checkChange: (from, to): readonly Rejection[] =>
    isCustom(from) === isCustom(to)
      ? []
      : [
          {
            field: 'endpoint',
            rule: 'fixed',
            message: `line ${to.name} is ${isCustom(from) ? 'custom' : 'SIP'} and stays so; remove it and define another one`,
          },
        ],
  check: (line, others: OtherObjects): readonly Rejection[] => [
    ...reservedSipName(line.name),
    ...outsideRange(line.number, line.context, 'user', others),
    ...credentials(line),
    ...templateOfCustom(line),
    ...repeatedOptions(line.unrenderedOptions),
    ...browserEncryption(line),
    ...nameOfBrowser(line, others),
    ...interfaceTaken(line, others),
  ],
})

export type Line = ObjectOf<typeof lines>

export const isCustom = ({ endpoint }: Pick<Line, 'endpoint'>): boolean => 'custom' in endpoint

/** The address of a line that does not register. */
export const staticHostOf = ({ endpoint }: Pick<Line, 'endpoint'>): string | null =>
  'sip' in endpoint ? endpoint.sip.host : null

const templateOfCustom = (line: Line): readonly Rejection[] =>
  isCustom(line) && line.sipTemplate !== null
    ? [{ field: 'sipTemplate', rule: 'custom', message: 'a custom line has no options of SIP: leave the template out' }]
    : []

/** One number, two devices: the browser's endpoint has the line's name with `_w` (pbx-configuration §5.2). */
export const browserEndpointOf = (name: string): string => `${name}_w`

function credentials(line: Line): readonly Rejection[] {
  const given = [line.password, line.md5Password].filter(one => one !== null).length
  if (isCustom(line))
    return given === 0 && line.username === null
      ? []
      : [
          {
            field: 'password',
            rule: 'custom',
            message: 'a custom line does not register: it has no user name and no password',
          },
        ]
  return given === 1 || (given === 0 && staticHostOf(line) !== null)
    ? []
    : [
        {
          field: 'password',
          rule: 'oneOf',
          message:
            'a line that registers has either a password or an md5Password: without one anybody could take it; rotateLineCredentials makes one up',
        },
      ]
}

/** webrtc=yes means DTLS (pbx-configuration §5.2). */
function browserEncryption({ endpoint }: Line): readonly Rejection[] {
  const encryption = 'webrtc' in endpoint ? endpoint.webrtc.encryption : null
  return encryption === null || encryption === 'dtls'
    ? []
    : [{ field: 'endpoint.webrtc.encryption', rule: 'webrtc', message: 'browsers encrypt with dtls; leave it unset' }]
}

/** The second endpoint of a unique account must not be that of another line. */
function nameOfBrowser(line: Line, others: OtherObjects): readonly Rejection[] {
  const main = line.name.endsWith('_w') ? others.get(lines, line.name.slice(0, -2)) : undefined
  const taken =
    'uniqueAccount' in line.endpoint && others.get(lines, browserEndpointOf(line.name))
      ? browserEndpointOf(line.name)
      : main && 'uniqueAccount' in main.endpoint
        ? line.name
        : undefined
  if (taken === undefined) return []
  return [
    {
      field: 'name',
      rule: 'taken',
      message: `${taken} is the browser of the unique account ${taken.slice(0, -2)}; take another name`,
    },
  ]
}

function interfaceTaken({ name, endpoint }: Line, others: OtherObjects): readonly Rejection[] {
  const [dialled] = dialledBy({ endpoint })
  const holder = dialled && holderBeside({ kind: lines, key: name, index: dialledBy, value: dialled }, others)
  if (!holder) return []
  return [{ field: 'endpoint.custom.interface', rule: 'taken', message: `${dialled} is what line ${holder} dials` }]
}

/** The channel of a custom line; others have none of their own. */
export const dialledBy = ({ endpoint }: Pick<Line, 'endpoint'>): readonly string[] =>
  'custom' in endpoint ? [endpoint.custom.interface + (endpoint.custom.interfaceSuffix ?? '')] : []
