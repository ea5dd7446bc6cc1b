import type { SipOptions } from '../routing/sip/sip-options.ts'
import type { SipSettings } from '../routing/sip/sip-settings.ts'
import type { Setting } from './conf-file.ts'

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
  ['timers', timers[options.sessionTimers ?? 'accept']],
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
  ['max_video_streams', options.maxVideoStreams],
  ['voicemail_extension', options.voicemailExtension],
  ['mwi_subscribe_replaces_unsolicited', onlyOn(options.subscribesToMailbox)],
  ['incoming_mwi_mailbox', options.incomingMailbox],
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

/** Two of the options are functions of the channel: PJSIP has no setting for them. */
export const optionVariables = ({ variables, billingFlag, parkingLot }: SipOptions): readonly string[] => [
  ...(billingFlag === null ? [] : [variableSetting('CHANNEL(amaflags)', billingFlag)]),
  ...(parkingLot === null ? [] : [variableSetting('CHANNEL(parkinglot)', parkingLot)]),
  ...variables.map(({ name, value }) => variableSetting(name, value)),
]

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

const positive = (seconds: number | null): number | null => (seconds !== null && seconds > 0 ? seconds : null)
const onlyOn = (flag: boolean | null): true | null => (flag === true ? true : null)
const onlyOff = (flag: boolean | null): false | null => (flag === false ? false : null)

/** lr: the proxy is passed through, not called in place of the other side. */
export const proxyUri = ({ outboundProxy }: { readonly outboundProxy: string | null }): string | null =>
  outboundProxy === null ? null : `sip:${outboundProxy};lr`
