import { createHash } from 'node:crypto'
import { ManagerProblem, type Manager } from './manager.ts'
import { valueOf, type PacketLines } from './packets.ts'

/** The PBX does not want us: asking again soon would only get this host banned. */
export class LoginRefused extends ManagerProblem {}

interface Login {
  readonly user: string
  readonly secret: string
  readonly login: 'challenge' | 'plain'
}

const isSuccess = (response: PacketLines): boolean => valueOf(response, 'Response')?.toLowerCase() === 'success'

/**
 * Waits for the greeting and logs in, with all events that the user may see.
 * @throws ManagerProblem, whose message holds no secret
 */
export async function logIn(manager: Manager, { user, secret, login }: Login): Promise<void> {
  const banner = await manager.banner()
  if (!/^Asterisk Call Manager\/\d/.test(banner))
    throw new LoginRefused(`what answers is no manager interface of Asterisk: it begins with "${banner.slice(0, 40)}"`)
  const proof = login === 'plain' ? { Secret: secret } : await challenged(manager, secret)
  const response = await manager.ask('Login', { Username: user, ...proof, Events: 'on' })
  if (isSuccess(response)) return
  const message = valueOf(response, 'Message') ?? 'without a reason'
  throw new LoginRefused(
    `the manager interface refuses user ${user} (${message}): check the section [${user}] of manager.conf, its secret and its permit`,
  )
}

async function challenged(manager: Manager, secret: string): Promise<Record<string, string>> {
  const response = await manager.ask('Challenge', { AuthType: 'MD5' })
  const challenge = valueOf(response, 'Challenge')
  if (!isSuccess(response) || challenge === undefined)
    throw new LoginRefused(
      'the manager interface gives no MD5 challenge: configure the source with login PLAIN, over TLS',
    )
  return { AuthType: 'MD5', Key: createHash('md5').update(challenge).update(secret).digest('hex') }
}

/** What an action was refused with, unless it was carried out. */
export const refusalOf = (response: PacketLines): string | undefined =>
  isSuccess(response) ? undefined : (valueOf(response, 'Message') ?? 'refused')
