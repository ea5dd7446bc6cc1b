import { host, slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import {
  choice,
  flag,
  group,
  initially,
  integer,
  list,
  optional,
  secret,
  text,
  type TextFormat,
} from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { network } from '../routing/sip/sip-options.ts'
import { amiSourceProblems, type AmiSource } from './ami-source.ts'

export const asteriskVersions = ['18', '20', '22'] as const
const serverTransports = ['udp', 'tcp', 'tls', 'ws', 'wss'] as const

/** As sites.ts has it. */
const nodeName: TextFormat = {
  rule: 'slug',
  pattern: /^[a-z0-9][a-z0-9_-]*$/,
  means: 'lower-case letters, digits, _ and -, starting with a letter or digit',
}

const absolutePath: TextFormat = {
  rule: 'path',
  pattern: /^(?:\/[A-Za-z0-9_.-]+)+$/,
  means: 'an absolute path with letters, digits, _ . and -',
}

const path = (description: string) => text(description, { max: 255, format: absolutePath })
const port = (description: string) => integer(description, [1, 65_535])

/** pbx-configuration §4.3. Files are rendered for each. Without any nothing is rendered. */
export const mediaServers = objectKind({
  name: 'mediaServer',
  description:
    'A machine on which an Asterisk runs: what files are rendered for, and what lines, groups and trunks are on.',
  key: ['name'],
  fields: {
    name: text('Short name of the node at the site; systemname of its Asterisk too, so that uniqueids differ.', {
      max: 63,
      format: nodeName,
    }),
    displayName: optional(text('Name for people.', { max: 128 })),
    main: flag('Queues and whatever names no server are on it. The only server is the main one by itself.', false),
    address: text('Address under which phones, trunks and the other servers reach it (VoIP address).', {
      max: 255,
      format: host,
    }),
    asteriskVersion: initially(
      choice('The version of its Asterisk: what is rendered differs.', 'AsteriskVersion', asteriskVersions),
      '20',
    ),
    patched: flag('Its Asterisk knows skills of agents (queueskills.conf); stock Asterisk does not (§7.8).', false),

    transports: initially(
      list(choice('Transports of SIP that it listens on.', 'ServerTransport', serverTransports), { unique: true }),
      ['udp'],
    ),
    bindAddress: initially(text('Address that it listens on.', { max: 64, format: host }), '0.0.0.0'),
    sipPort: initially(port('Port of UDP and TCP.'), 5060),
    tlsPort: initially(port('Port of TLS.'), 5061),
    httpPort: initially(port('Port of the web server that ws and wss need (http.conf).'), 5039),
    certificateFile: optional(path('Certificate for tls and wss, on the server.')),
    privateKeyFile: optional(path('Its private key, on the server.')),
    externalAddress: optional(
      text('Address by which it is known outside, behind NAT (external_signaling_address, external_media_address).', {
        max: 255,
        format: host,
      }),
    ),
    localNetworks: list(text('Networks inside of that NAT (local_net).', { max: 64, format: network }), {
      unique: true,
    }),
    rtpFirstPort: initially(port('First port of media.'), 10_000),
    rtpLastPort: initially(port('Last port of media.'), 20_000),

    managerPort: initially(port('Port of the manager interface.'), 5038),
    manager: optional(
      group(
        'The account of the manager interface by which it is watched and reloaded; unset: none is rendered.',
        'ManagerAccount',
        {
          username: initially(text('User name.', { max: 64, format: slug }), 'ringledger'),
          secret: secret('Its secret.', {
            rule: 'managerSecret',
            pattern: /^[^\p{Cc}\u2028\u2029;\s]{8,128}$/u,
            means: 'from 8 to 128 characters without blanks and ;',
          }),
          permitted: list(text('Networks from which it may log in; others are denied.', { max: 64, format: network }), {
            unique: true,
          }),
        },
      ),
    ),

    deployment: optional(
      group(
        'How its files get to it from here, and how it is told to read them; unset: nothing is rolled out to it.',
        'Deployment',
        {
          directory: path(
            'Directory for its files as this machine sees it (the same host, or mounted): generations are made in it, and current leads to the one in force.',
          ),
          ami: group('The manager interface that reloads and shows.', 'DeploymentAmi', {
            host: initially(text('Name or address.', { max: 255, format: host }), '127.0.0.1'),
            port: initially(port('Port.'), 5038),
            tls: flag('Whether it speaks TLS; the certificate is always checked.', false),
            tlsAuthorityFile: optional(
              path('PEM file with the authorities to trust, on this machine; unset: those of the system.'),
            ),
            user: initially(text('Its section in manager.conf.', { max: 80 }), 'ringledger'),
            secretFile: optional(path('File on this machine that holds nothing but the secret.')),
            secretEnvironment: optional(text('Or the environment variable of the server that holds it.', { max: 128 })),
          }),
        },
      ),
    ),

    configurationDirectory: initially(path('Where the rendered files are.'), '/etc/asterisk'),
    dataDirectory: initially(path('Sounds are in sounds, music on hold in moh, of it.'), '/var/lib/asterisk'),
    spoolDirectory: initially(
      path('Voicemail is in voicemail, recordings are in monitor, of it.'),
      '/var/spool/asterisk',
    ),
    logDirectory: initially(path('queue_log and the CEL file are in it.'), '/var/log/asterisk'),
    enabled: flag('Whether files are rendered for it.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  check(server, others): Rejection[] {
    const otherMain = server.main
      ? others.all(mediaServers).find(({ value }) => value.main && value.name !== server.name)
      : undefined
    const encrypted = server.transports.filter(transport => transport === 'tls' || transport === 'wss')
    const keyless = encrypted.length > 0 && (server.certificateFile === null || server.privateKeyFile === null)
    return [
      ...deploymentProblems(server.deployment),
      ...(otherMain
        ? [{ field: 'main', rule: 'unique', message: `${otherMain.key} is the main server; change it first` }]
        : []),
      ...(keyless
        ? [
            {
              field: server.certificateFile === null ? 'certificateFile' : 'privateKeyFile',
              rule: 'together',
              message: `${encrypted.join(' and ')} need certificateFile and privateKeyFile`,
            },
          ]
        : []),
      ...(server.rtpFirstPort < server.rtpLastPort
        ? []
        : [{ field: 'rtpLastPort', rule: 'order', message: 'rtpLastPort must be above rtpFirstPort' }]),
    ]
  },
})

export type MediaServer = ObjectOf<typeof mediaServers>
export type Deployment = NonNullable<MediaServer['deployment']>

/** The manager interface of a deployment, in the terms of the sources: login, TLS and secrets are the same there. */
export const deploymentAmi = ({ ami }: Deployment): AmiSource => ({
  name: 'deployment',
  kind: 'ami',
  host: ami.host,
  port: ami.port,
  user: ami.user,
  ...(ami.tls ? { tls: ami.tlsAuthorityFile === null ? {} : { ca: ami.tlsAuthorityFile } } : {}),
  ...(ami.secretFile === null ? {} : { secretFile: ami.secretFile }),
  ...(ami.secretEnvironment === null ? {} : { secretEnvironment: ami.secretEnvironment }),
})

function deploymentProblems(deployment: Deployment | null): Rejection[] {
  if (deployment === null) return []
  return amiSourceProblems(deploymentAmi(deployment)).map(problem => ({
    ...problem,
    field: problem.field.replace(/^source/, 'deployment.ami'),
  }))
}

/**
 * The main server: queues are on it, and whatever names no server (pbx-configuration §4.3). Where nobody said which, it is the first
 * by name: what names no server must not be nowhere. Undefined: there is no server.
 */
export const mainServerAmong = <S extends { readonly key: string; readonly value: Pick<MediaServer, 'main'> }>(
  all: readonly S[],
): S | undefined => all.find(({ value }) => value.main) ?? [...all].sort((a, b) => (a.key < b.key ? -1 : 1))[0]
