import { languages } from '../../agents/configured-agents.ts'
import { contextName, host, number, variableName } from '../../configuration/formats.ts'
import {
  choice,
  flag,
  group,
  integer,
  list,
  optional,
  reference,
  text,
  type TextFormat,
  type ValuesOf,
} from '../../configuration/shape.ts'
import type { Rejection } from '../../kernel/decider.ts'

export const codecs = [
  'alaw',
  'ulaw',
  'g722',
  'opus',
  'g729',
  'gsm',
  'ilbc',
  'g726',
  'slin',
  'h264',
  'vp8',
  'vp9',
] as const

export const transports = ['udp', 'tcp', 'tls'] as const

export const dtmfModes = ['rfc4733', 'inband', 'info', 'auto'] as const

/** An address or a network in the notation of permit and deny. */
export const network: TextFormat = {
  rule: 'network',
  pattern:
    /^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:\/(?:[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{1,3}){3}))?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:\/[0-9]{1,3})?)$/,
  means: 'an address or a network such as 192.0.2.0/24',
}

/** What stands before the @ of a SIP address: it becomes the name of sections too, so nothing in it needs escaping. */
export const sipUser: TextFormat = {
  rule: 'sipUser',
  pattern: /^[A-Za-z0-9+][A-Za-z0-9_.+-]*$/,
  means: 'letters, digits, _ . + and -, starting with a letter, a digit or +',
}

export const md5: TextFormat = { rule: 'md5', pattern: /^[0-9a-f]{32}$/, means: '32 hexadecimal digits' }

const mailboxName: TextFormat = {
  rule: 'mailbox',
  pattern: /^[0-9]{1,40}@[A-Za-z0-9][A-Za-z0-9_.-]*$/,
  means: 'number@context of a mailbox',
}

const networks = (description: string) => list(text(description, { max: 64, format: network }), { unique: true })
const unsetAsGeneral = 'Unset: as the template, or else the SIP settings of the site, say.'
const orGeneral = (description: string) => optional(flag(`${description} ${unsetAsGeneral}`, false))
/** What no setting of the site says: `otherwise` is what it is where the template does not say it either. */
const orTemplate = (description: string, otherwise: boolean) =>
  optional(flag(`${description} Unset: as the template says, or else ${otherwise ? 'yes' : 'no'}.`, otherwise))
const secondsOrTemplate = (description: string, most: number) =>
  optional(integer(`${description}; 0: never. Unset: as the template says, or else never.`, [0, most]))

/**
 * Options of a SIP endpoint, of lines and trunks alike: those of chan_sip's vocabulary that have an equivalent in PJSIP
 * (pbx-configuration §5.3, where each is translated). What has none is among unrenderedOptions. Unset ones are those of the template that
 * the line or trunk names (sip-templates.ts).
 */
export const sipOptions = {
  codecs: list(
    choice(
      'Codecs in the order of preference (allow); none: as the template, or else the SIP settings of the site, say.',
      'Codec',
      codecs,
    ),
    { unique: true },
  ),
  dtmfMode: optional(choice(`How keys are sent (dtmf_mode). ${unsetAsGeneral}`, 'DtmfMode', dtmfModes)),
  forceRport: orGeneral('Answers go to the port that a request came from (force_rport, rewrite_contact).'),
  symmetricRtp: orGeneral('Media goes where media comes from (rtp_symmetric; comedia).'),
  directMedia: optional(
    choice(
      `Whether media flows between the phones: nonat means not through NAT, update means by UPDATE. ${unsetAsGeneral}`,
      'DirectMedia',
      ['yes', 'no', 'nonat', 'update'],
    ),
  ),
  qualifySeconds: optional(
    integer(`How often it is asked whether it is there (qualify_frequency); 0: never. ${unsetAsGeneral}`, [0, 3600]),
  ),
  trustIdentity: orGeneral('The caller identity that it asserts is believed (trust_id_inbound).'),
  sendIdentity: optional(
    choice(`Header in which the caller is told to it (send_rpid, send_pai). ${unsetAsGeneral}`, 'SendIdentity', [
      'no',
      'rpid',
      'pai',
    ]),
  ),
  callingPresentation: optional(
    choice('Whether its number may be shown (callerid_privacy).', 'CallingPresentation', [
      'allowed',
      'allowed_not_screened',
      'prohib',
      'prohib_not_screened',
      'unavailable',
    ]),
  ),
  musicOnHold: optional(reference('Music that it suggests to whom it puts on hold (moh_suggest).', 'musicOnHold')),
  language: optional(choice('Language of the prompts (language).', 'PromptLanguage', languages)),
  accountCode: optional(text('Account of its calls (accountcode).', { max: 80 })),
  variables: list(
    group('A variable that every channel of it gets (set_var).', 'ChannelVariable', {
      name: text('Name; a leading _ or __ hands it on to the channels that it calls.', {
        max: 80,
        format: variableName,
      }),
      value: text('Value.', { max: 255 }),
    }),
    { unique: true },
  ),
  fromUser: optional(text('User part of From (from_user).', { max: 80, format: sipUser })),
  fromDomain: optional(text('Host part of From (from_domain).', { max: 255, format: host })),
  outboundProxy: optional(text('Where its requests are sent first (outbound_proxy).', { max: 255, format: host })),
  denied: networks('Networks from which it may not call (deny).'),
  permitted: networks('Networks from which it may all the same (permit).'),
  contactDenied: networks('Networks that it may not register (contact_deny).'),
  contactPermitted: networks('Networks that it may register all the same (contact_permit).'),
  sessionTimers: optional(
    choice(
      'Who asks for session timers: originate always, accept when asked, refuse never (timers). Unset: as the template says, or else accept.',
      'SessionTimers',
      ['originate', 'accept', 'refuse'],
    ),
  ),
  sessionExpiresSeconds: optional(
    integer(`Length of a session (timers_sess_expires). ${unsetAsGeneral}`, [90, 86_400]),
  ),
  sessionMinimumSeconds: optional(
    integer(`The shortest session that is accepted (timers_min_se). ${unsetAsGeneral}`, [90, 86_400]),
  ),
  rtpTimeoutSeconds: secondsOrTemplate('A call without media ends after it (rtp_timeout)', 3600),
  rtpHoldTimeoutSeconds: secondsOrTemplate('A held call without media ends after it (rtp_timeout_hold)', 86_400),
  rtpKeepaliveSeconds: secondsOrTemplate('How often silence is kept alive (rtp_keepalive)', 3600),
  t38: orTemplate('Faxes by T.38 (t38_udptl).', false),
  g726NonStandard: orTemplate('G.726 packed as AAL2 (g726_non_standard).', false),
  autoframing: orTemplate('The packet length is the one that it asks for (use_ptime).', false),
  progressInband: orTemplate('Ringing is sent as sound (inband_progress).', false),
  encryption: optional(
    choice(`Encryption of the media (media_encryption). ${unsetAsGeneral}`, 'MediaEncryption', ['no', 'sdes', 'dtls']),
  ),
  allowTransfer: orTemplate('It may transfer by REFER (allow_transfer).', true),
  allowSubscribe: orTemplate('It may watch others (allow_subscribe).', true),
  subscribeContext: optional(
    text('Context in which it watches (subscribe_context); unset: its own.', { max: 39, format: contextName }),
  ),
  allowOverlap: orTemplate('It may dial digit by digit (allow_overlap).', true),
  userIsPhone: orTemplate('Addresses say user=phone (user_eq_phone).', false),
  busyAt: optional(integer('Calls from which on it is shown as busy (device_state_busy_at).', [1, 100])),
  maxVideoStreams: optional(
    integer('Pictures of a call that it may have (max_video_streams); needs a codec for them. Unset: one.', [0, 32]),
  ),
  mailbox: optional(
    text('Mailbox whose lamp it has (mailboxes), number@context; unset: that of its user.', {
      max: 80,
      format: mailboxName,
    }),
  ),
  subscribesToMailbox: orTemplate(
    'It asks for the lamp of the mailbox itself (subscribemwi; mwi_subscribe_replaces_unsolicited).',
    false,
  ),
  voicemailExtension: optional(
    text('Number that its key for messages dials (voicemail_extension); unset: the code that consults a mailbox.', {
      max: 40,
      format: number,
    }),
  ),
  incomingMailbox: optional(
    text('Mailbox here that the other side tells about (incoming_mwi_mailbox), number@context.', {
      max: 80,
      format: mailboxName,
    }),
  ),
  billingFlag: optional(
    choice('How its calls are marked for billing (amaflags; a variable of its channels).', 'BillingFlag', [
      'omit',
      'billing',
      'documentation',
    ]),
  ),
  parkingLot: optional(reference('Where it parks calls (parkinglot; a variable of its channels).', 'parkingLot')),
} as const

export type SipOptions = ValuesOf<typeof sipOptions>

/** What an endpoint does: what it says itself, and what the template says besides. Of variables with one name its own counts. */
export function inherited(own: SipOptions, template: SipOptions | undefined): SipOptions {
  if (!template) return own
  const names = Object.keys(sipOptions) as readonly (keyof SipOptions)[]
  return {
    ...own,
    ...(Object.fromEntries(names.filter(name => isUnset(own[name])).map(name => [name, template[name]])) as SipOptions),
    variables: [
      ...template.variables.filter(({ name }) => !own.variables.some(one => one.name === name)),
      ...own.variables,
    ],
  }
}

const isUnset = (value: SipOptions[keyof SipOptions]): boolean =>
  value === null || (Array.isArray(value) && value.length === 0)

/**
 * Options of chan_sip that PJSIP has no equivalent of (pbx-configuration §5.3). States that chan_sip kept among them (regseconds, lastms,
 * fullcontact, ipaddr, regserver) are no configuration.
 */
const withoutEquivalent = [
  'promiscredir',
  'useclientcode',
  'buggymwi',
  'rfc2833compensate',
  'snom-aoc-enabled',
  'textsupport',
  'timert1',
  'timerb',
  'callbackextension',
  'regexten',
  'defaultip',
  'maxcallbitrate',
  't38pt-usertpsource',
  'ignoresdpversion',
  'callcounter',
  'session-refresher',
  'use-q850-reason',
  'maxforwards',
  'disallowed-methods',
  'protocol',
] as const

export const unrenderedOptions = list(
  group('Option of chan_sip that is kept, and not rendered: PJSIP has none like it.', 'UnrenderedSipOption', {
    name: choice('Its name.', 'UnrenderedSipOptionName', withoutEquivalent),
    value: text('Its value.', { max: 255 }),
  }),
  { unique: true, max: 100 },
)

/** pbx-configuration §5.3: each at most once, whatever its values. */
export const repeatedOptions = (held: readonly { readonly name: string }[]): readonly Rejection[] =>
  held.flatMap(({ name }, i) =>
    held.findIndex(one => one.name === name) === i
      ? []
      : [{ field: `unrenderedOptions[${i}]`, rule: 'unique', message: `${name} is in the list already` }],
  )
