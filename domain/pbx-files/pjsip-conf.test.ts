import { expect, test } from 'vitest'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import { after } from '../configuration/testing/given.ts'
import { pjsipConf } from './pjsip-conf.ts'
import { renderFiles } from './render.ts'
import { pjsipTransportsConf } from './sip-transports.ts'
import { ofType, parseConf, sectionsOf, settingsOf, valuesOf } from './testing/parse-conf.ts'
import { contentOf, renderingOf, smallConfiguration } from './testing/sample-configurations.ts'

const small = smallConfiguration()

const pjsip = (...commands: readonly ConfigurationCommand[]) => pjsipOn('main', ...commands)

function pjsipOn(server: string, ...commands: readonly ConfigurationCommand[]) {
  const rendering = renderingOf(after(small, ...commands), server)
  return parseConf(contentOf(renderFiles(rendering, [pjsipConf]), 'pjsip.conf'))
}

/** The line `abc12345`, with options of its endpoint. */
const line = (options: object): ConfigurationCommand => ({
  changeLine: { name: 'abc12345', endpoint: { sip: options } },
})

/** pbx-configuration §5.3, row by row: what is configured, and what stands in the endpoint for it. */
test.each<[string, object, Readonly<Record<string, string | readonly string[]>>]>([
  ['codecs in their order', { codecs: ['g722', 'alaw'] }, { disallow: 'all', allow: 'g722,alaw' }],
  ['keys by RFC 4733', { dtmfMode: 'rfc4733' }, { dtmf_mode: 'rfc4733' }],
  ['force_rport', { forceRport: true }, { force_rport: 'yes', rewrite_contact: 'yes' }],
  ['comedia', { symmetricRtp: true }, { rtp_symmetric: 'yes' }],
  ['direct media', { directMedia: 'yes' }, { direct_media: 'yes' }],
  ['no direct media', { directMedia: 'no' }, { direct_media: 'no' }],
  [
    'direct media but not through NAT',
    { directMedia: 'nonat' },
    { direct_media: 'yes', disable_direct_media_on_nat: 'yes' },
  ],
  ['direct media by UPDATE', { directMedia: 'update' }, { direct_media: 'yes', direct_media_method: 'update' }],
  ['trusted identity', { trustIdentity: true }, { trust_id_inbound: 'yes' }],
  ['identity by Remote-Party-ID', { sendIdentity: 'rpid' }, { send_rpid: 'yes', send_pai: 'no' }],
  ['identity by P-Asserted-Identity', { sendIdentity: 'pai' }, { send_rpid: 'no', send_pai: 'yes' }],
  ['presentation', { callingPresentation: 'prohib' }, { callerid_privacy: 'prohib' }],
  ['music', { musicOnHold: 'radio' }, { moh_suggest: 'radio' }],
  ['language', { language: 'de_DE' }, { language: 'de_DE' }],
  ['account', { accountCode: 'a;b' }, { accountcode: 'a;b' }],
  ['from', { fromUser: 'me', fromDomain: 'example.org' }, { from_user: 'me', from_domain: 'example.org' }],
  ['proxy', { outboundProxy: 'proxy.example.org' }, { outbound_proxy: 'sip:proxy.example.org;lr' }],
  [
    'access lists',
    { denied: ['0.0.0.0/0'], permitted: ['192.0.2.0/24', '198.51.100.0/24'] },
    { deny: '0.0.0.0/0', permit: ['192.0.2.0/24', '198.51.100.0/24'] },
  ],
  [
    'access lists of registrations',
    { contactDenied: ['0.0.0.0/0'], contactPermitted: ['192.0.2.0/24'] },
    { contact_deny: '0.0.0.0/0', contact_permit: '192.0.2.0/24' },
  ],
  ['session timers always', { sessionTimers: 'originate' }, { timers: 'always' }],
  ['session timers when asked', { sessionTimers: 'accept' }, { timers: 'yes' }],
  ['no session timers', { sessionTimers: 'refuse' }, { timers: 'no' }],
  [
    'length of sessions',
    { sessionExpiresSeconds: 900, sessionMinimumSeconds: 120 },
    { timers_sess_expires: '900', timers_min_se: '120' },
  ],
  [
    'calls without media',
    { rtpTimeoutSeconds: 30, rtpHoldTimeoutSeconds: 300, rtpKeepaliveSeconds: 5 },
    { rtp_timeout: '30', rtp_timeout_hold: '300', rtp_keepalive: '5' },
  ],
  ['faxes', { t38: true, g726NonStandard: true }, { t38_udptl: 'yes', g726_non_standard: 'yes' }],
  ['packets and ringing', { autoframing: true, progressInband: true }, { use_ptime: 'yes', inband_progress: 'yes' }],
  ['encryption', { encryption: 'sdes' }, { media_encryption: 'sdes' }],
  [
    'what it may not',
    { allowTransfer: false, allowSubscribe: false, allowOverlap: false },
    { allow_transfer: 'no', allow_subscribe: 'no', allow_overlap: 'no' },
  ],
  ['where it watches', { subscribeContext: 'hints' }, { subscribe_context: 'hints' }],
  ['user=phone', { userIsPhone: true }, { user_eq_phone: 'yes' }],
  ['busy', { busyAt: 2 }, { device_state_busy_at: '2' }],
  ['pictures', { maxVideoStreams: 2 }, { max_video_streams: '2' }],
  ['a mailbox of its own', { mailbox: '2000@default' }, { mailboxes: '2000@default' }],
  ['the key for messages', { voicemailExtension: '*98' }, { voicemail_extension: '*98' }],
  ['the mailbox that is told about', { incomingMailbox: '1@x' }, { incoming_mwi_mailbox: '1@x' }],
  ['a lamp that is asked for', { subscribesToMailbox: true }, { mwi_subscribe_replaces_unsolicited: 'yes' }],
  ['the transport', { transport: 'tcp' }, { transport: 'transport-tcp' }],
])('%s of a line', (_, options, expected) => {
  expect(settingsOf(ofType(pjsip(line(options)), 'abc12345', 'endpoint'))).toMatchObject(expected)
})

test('what PJSIP has no setting for is set for each channel: the mark for billing, and where calls are parked', () => {
  const lot = {
    defineParkingLot: { name: 'office', context: 'default', number: '800', firstPosition: 801, lastPosition: 810 },
  }
  const file = pjsip(lot, line({ billingFlag: 'billing', parkingLot: 'office' }))
  const variables = valuesOf(ofType(file, 'abc12345', 'endpoint'), 'set_var')
  expect(variables).toEqual(
    expect.arrayContaining(['CHANNEL(amaflags)=billing', 'CHANNEL(parkinglot)=office', 'XIVO_USERID=alice.martin']),
  )
})

test('who asks for the lamp of a mailbox finds it at his address of record', () => {
  const file = pjsip(line({ subscribesToMailbox: true }))
  expect(settingsOf(ofType(file, 'abc12345', 'aor'))).toMatchObject({ mailboxes: '1000@default' })
  expect(settingsOf(ofType(file, 'abc12345', 'endpoint'))).toMatchObject({ mailboxes: '1000@default' })
})

test('a line at an address of its own does not register: it is known by the address, and asked for a password only if it has one', () => {
  const at = { name: 'gate', context: 'default', number: '1500', endpoint: { sip: { host: '192.0.2.50:5070' } } }
  const file = pjsip({ defineLine: at })
  expect(settingsOf(ofType(file, 'gate', 'aor'))).toEqual({
    type: 'aor',
    contact: 'sip:192.0.2.50:5070',
    qualify_frequency: '0',
  })
  expect(settingsOf(ofType(file, 'gate', 'identify'))).toEqual({
    type: 'identify',
    endpoint: 'gate',
    match: '192.0.2.50',
  })
  expect(ofType(file, 'gate', 'auth')).toBeUndefined()
  expect(settingsOf(ofType(file, 'gate', 'endpoint'))).not.toHaveProperty('auth')
  const withLogin = pjsip({ defineLine: { ...at, password: 'secret99' } })
  expect(settingsOf(ofType(withLogin, 'gate', 'endpoint'))).toMatchObject({ auth: 'gate' })
})

const template = (options: object): ConfigurationCommand => ({
  defineSipTemplate: { name: 'make', displayName: 'Phones of a make', ...options },
})
const use: ConfigurationCommand = { changeLine: { name: 'abc12345', sipTemplate: 'make' } }

test('a line has the options of its template where it says none itself', () => {
  const made = template({
    codecs: ['opus'],
    t38: true,
    allowTransfer: false,
    qualifySeconds: 90,
    rtpTimeoutSeconds: 30,
  })
  const file = pjsip(made, line({ codecs: ['g722'], allowTransfer: true }), use)
  const endpoint = settingsOf(ofType(file, 'abc12345', 'endpoint'))
  expect(endpoint).toMatchObject({ allow: 'g722', t38_udptl: 'yes', rtp_timeout: '30' })
  expect(endpoint).not.toHaveProperty('allow_transfer')
  expect(settingsOf(ofType(file, 'abc12345', 'aor'))).toMatchObject({ qualify_frequency: '90' })
})

test('of variables with one name those of the line count, the others of the template stay', () => {
  const made = template({
    variables: [
      { name: 'MAKE', value: 'a' },
      { name: 'ROOM', value: '1' },
    ],
  })
  const file = pjsip(made, line({ variables: [{ name: 'ROOM', value: '2' }] }), use)
  const variables = valuesOf(ofType(file, 'abc12345', 'endpoint'), 'set_var')
  expect(variables.slice(-2)).toEqual(['MAKE=a', 'ROOM=2'])
})

test('a template that is changed changes its lines and trunks, and no others', () => {
  const before = after(small, template({ dtmfMode: 'auto' }), use, {
    changeTrunk: { name: 'trunk-provider', sipTemplate: 'make' },
  })
  const now = after(before, { changeSipTemplate: { name: 'make', dtmfMode: 'inband' } })
  const modes = (configuration: typeof before) => {
    const file = parseConf(contentOf(renderFiles(renderingOf(configuration, 'main'), [pjsipConf]), 'pjsip.conf'))
    return ['abc12345', 'trunk-provider', 'webbob'].map(name => settingsOf(ofType(file, name, 'endpoint'))['dtmf_mode'])
  }
  expect(modes(before)).toEqual(['auto', 'auto', 'info'])
  expect(modes(now)).toEqual(['inband', 'inband', 'info'])
})

test('a trunk logs in with a password of its own where the other side has another one', () => {
  const file = pjsip({
    defineTrunk: {
      name: 'trunk-two',
      endpoint: {
        sip: {
          context: 'from-extern',
          host: '192.0.2.9',
          username: 'me',
          password: 'in1',
          outboundPassword: 'out1',
          authenticatesCalls: true,
        },
      },
    },
  })
  expect(settingsOf(ofType(file, 'trunk-two', 'endpoint'))).toMatchObject({
    auth: 'trunk-two',
    outbound_auth: 'trunk-two@outbound',
  })
  expect(settingsOf(ofType(file, 'trunk-two@outbound', 'auth'))).toMatchObject({ username: 'me', password: 'out1' })
})

test('what a line does not say is as the SIP settings of the site say', () => {
  const file = pjsip({ changeSipSettings: { codecs: ['opus'], dtmfMode: 'auto', qualifySeconds: 30, realm: 'site' } })
  expect(settingsOf(ofType(file, 'abc12345', 'endpoint'))).toMatchObject({ allow: 'opus', dtmf_mode: 'auto' })
  expect(settingsOf(ofType(file, 'abc12345', 'aor'))).toMatchObject({ qualify_frequency: '30' })
  expect(settingsOf(ofType(file, 'global', 'global'))).toMatchObject({ default_realm: 'site' })
})

test('nobody is asked whether he is there when qualify is off', () => {
  const file = pjsip({ changeSipSettings: { qualifySeconds: 30 } }, line({ qualifySeconds: 0 }))
  expect(valuesOf(ofType(file, 'abc12345', 'aor'), 'qualify_frequency')).toEqual(['0'])
})

test('a line is an endpoint with its user, an address of record and a login', () => {
  const file = pjsip()
  expect(settingsOf(ofType(file, 'abc12345', 'endpoint'))).toMatchObject({
    context: 'default',
    aors: 'abc12345',
    auth: 'abc12345',
    callerid: '"Alice Martin" <1000>',
    language: 'en_US',
    mailboxes: '1000@default',
    set_var: ['XIVO_USERID=alice.martin', 'XIVO_USERUUID=user:alice.martin'],
  })
  expect(settingsOf(ofType(file, 'abc12345', 'aor'))).toMatchObject({ max_contacts: '1', remove_existing: 'yes' })
  expect(settingsOf(ofType(file, 'abc12345', 'auth'))).toEqual({
    type: 'auth',
    username: 'abc12345',
    auth_type: 'userpass',
    password: 'secret01',
  })
})

test.each([
  ['its number', { number: '1500' }, ['<1500>']],
  ['nothing where it has none', {}, []],
  [
    'what it was told to, with its number',
    { number: '1500', callerId: { name: 'Gate', number: null } },
    ['"Gate" <1500>'],
  ],
  ['that alone', { callerId: { name: 'Gate', number: '0123456789' } }, ['"Gate" <0123456789>']],
])('a line of nobody shows %s', (_, more, callerId) => {
  const file = pjsip({
    defineLine: { name: 'gate', context: 'default', endpoint: { sip: {} }, password: 'secret02', ...more },
  })
  expect(valuesOf(ofType(file, 'gate', 'endpoint'), 'callerid')).toEqual(callerId)
})

test.each<[string, object, string | undefined]>([
  ['may transfer and nothing else', {}, undefined],
  ['may end a call and record it too', { dtmfHangupEnabled: true, onlineRecordingEnabled: true }, 'THX'],
  ['may key in nothing', { callTransferEnabled: false }, '-'],
])('the phone of a user who %s as a caller says so where it is not usual', (_, more, keys) => {
  const file = pjsip({ changeUser: { user: 'alice.martin', ...more } })
  const said = valuesOf(ofType(file, 'abc12345', 'endpoint'), 'set_var').filter(one => one.includes('CALLERKEYS'))
  expect(said).toEqual(keys === undefined ? [] : [`XIVO_CALLERKEYS=${keys}`])
})

test('a login may be an MD5 digest, for the realm of the site', () => {
  const md5Password = '0123456789abcdef0123456789abcdef'
  const file = pjsip({ changeLine: { name: 'abc12345', password: null, md5Password, username: 'alice' } })
  expect(settingsOf(ofType(file, 'abc12345', 'auth'))).toEqual({
    type: 'auth',
    username: 'alice',
    auth_type: 'md5',
    realm: 'xivo',
    md5_cred: md5Password,
  })
})

test('a browser has webrtc, which brings its own encryption', () => {
  const endpoint = settingsOf(ofType(pjsip(), 'webbob', 'endpoint'))
  expect(endpoint).toMatchObject({ webrtc: 'yes' })
  expect(endpoint).not.toHaveProperty('media_encryption')
})

test('a unique account has an endpoint for the desk phone and one for the browser, with one login', () => {
  const file = pjsip()
  expect(settingsOf(ofType(file, 'both1002', 'endpoint'))).not.toHaveProperty('webrtc')
  expect(settingsOf(ofType(file, 'both1002_w', 'endpoint'))).toMatchObject({ webrtc: 'yes', auth: 'both1002' })
  expect(ofType(file, 'both1002_w', 'auth')).toBeUndefined()
})

test('custom lines, lines that are switched off, and those of other servers are not rendered', () => {
  const file = pjsip(
    { defineMediaServer: { name: 'mds1', address: '192.0.2.11' } },
    { changeLine: { name: 'webbob', mediaServer: 'mds1' } },
    { changeLine: { name: 'both1002', enabled: false } },
  )
  for (const name of ['mobile', 'webbob', 'both1002']) expect(sectionsOf(file, name)).toEqual([])
})

test('a mailbox that is switched off for its user lights no lamp', () => {
  expect(valuesOf(ofType(pjsip(), 'webbob', 'endpoint'), 'mailboxes')).toEqual([])
})

test('who may take whose calls is named: a user, the members of a group, the users and agents of a queue', () => {
  const file = pjsip(
    { definePickupGroup: { name: 'sales', interceptors: [{ queue: 'sales' }], intercepted: [{ user: 'bob' }] } },
    { definePickupGroup: { name: 'idle', interceptors: [{ user: 'bob' }], enabled: false } },
  )
  const pickup = (name: string) =>
    ['named_call_group', 'named_pickup_group'].map(setting => valuesOf(ofType(file, name, 'endpoint'), setting))
  expect(pickup('abc12345')).toEqual([['everybody'], ['everybody,sales']])
  expect(pickup('webbob')).toEqual([['everybody,sales'], ['everybody,sales']])
  expect(pickup('both1002')).toEqual([[], []])
})

test('a trunk is known by its address, logs in at the other side, and registers there for good', () => {
  const file = pjsip()
  expect(settingsOf(ofType(file, 'trunk-provider', 'endpoint'))).toMatchObject({
    context: 'from-extern',
    transport: 'transport-tcp',
    outbound_auth: 'trunk-provider',
  })
  expect(settingsOf(ofType(file, 'trunk-provider', 'endpoint'))).not.toHaveProperty('auth')
  expect(settingsOf(ofType(file, 'trunk-provider', 'aor'))).toEqual({
    type: 'aor',
    contact: 'sip:198.51.100.7;transport=tcp',
    qualify_frequency: '60',
  })
  expect(settingsOf(ofType(file, 'trunk-provider', 'identify'))).toEqual({
    type: 'identify',
    endpoint: 'trunk-provider',
    match: '198.51.100.7',
  })
  expect(settingsOf(ofType(file, 'trunk-provider', 'registration'))).toMatchObject({
    server_uri: 'sip:198.51.100.7;transport=tcp',
    client_uri: 'sip:u4711@198.51.100.7',
    contact_user: 'u4711',
    expiration: '280',
    line: 'yes',
    endpoint: 'trunk-provider',
    auth_rejection_permanent: 'no',
    outbound_auth: 'trunk-provider@registration',
  })
})

test('a trunk that registers here, or whose calls must log in, is asked for its password', () => {
  const sip = { context: 'from-extern', password: 'trunkpass1' }
  const file = pjsip(
    { defineTrunk: { name: 'trunk-here', endpoint: { sip } } },
    {
      defineTrunk: { name: 'trunk-login', endpoint: { sip: { ...sip, host: '192.0.2.9', authenticatesCalls: true } } },
    },
  )
  expect(settingsOf(ofType(file, 'trunk-here', 'endpoint'))).toMatchObject({ auth: 'trunk-here' })
  expect(settingsOf(ofType(file, 'trunk-here', 'aor'))).toMatchObject({ max_contacts: '1' })
  expect(ofType(file, 'trunk-here', 'identify')).toBeUndefined()
  expect(settingsOf(ofType(file, 'trunk-login', 'endpoint'))).toMatchObject({ auth: 'trunk-login' })
})

test('a trunk that is told who calls is told it of anonymous callers too; a phone is not', () => {
  const trunk = {
    defineTrunk: {
      name: 'trunk-pai',
      endpoint: { sip: { context: 'from-extern', host: '192.0.2.9', sendIdentity: 'pai' } },
    },
  }
  const file = pjsip(trunk, line({ sendIdentity: 'pai' }))
  expect(settingsOf(ofType(file, 'trunk-pai', 'endpoint'))).toMatchObject({ send_pai: 'yes', trust_id_outbound: 'yes' })
  expect(settingsOf(ofType(file, 'trunk-provider', 'endpoint'))).not.toHaveProperty('trust_id_outbound')
  expect(settingsOf(ofType(file, 'abc12345', 'endpoint'))).not.toHaveProperty('trust_id_outbound')
})

test('a transport that the server does not have is not named: Asterisk would drop the trunk', () => {
  const file = pjsip({ changeMediaServer: { name: 'main', transports: ['udp'] } })
  expect(settingsOf(ofType(file, 'trunk-provider', 'endpoint'))).not.toHaveProperty('transport')
})

test('servers have a trunk to each other one, which nobody has to declare', () => {
  const second = { defineMediaServer: { name: 'mds1', address: '192.0.2.11:5070', transports: ['tcp'] } }
  expect(settingsOf(ofType(pjsip(second), '_trunk-mds1', 'aor'))).toMatchObject({
    contact: 'sip:192.0.2.11:5070;transport=tcp',
  })
  expect(settingsOf(ofType(pjsipOn('mds1', second), '_trunk-main', 'identify'))).toMatchObject({ match: '192.0.2.10' })
  expect(settingsOf(ofType(pjsipOn('mds1', second), '_trunk-main', 'aor'))).toMatchObject({
    contact: 'sip:192.0.2.10:5060;transport=tcp',
  })
  expect(ofType(pjsip(second, { changeMediaServer: { name: 'mds1', enabled: false } }), '_trunk-mds1', 'aor')).toBe(
    undefined,
  )
})

test('guests reach what the outside reaches, if they are let in', () => {
  expect(ofType(pjsip(), 'anonymous', 'endpoint')).toBeUndefined()
  const file = pjsip({ changeSipSettings: { allowGuests: true } })
  expect(settingsOf(ofType(file, 'anonymous', 'endpoint'))).toMatchObject({ context: 'from-extern' })
})

test('transports stand in a file of their own, since they need a restart', () => {
  const rendering = renderingOf(
    after(small, {
      changeMediaServer: {
        name: 'main',
        transports: ['udp', 'tls'],
        externalAddress: '203.0.113.1',
        localNetworks: ['10.0.0.0/8'],
      },
    }),
    'main',
  )
  const file = parseConf(contentOf(renderFiles(rendering, [pjsipTransportsConf]), 'pjsip_transports.conf'))
  expect(pjsipTransportsConf.reload).toEqual({ restart: true })
  expect(settingsOf(ofType(file, 'transport-udp', 'transport'))).toEqual({
    type: 'transport',
    protocol: 'udp',
    bind: '0.0.0.0:5060',
    external_signaling_address: '203.0.113.1',
    external_media_address: '203.0.113.1',
    local_net: '10.0.0.0/8',
  })
  expect(settingsOf(ofType(file, 'transport-tls', 'transport'))).toMatchObject({
    bind: '0.0.0.0:5061',
    cert_file: '/etc/asterisk/keys/asterisk.crt',
  })
  expect(settingsOf(ofType(file, 'system', 'system'))).toMatchObject({ timer_t1: '500', timer_b: '32000' })
})

test('a variable is given to channels as it was written: Asterisk undoes backslashes', () => {
  const file = pjsip(line({ variables: [{ name: '__PATH', value: 'a\\b;c' }] }))
  expect(valuesOf(ofType(file, 'abc12345', 'endpoint'), 'set_var')).toContain('__PATH=a\\\\b;c')
})

test('a trunk may log in with an MD5 digest, for the realm that it says', () => {
  const md5Password = '0123456789abcdef0123456789abcdef'
  const sip = { context: 'from-extern', host: '192.0.2.9', username: 'me', authenticatesCalls: true, md5Password }
  const registration = { server: '192.0.2.9', username: 'me' }
  const digest = { username: 'me', auth_type: 'md5', md5_cred: md5Password }
  const own = pjsip({ defineTrunk: { name: 'trunk-two', endpoint: { sip } } })
  expect(settingsOf(ofType(own, 'trunk-two', 'endpoint'))).toMatchObject({
    auth: 'trunk-two',
    outbound_auth: 'trunk-two',
  })
  expect(settingsOf(ofType(own, 'trunk-two', 'auth'))).toEqual({ type: 'auth', ...digest, realm: 'xivo' })
  const named = pjsip({
    defineTrunk: { name: 'trunk-two', endpoint: { sip: { ...sip, md5Realm: 'provider', registration } } },
  })
  expect(settingsOf(ofType(named, 'trunk-two@registration', 'auth'))).toEqual({
    type: 'auth',
    ...digest,
    realm: 'provider',
  })
})
