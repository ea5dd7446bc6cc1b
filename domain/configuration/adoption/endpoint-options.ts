import { codecs as knownCodecs, dtmfModes } from '../../routing/sip/sip-options.ts'
import { languageOf, spokenByDefault } from './names.ts'
import type { SectionReader } from './section-reader.ts'

/** What an endpoint does, whether it says so or Asterisk has it so (res_pjsip); the site has a setting for each. */
export interface GeneralOptions {
  readonly codecs: readonly string[]
  readonly dtmfMode: string
  readonly forceRport: boolean
  readonly symmetricRtp: boolean
  readonly directMedia: string
  readonly qualifySeconds: number
  readonly trustIdentity: boolean
  readonly sendIdentity: string
  readonly sessionExpiresSeconds: number
  readonly sessionMinimumSeconds: number
  readonly encryption: string
  readonly language: string
}

export function generalOptions(endpoint: SectionReader, aor: SectionReader | undefined): GeneralOptions {
  return {
    codecs: codecsOf(endpoint),
    dtmfMode: endpoint.oneOf('dtmf_mode', dtmfModes) ?? 'rfc4733',
    forceRport: forceRport(endpoint),
    symmetricRtp: endpoint.flag('rtp_symmetric') ?? false,
    directMedia: directMedia(endpoint),
    qualifySeconds: aor?.whole('qualify_frequency') ?? 0,
    trustIdentity: endpoint.flag('trust_id_inbound') ?? false,
    sendIdentity: (endpoint.flag('send_pai') ?? false) ? 'pai' : endpoint.flag('send_rpid') ? 'rpid' : 'no',
    sessionExpiresSeconds: endpoint.whole('timers_sess_expires') ?? 1800,
    sessionMinimumSeconds: endpoint.whole('timers_min_se') ?? 90,
    encryption: endpoint.oneOf('media_encryption', ['no', 'sdes', 'dtls']) ?? 'no',
    language: languageOf(endpoint.text('language')) ?? spokenByDefault,
  }
}

/** `disallow` takes out and `allow` puts in, one after the other as they stand; `allow=!ulaw` takes out too (ast_format_cap_update_by_allow_disallow). */
function codecsOf(endpoint: SectionReader): readonly string[] {
  endpoint.known('allow', 'disallow')
  let allowed: readonly string[] = []
  for (const setting of endpoint.section.settings) {
    const name = setting.name.toLowerCase()
    if (name !== 'allow' && name !== 'disallow') continue
    const strange: string[] = []
    for (const word of setting.value.split(/[,|&]/).map(one => one.trim().toLowerCase())) {
      const codec = word.replace(/^!/, '')
      const isTakenOut = word.startsWith('!') === (name === 'allow')
      if (codec === '') continue
      if (codec === 'all' && isTakenOut) allowed = []
      else if (!(knownCodecs as readonly string[]).includes(codec)) strange.push(word)
      else if (isTakenOut) allowed = allowed.filter(one => one !== codec)
      else if (!allowed.includes(codec)) allowed = [...allowed, codec]
    }
    if (strange.length > 0) endpoint.wrong(setting, `${strange.join(', ')} is not known here`)
  }
  return allowed
}

/** Both are one switch here: answers go where a request came from. Asterisk has the first on and the second off by itself. */
function forceRport(endpoint: SectionReader): boolean {
  const rport = endpoint.flag('force_rport')
  const contact = endpoint.flag('rewrite_contact')
  if (rport !== undefined && contact !== undefined && rport !== contact)
    endpoint.wrong('rewrite_contact', 'goes together with force_rport here, which is kept')
  return rport ?? contact ?? false
}

function directMedia(endpoint: SectionReader): string {
  const method = endpoint.text('direct_media_method')?.toLowerCase()
  const notBehindNat = endpoint.flag('disable_direct_media_on_nat') ?? false
  if (!(endpoint.flag('direct_media') ?? true)) return 'no'
  return notBehindNat ? 'nonat' : method === 'update' ? 'update' : 'yes'
}

/** Options that are an endpoint's own: undefined where it does not say them. */
export function ownOptions(endpoint: SectionReader) {
  const timers = endpoint.oneOf('timers', ['yes', 'no', 'always', 'required', 'forced'])
  return {
    accountCode: endpoint.text('accountcode'),
    fromUser: endpoint.text('from_user'),
    fromDomain: endpoint.text('from_domain'),
    outboundProxy: /^sip:([^;]+)/.exec(endpoint.text('outbound_proxy') ?? '')?.[1],
    denied: endpoint.list('deny'),
    permitted: endpoint.list('permit'),
    contactDenied: endpoint.list('contact_deny'),
    contactPermitted: endpoint.list('contact_permit'),
    sessionTimers: timers === 'always' || timers === 'forced' ? 'originate' : timers === 'no' ? 'refuse' : undefined,
    rtpTimeoutSeconds: endpoint.whole('rtp_timeout') || undefined,
    rtpHoldTimeoutSeconds: endpoint.whole('rtp_timeout_hold') || undefined,
    rtpKeepaliveSeconds: endpoint.whole('rtp_keepalive') || undefined,
    t38: endpoint.flag('t38_udptl') || undefined,
    g726NonStandard: endpoint.flag('g726_non_standard') || undefined,
    autoframing: endpoint.flag('use_ptime') || undefined,
    progressInband: endpoint.flag('inband_progress') || undefined,
    allowTransfer: endpoint.flag('allow_transfer') === false ? false : undefined,
    allowSubscribe: endpoint.flag('allow_subscribe') === false ? false : undefined,
    allowOverlap: endpoint.flag('allow_overlap') === false ? false : undefined,
    subscribeContext: endpoint.text('subscribe_context'),
    userIsPhone: endpoint.flag('user_eq_phone') || undefined,
    busyAt: endpoint.whole('device_state_busy_at') || undefined,
    callingPresentation: endpoint.text('callerid_privacy'),
    maxVideoStreams: endpoint.whole('max_video_streams'),
    voicemailExtension: endpoint.text('voicemail_extension'),
    subscribesToMailbox: endpoint.flag('mwi_subscribe_replaces_unsolicited') || undefined,
    incomingMailbox: endpoint.text('incoming_mwi_mailbox'),
  }
}

/** The options that most endpoints have: those of the site. */
export function mostCommon(all: readonly GeneralOptions[]): Partial<GeneralOptions> {
  const names = Object.keys(all[0] ?? {}) as readonly (keyof GeneralOptions)[]
  return Object.fromEntries(
    names.flatMap(name => {
      const counts = new Map<string, number>()
      for (const one of all) {
        const text = JSON.stringify(one[name])
        if (text !== '[]') counts.set(text, (counts.get(text) ?? 0) + 1)
      }
      const [most] = [...counts].sort(([, a], [, b]) => b - a)
      return most ? [[name, JSON.parse(most[0]) as unknown]] : []
    }),
  )
}

/** What an endpoint has otherwise than the site. */
export const exceptions = (one: GeneralOptions, site: Partial<GeneralOptions>): Partial<GeneralOptions> =>
  Object.fromEntries(
    Object.entries(one).filter(
      ([name, value]) =>
        JSON.stringify(value) !== JSON.stringify(site[name as keyof GeneralOptions]) && JSON.stringify(value) !== '[]',
    ),
  )

/** Without what is not said. */
export const onlySet = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )
