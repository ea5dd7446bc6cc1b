import { objectOf, objectsOf, type Configuration, type ConfigurationEvent } from '../configuration/configuration.ts'
import type { RecordedEvent } from '../kernel/event.ts'
import { isoOf, type Micros } from '../kernel/time.ts'
import { confSections } from '../roll-out/conf-sections.ts'
import { voicemails } from '../users/voicemails.ts'
import type { ChangeByPhone } from './take-in.ts'

/** By mailbox, NUMBER@CONTEXT. */
export type MailboxPasswords = ReadonlyMap<string, string>

/** Sections of voicemail.conf that are no context. */
const reserved: ReadonlySet<string> = new Set(['general', 'zonemessages'])

/** Those of a voicemail.conf: `1001 => 1234,Ann,...`. Who changes his PIN by phone has Asterisk write it there (app_voicemail). */
export function passwordsIn(content: string): MailboxPasswords {
  const { sections } = confSections(content)
  return new Map(
    sections
      .filter(({ name }) => !reserved.has(name.toLowerCase()))
      .flatMap(({ name: context, settings }) =>
        settings.flatMap(({ name: number, value }) => {
          const end = value.indexOf(',')
          // Without a comma the line is not ours, or is being written.
          return end < 0 ? [] : [[`${number}@${context}`, value.slice(0, end)] as const]
        }),
      ),
  )
}

/** Those that are configured; empty where there is none. */
export const configuredPasswords = (configuration: Configuration, open: (sealed: string) => string): MailboxPasswords =>
  new Map(
    objectsOf(configuration, voicemails)
      .filter(({ value }) => value.enabled)
      .map(({ key, value }) => [key, value.password === null ? '' : open(value.password.sealed)]),
  )

/** Mailboxes whose password is another one than before. Those that were not there are none of a phone's doing. */
export const changedPasswords = (before: MailboxPasswords, after: MailboxPasswords): MailboxPasswords =>
  new Map([...after].filter(([box, password]) => before.has(box) && before.get(box) !== password))

/**
 * Whether two voicemail.conf say the same but for the passwords of mailboxes. Asterisk writes the whole file anew for one of them, with
 * other blanks and without our comments (app_voicemail, ast_config_text_file_save2).
 */
export const differOnlyInPasswords = (one: string, other: string): boolean =>
  JSON.stringify(withoutPasswords(one)) === JSON.stringify(withoutPasswords(other))

const withoutPasswords = (content: string) => {
  const { sections, problems } = confSections(content)
  return [
    problems,
    sections.map(({ name: context, settings }) => [
      context,
      settings.map(({ name, value }) => [
        name,
        reserved.has(context.toLowerCase()) ? value : value.replace(/^[^,]*/, ''),
      ]),
    ]),
  ]
}

/**
 * Since when a password may have been another one: what the same PBX told of the mailbox was before, or its owner's second change would
 * count as older than his first.
 * @param at when it was not so yet, as far as is known
 * @param history events of the mailbox
 */
export const notBefore = (at: Micros, node: string, history: readonly RecordedEvent[]): Micros =>
  history.reduce((latest, { data }) => {
    const { phone } = data as unknown as ConfigurationEvent
    return phone?.node === node ? Math.max(latest, phone.at + 1) : latest
  }, at)

interface Found {
  readonly site: string
  readonly node: string
  readonly box: string
  readonly password: string
  /** When it was not so yet. */
  readonly at: Micros
}

/** No fact tells when a password was changed: it counts from when it was not so yet, so that whoever decided since is right. */
export function passwordByPhone({ site, node, box, password, at }: Found): ChangeByPhone {
  const [number = '', context = ''] = box.split('@')
  return {
    id: `phone:${site}/${node}/voicemail/${box}/${isoOf(at)}`,
    site,
    origin: { node, line: box, at },
    comment: `by phone, mailbox ${box}`,
    command: { changeVoicemail: { number, context, password: password === '' ? null : password } },
    holder: configuration => objectOf(configuration, voicemails, box)?.id,
    decides: (event: ConfigurationEvent) =>
      event.change === 'defined' ||
      event.change === 'removed' ||
      (event.change === 'changed' && 'password' in event.changes),
  }
}
