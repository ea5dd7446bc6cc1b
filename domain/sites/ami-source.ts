import type { Rejection } from '../kernel/decider.ts'
import { isEventPattern } from '../pbx/ami-noise.ts'

/** The manager interface of a PBX. The secret is named, never stored: a file or an environment variable of the server. */
export interface AmiSource {
  readonly name: string
  readonly kind: 'ami'
  readonly host: string
  readonly port: number
  /** Left out: plain TCP. The certificate is always checked. */
  readonly tls?: {
    /** PEM file with the authorities to trust, on the machine of the server; the system's when left out. */
    readonly ca?: string
    /** Name in the certificate, where it is not `host`. */
    readonly serverName?: string
  }
  readonly user: string
  readonly secretFile?: string
  readonly secretEnvironment?: string
  /** How the secret is shown: by an MD5 challenge unless it says `plain`. */
  readonly login?: 'challenge' | 'plain'
  /** Names of events that are noise, or beginnings with *; instead of those of ami-noise.ts. */
  readonly drop?: readonly string[]
}

const problem = (field: string, rule: string, message: string): Rejection => ({
  field: `source.${field}`,
  rule,
  message,
})

/** A line break in a user's name would be an action of its own. */
const oneLine = /^[^\p{Cc}]+$/u

/** @returns what is wrong with the settings, all of it */
export function amiSourceProblems(source: AmiSource): Rejection[] {
  const { host, port, tls, user, secretFile, secretEnvironment, drop = [] } = source
  const problems: Rejection[] = []
  if (!/^[^\s/:@]+$|^[0-9a-f:.]+$/i.test(host))
    problems.push(
      problem(
        'host',
        'host',
        'write the name or address of the PBX alone, e.g. pbx.example; the port has a field of its own',
      ),
    )
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    problems.push(
      problem('port', 'port', 'a port is a whole number from 1 to 65535; Asterisk listens on 5038, with TLS on 5039'),
    )
  if (user.length > 80 || !oneLine.test(user))
    problems.push(problem('user', 'name', 'the name of the section in manager.conf: one line, at most 80 characters'))
  if ((secretFile === undefined) === (secretEnvironment === undefined))
    problems.push(
      problem('secret', 'oneOf', 'say where the secret is: exactly one of secretFile and secretEnvironment'),
    )
  if (secretFile !== undefined && !secretFile.startsWith('/'))
    problems.push(problem('secretFile', 'path', 'write the absolute path of a file that holds nothing but the secret'))
  if (secretEnvironment !== undefined && !/^[A-Za-z_]\w{0,127}$/.test(secretEnvironment))
    problems.push(
      problem('secretEnvironment', 'name', 'write the name of an environment variable, not the secret itself'),
    )
  if (tls?.ca !== undefined && !tls.ca.startsWith('/'))
    problems.push(problem('tls.ca', 'path', 'write the absolute path of a PEM file'))
  const wrong = drop.find(name => !isEventPattern(name))
  if (wrong !== undefined)
    problems.push(
      problem(
        'drop',
        'event',
        `"${wrong}" is no name of an event (VarSet), nor the beginning of one followed by * (RTCP*)`,
      ),
    )
  return problems
}
