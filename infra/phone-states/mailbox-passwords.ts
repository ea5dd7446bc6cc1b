import { objectOf, type Configuration } from '../../domain/configuration/configuration.ts'
import type { ConfigurationRules } from '../../domain/configuration/draft.ts'
import { objectTag, type ConfigurationReader } from '../../domain/configuration/history.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import {
  changedPasswords,
  configuredPasswords,
  notBefore,
  passwordByPhone,
  passwordsIn,
  type MailboxPasswords,
} from '../../domain/phone-states/mailbox-passwords.ts'
import { tagged, takeIn, type ChangeByPhoneOutcome } from '../../domain/phone-states/take-in.ts'
import type { Pbx } from '../../domain/roll-out/pbx.ts'
import { voicemails } from '../../domain/users/voicemails.ts'

export interface PasswordTools {
  readonly store: Pick<EventStore, 'append' | 'readTagged'>
  readonly reader: ConfigurationReader
  readonly rules: ConfigurationRules
  /** Opens what was sealed, to compare it with what the PBX has. */
  readonly open: (sealed: string) => string
  readonly clock: () => Micros
  readonly log: Log
}

/** Where a node stands since its last roll-out. */
export interface RolledOut {
  readonly site: string
  readonly node: string
  readonly generation: string
  readonly configuration: Configuration
  readonly at: Micros
}

export interface PasswordFound {
  readonly box: string
  /** As the node has it. */
  readonly password: string
  readonly outcome: ChangeByPhoneOutcome
}

/** Looks again and again at the passwords of mailboxes on a node that somebody changed by phone. */
export interface PasswordWatch {
  /** @returns those that were found to be others than at the last look; at the first one, than those that were rolled out */
  look(pbx: Pick<Pbx, 'contents'>): Promise<readonly PasswordFound[]>
}

export function watchPasswords(
  tools: PasswordTools,
  { site, node, generation, configuration, at }: RolledOut,
): PasswordWatch {
  const { store, reader, rules, open, clock, log } = tools
  let text: string | undefined
  let seen: MailboxPasswords | undefined
  let since = at
  return {
    async look(pbx) {
      const lookedAt = clock()
      const changed: PasswordFound[] = []
      const [found] = await pbx.contents(generation, ['voicemail.conf'])
      if (found !== undefined && found.content !== text) {
        const held = passwordsIn(found.content)
        seen ??= configuredPasswords(configuration, open)
        for (const [box, password] of changedPasswords(seen, held)) {
          const done = passwordByPhone({ site, node, box, password, at: await earliest(box) })
          const outcome = await takeIn(store, reader, rules, done, clock())
          changed.push({ box, password, outcome })
          log('debug', `the password of mailbox ${box} on ${site}/${node}: ${outcome}`)
        }
        text = found.content
        // A file that is being written may end early.
        seen = new Map([...seen, ...held])
      }
      since = lookedAt
      return changed
    },
  }

  async function earliest(box: string): Promise<Micros> {
    const object = objectOf((await reader.now(site)).configuration, voicemails, box)
    return object ? notBefore(since, node, await tagged(store, objectTag(site, object.id))) : since
  }
}
