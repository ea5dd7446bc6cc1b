import type { ObjectOf } from '../configuration/kind.ts'
import type { Line } from '../users/lines.ts'
import type { SipSettings } from '../routing/sip-settings.ts'
import type { trunks } from '../routing/trunks.ts'
import type { Setting } from './conf-file.ts'

type TrunkEndpoint = ObjectOf<typeof trunks>['endpoint']
type SipTrunk = Extract<TrunkEndpoint, { readonly sip: unknown }>['sip']
type SipLine = Extract<Line['endpoint'], { readonly sip: unknown }>['sip']

/** The options that lines and trunks share. */
export type SipOptions = SipLine | SipTrunk

/** An endpoint's options in the words of PJSIP (pbx-configuration §5.3); what is as Asterisk has it by itself is left out. */
export const endpointOptions = (options: SipOptions, settings: SipSettings): readonly Setting[] => [
  ...codecSettings(options.codecs.length > 0 ? options.codecs : settings.codecs),
  ['dtmf_mode', options.dtmfMode ?? settings.dtmfMode],
  ['force_rport', options.forceRport ?? settings.forceRport],
  ['rewrite_contact', options.forceRport ?? settings.forceRport],
  ['rtp_symmetric', options.symmetricRtp ?? settings.symmetricRtp],
  ...directMedia[options.directMedia ?? settings.directMedia],
  ['trust_id_inbound', options.trustIdentity ?? settings.trustIdentity],
  ['send_rpid', (options.sendIdentity ?? settings.sendIdentity) === 'rpid'],
  ['send_pai', (options.sendIdentity ?? settings.sendIdentity) === 'pai'],
  ['callerid_privacy', options.callingPresentation],
  ['accountcode', options.accountCode],
  ['from_user', options.fromUser],
  ['from_domain', options.fromDomain],
  ['outbound_proxy', proxyUri(options)],
  ['deny', options.denied],
  ['permit', options.permitted],
  ['contact_deny', options.contactDenied],
  ['contact_permit', options.contactPermitted],
  ['timers', timers[options.sessionTimers]],
  ['timers_sess_expires', options.sessionExpiresSeconds ?? settings.sessionExpiresSeconds],
  ['timers_min_se', options.sessionMinimumSeconds ?? settings.sessionMinimumSeconds],
  ['rtp_timeout', positive(options.rtpTimeoutSeconds)],
  ['rtp_timeout_hold', positive(options.rtpHoldTimeoutSeconds)],
  ['rtp_keepalive', positive(options.rtpKeepaliveSeconds)],
  ['t38_udptl', onlyOn(options.t38)],
  ['g726_non_standard', onlyOn(options.g726NonStandard)],
  ['use_ptime', onlyOn(options.autoframing)],
  ['inband_progress', onlyOn(options.progressInband)],
  ['allow_transfer', onlyOff(options.allowTransfer)],
  ['allow_subscribe', onlyOff(options.allowSubscribe)],
  ['subscribe_context', options.subscribeContext],
  ['allow_overlap', onlyOff(options.allowOverlap)],
  ['user_eq_phone', onlyOn(options.userIsPhone)],
  ['device_state_busy_at', options.busyAt],
]

/** Browsers bring their own encryption with webrtc=yes. */
export const mediaEncryption = (options: SipOptions, settings: SipSettings): Setting => [
  'media_encryption',
  options.encryption ?? settings.encryption,
]

export const codecSettings = (codecs: readonly string[]): readonly Setting[] => [
  ['disallow', 'all'],
  ['allow', codecs.join(',')],
]

/** Asterisk undoes backslashes in a value when it gives the variable to a channel (ast_get_encoded_str). */
export const variableSetting = (name: string, value: string): string => `${name}=${value.replaceAll('\\', '\\\\')}`

export const optionVariables = ({ variables }: SipOptions): readonly string[] =>
  variables.map(({ name, value }) => variableSetting(name, value))

export const qualifyOf = (options: SipOptions, settings: SipSettings): number =>
  options.qualifySeconds ?? settings.qualifySeconds

const directMedia: Readonly<Record<'yes' | 'no' | 'nonat' | 'update', readonly Setting[]>> = {
  yes: [['direct_media', true]],
  no: [['direct_media', false]],
  nonat: [
    ['direct_media', true],
    ['disable_direct_media_on_nat', true],
  ],
  update: [
    ['direct_media', true],
    ['direct_media_method', 'update'],
  ],
}

const timers = { originate: 'always', accept: 'yes', refuse: 'no' } as const

const positive = (seconds: number): number | null => (seconds > 0 ? seconds : null)
const onlyOn = (flag: boolean): true | null => (flag ? true : null)
const onlyOff = (flag: boolean): false | null => (flag ? null : false)

/** lr: the proxy is passed through, not called in place of the other side. */
export const proxyUri = ({ outboundProxy }: { readonly outboundProxy: string | null }): string | null =>
  outboundProxy === null ? null : `sip:${outboundProxy};lr`
