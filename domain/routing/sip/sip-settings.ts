import { languages } from '../../agents/configured-agents.ts'
import { objectKind, type ObjectOf } from '../../configuration/kind.ts'
import { choice, flag, initially, integer, list, text } from '../../configuration/shape.ts'
import type { Rejection } from '../../kernel/decider.ts'
import { codecs, dtmfModes } from './sip-options.ts'

const seconds = (description: string, max = 86_400) => integer(description, [1, max])

/** pbx-configuration §4.7, with its values. Ports, transports and NAT are the media servers'. */
export const sipSettings = objectKind({
  name: 'sipSettings',
  plural: 'sipSettings',
  description: 'What holds for every SIP line and trunk that does not say otherwise.',
  key: [],
  fields: {
    realm: initially(
      text('Realm of logins (default_realm).', {
        max: 80,
        format: { rule: 'realm', pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]*$/, means: 'letters, digits, _ . and -' },
      }),
      'xivo',
    ),
    allowGuests: flag('Calls of anybody are taken: an endpoint anonymous is rendered (allowguest).', false),
    alwaysAuthReject: flag('Unknown users are refused like wrong passwords: names cannot be guessed.', true),
    minimumExpirySeconds: initially(seconds('The shortest registration (minimum_expiration).'), 60),
    maximumExpirySeconds: initially(seconds('The longest registration (maximum_expiration).'), 3600),
    defaultExpirySeconds: initially(seconds('A registration that says nothing (default_expiration).'), 120),
    registrationTimeoutSeconds: initially(
      seconds('Time between two attempts to register with others (retry_interval).', 3600),
      20,
    ),
    timerT1Ms: initially(integer('Timer T1 of SIP in milliseconds (timer_t1).', [100, 10_000]), 500),
    timerBMs: initially(
      integer('Timer B of SIP in milliseconds: at least 64 times T1 (timer_b).', [6400, 640_000]),
      32_000,
    ),
    qualifySeconds: initially(
      integer('How often it is asked whether phones and trunks are there; 0: never (§9.3: 60 for trunks).', [0, 3600]),
      0,
    ),
    codecs: initially(list(choice('Codecs in the order of preference.', 'Codec', codecs), { unique: true }), [
      'alaw',
      'ulaw',
      'g722',
    ]),
    dtmfMode: initially(choice('How keys are sent (dtmf_mode).', 'DtmfMode', dtmfModes), 'info'),
    forceRport: flag('Answers go to the port that a request came from (force_rport, rewrite_contact).', false),
    symmetricRtp: flag('Media goes where media comes from (rtp_symmetric; comedia).', false),
    directMedia: initially(
      choice(
        'Whether media flows between the phones: nonat means not through NAT, update means by UPDATE. It cannot be recorded or listened to then.',
        'DirectMedia',
        ['yes', 'no', 'nonat', 'update'],
      ),
      'no',
    ),
    language: initially(choice('Language of the prompts.', 'PromptLanguage', languages), 'fr_FR'),
    trustIdentity: flag('Caller identities that others assert are believed (trust_id_inbound).', false),
    sendIdentity: initially(
      choice('Header in which callers are told to others (send_rpid, send_pai).', 'SendIdentity', [
        'no',
        'rpid',
        'pai',
      ]),
      'no',
    ),
    sessionExpiresSeconds: initially(integer('Length of a session (timers_sess_expires).', [90, 86_400]), 600),
    sessionMinimumSeconds: initially(
      integer('The shortest session that is accepted (timers_min_se).', [90, 86_400]),
      90,
    ),
    encryption: initially(
      choice('Encryption of the media (media_encryption).', 'MediaEncryption', ['no', 'sdes', 'dtls']),
      'no',
    ),
  },
  check(settings): Rejection[] {
    const { minimumExpirySeconds: least, defaultExpirySeconds: usual, maximumExpirySeconds: most } = settings
    return [
      ...(least <= usual && usual <= most
        ? []
        : [
            {
              field: 'defaultExpirySeconds',
              rule: 'order',
              message: `${usual} must lie between minimumExpirySeconds (${least}) and maximumExpirySeconds (${most})`,
            },
          ]),
      ...(settings.timerBMs >= 64 * settings.timerT1Ms
        ? []
        : [{ field: 'timerBMs', rule: 'order', message: `timerBMs must be at least 64 times timerT1Ms` }]),
      ...(settings.sessionMinimumSeconds <= settings.sessionExpiresSeconds
        ? []
        : [
            {
              field: 'sessionMinimumSeconds',
              rule: 'order',
              message: 'sessionMinimumSeconds must not be above sessionExpiresSeconds',
            },
          ]),
      ...(settings.codecs.length > 0
        ? []
        : [{ field: 'codecs', rule: 'required', message: 'without a codec nobody can be heard: give one' }]),
    ]
  },
})

export type SipSettings = ObjectOf<typeof sipSettings>
