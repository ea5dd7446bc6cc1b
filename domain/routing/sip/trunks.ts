import { host } from '../../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../../configuration/kind.ts'
import {
  choice,
  flag,
  group,
  initially,
  integer,
  optional,
  reference,
  secret,
  text,
  variant,
  type TextFormat,
} from '../../configuration/shape.ts'
import type { Rejection } from '../../kernel/decider.ts'
import { md5, repeatedOptions, sipOptions, sipUser, transports, unrenderedOptions } from './sip-options.ts'
import { reservedSipName } from './sip-names.ts'
import { sipTemplate } from './sip-templates.ts'

const transport = initially(choice('Transport of its messages.', 'SipTransport', transports), 'udp')

/** pbx-configuration §9.3: a / would end the password where a registration is written. Nothing in it may end a line or a field. */
const trunkPassword: TextFormat = {
  rule: 'trunkPassword',
  pattern: /^[^\p{Cc}\u2028\u2029/;\s]{1,128}$/u,
  means: 'at most 128 characters without blanks, / and ;',
}

/** What comes before the number in a channel to dial; the number and the suffix follow it. */
const trunkInterface: TextFormat = {
  rule: 'dialString',
  pattern: /^[A-Za-z][A-Za-z0-9]*\/[A-Za-z0-9_.+@:*#-]+(?:\/[A-Za-z0-9_.+@:*#-]+)*$/,
  means: 'TECHNOLOGY/resource such as DAHDI/g0 or Local/outside',
}

/** pbx-configuration §9.3. */
export const trunks = objectKind({
  name: 'trunk',
  description: 'A way to the outside or to another system.',
  key: ['name'],
  sectionIn: 'pjsip.conf',
  fields: {
    name: text('Name of its channels and sections. With the word trunk in it, lists of channels can be told apart.', {
      max: 80,
      format: sipUser,
    }),
    displayName: optional(text('Name for people.', { max: 128 })),
    mediaServer: optional(reference('Server on which it is; unset: the main one.', 'mediaServer')),
    endpoint: variant('What it is made of.', 'TrunkEndpoint', {
      sip: {
        context: reference(
          'Context in which its calls come in: that of the incalls for a provider, an internal one only between own systems.',
          'context',
        ),
        host: optional(
          text('Address of the other side, with its port when that is not 5060; unset: it registers here.', {
            max: 255,
            format: host,
          }),
        ),
        transport,
        username: optional(
          text('User name with which both sides log in; unset: the name.', { max: 80, format: sipUser }),
        ),
        password: optional(secret('Password with which both sides log in; unset: none is asked.', trunkPassword)),
        outboundPassword: optional(
          secret(
            'Password with which this PBX logs in for calls, when it is another one than the other side logs in with here (remotesecret).',
            trunkPassword,
          ),
        ),
        md5Password: optional(
          secret(
            'MD5 of user:realm:password in place of the password (md5_cred, pbx-configuration §5.3). It opens the door of one realm only.',
            md5,
          ),
        ),
        md5Realm: optional(
          text('Realm that md5Password was made for; unset: that of this PBX, for what logs in here.', {
            max: 80,
            format: { rule: 'realm', pattern: /^[^\p{Cc}\u2028\u2029;"\\]+$/u, means: 'text without ; " and \\' },
          }),
        ),
        authenticatesCalls: flag('Its calls must log in; off: they are known by the address (insecure=invite).', false),
        registration: optional(
          group('How this PBX registers with the other side; unset: it does not.', 'TrunkRegistration', {
            server: text('Where it registers.', { max: 255, format: host }),
            transport,
            username: text('User name that is registered.', { max: 80, format: sipUser }),
            authUsername: optional(
              text('User name of the login, when it is another one.', {
                max: 80,
                format: {
                  rule: 'sipLogin',
                  pattern: /^[A-Za-z0-9_.+@-]+$/,
                  means: 'letters, digits and _ . + @ -',
                },
              }),
            ),
            password: optional(secret('Password of the login; unset: that of the trunk.', trunkPassword)),
            expirySeconds: initially(
              integer('How long a registration lasts; with a standby server less than 300 (§17.4).', [30, 86_400]),
              3600,
            ),
            contactUser: optional(
              text('User part that the other side calls; unset: the user name.', { max: 80, format: sipUser }),
            ),
          }),
        ),
        ...sipOptions,
      },
      custom: {
        interface: text('What is dialled before the number: DAHDI/g0, Local/...; the number follows after a /.', {
          max: 128,
          format: trunkInterface,
        }),
        suffix: optional(
          text('What is dialled behind the number.', {
            max: 32,
            format: {
              rule: 'dialSuffix',
              pattern: /^[A-Za-z0-9_.+@:*#/-]+$/,
              means: 'letters, digits and _ . + @ : * # / -',
            },
          }),
        ),
      },
    }),
    sipTemplate,
    unrenderedOptions,
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  check({ name, endpoint, sipTemplate: template, unrenderedOptions: unrendered }): readonly Rejection[] {
    const common = [...reservedSipName(name), ...likeABrowser(name), ...repeatedOptions(unrendered)]
    if (!('sip' in endpoint)) return template === null ? common : [templateOfCustom, ...common]
    const { host: address, username, authenticatesCalls, registration, md5Password, md5Realm } = endpoint.sip
    const password = endpoint.sip.password ?? md5Password
    const openToAll = address === null && password === null
    return [
      ...common,
      ...(endpoint.sip.password !== null && md5Password !== null
        ? [
            {
              field: 'endpoint.sip.md5Password',
              rule: 'oneOf',
              message: 'a trunk logs in with a password or with an md5Password: leave one of them out',
            },
          ]
        : []),
      ...(md5Realm !== null && md5Password === null
        ? [
            {
              field: 'endpoint.sip.md5Realm',
              rule: 'together',
              message: 'a realm goes with an md5Password; leave it out',
            },
          ]
        : []),
      ...(openToAll
        ? [
            {
              field: 'endpoint.sip.password',
              rule: 'together',
              message: 'a trunk that registers here (no host) needs a password, or anybody could be it',
            },
          ]
        : []),
      ...(address === null && username !== null && username !== name
        ? [
            {
              field: 'endpoint.sip.username',
              rule: 'together',
              message: `a trunk that registers here (no host) is known by its name: leave the user name out, or call the trunk ${username}`,
            },
          ]
        : []),
      ...(!openToAll && authenticatesCalls && password === null
        ? [
            {
              field: 'endpoint.sip.password',
              rule: 'together',
              message: 'a trunk whose calls must log in needs a password',
            },
          ]
        : []),
      ...(registration && registration.password === null && password === null
        ? [
            {
              field: 'endpoint.sip.registration.password',
              rule: 'together',
              message: 'a registration needs a password: its own or that of the trunk',
            },
          ]
        : []),
    ]
  },
})

/** The browser of a unique account is an endpoint too, named after its line (pbx-configuration §5.2). */
const likeABrowser = (name: string): readonly Rejection[] =>
  name.endsWith('_w')
    ? [{ field: 'name', rule: 'reserved', message: 'browsers of lines have names that end in _w; take another name' }]
    : []

const templateOfCustom: Rejection = {
  field: 'sipTemplate',
  rule: 'custom',
  message: 'a custom trunk has no options of SIP: leave the template out',
}

export type Trunk = ObjectOf<typeof trunks>
