import type { ConfigurationEvent } from '../../../../domain/configuration/configuration.ts'
import type { ChangeSet } from '../../../../domain/configuration/decide.ts'
import { handleChangeSet, type ChangeSetResult } from '../../../../domain/configuration/handle-change-set.ts'
import { warningsOf } from '../../../../domain/configuration/warnings/warnings.ts'
import { weakSecrets } from '../../../../domain/configuration/warnings/weak-secrets.ts'
import { microsOfDate } from '../../../../domain/kernel/time.ts'
import { textOption, type Invocation } from '../../command.ts'
import type { Terminal } from '../../terminal.ts'
import type { OpenedConfiguration } from './opened-configuration.ts'

/** Sends a change set from the command line, and prints what became of it. */
export async function sendAndPrint(
  { options, terminal }: Invocation,
  { opened, site, reader, rules }: OpenedConfiguration,
  changeSet: ChangeSet,
  comment: string | undefined,
): Promise<number> {
  const dryRun = options['dry-run'] === true
  const changeSetId = crypto.randomUUID()
  const result = await handleChangeSet(opened.store, reader, changeSet, rules, {
    site,
    changeSetId,
    comment: textOption(options, 'comment') ?? comment ?? null,
    actor: 'command line',
    occurredAt: microsOfDate(new Date()),
    dryRun,
  })
  if (!result.accepted) return complain(terminal, result)
  const warnings = [
    ...warningsOf(result.events, result.before, result.after, rules.kinds),
    ...weakSecrets(changeSet.commands, result.events, rules.kinds),
  ]
  for (const event of result.events) terminal.print(inWords(event))
  for (const { kind, key, message } of warnings.slice(0, mostWarnings)) terminal.note(`! ${kind} ${key}: ${message}`)
  if (warnings.length > mostWarnings)
    terminal.note(`! and ${warnings.length - mostWarnings} warnings more; --json has them all`)
  terminal.print(summary(result.events.length, dryRun, site))
  const events = result.events.map(({ type, kind, key }) => ({ type, kind, key }))
  terminal.document({ accepted: true, dryRun, changeSetId, position: result.position, events, warnings })
  return 0
}

/** @returns the exit code */
export function complain(
  terminal: Terminal,
  { rejections, position }: Extract<ChangeSetResult, { accepted: false }>,
): number {
  for (const { field, message } of rejections) terminal.complain(`${field}: ${message}`)
  terminal.complain(
    `Refused: ${rejections.length === 1 ? 'one rule is' : `${rejections.length} rules are`} broken; nothing was changed.`,
  )
  terminal.document({ accepted: false, rejections, position })
  return 1
}

const mostWarnings = 20

const summary = (changes: number, dryRun: boolean, site: string): string =>
  changes === 0
    ? `Nothing to do: the configuration of ${site} is so already.`
    : dryRun
      ? `${counted(changes)} would be made to ${site}; nothing was stored.`
      : `${counted(changes)} made to ${site}.`

/** `1 change`, `2 changes` */
export const counted = (changes: number): string => (changes === 1 ? '1 change' : `${changes} changes`)

/** One line for a change: `~ queue sales: weight 0 > 5`. */
export function inWords(event: ConfigurationEvent): string {
  const name = `${event.kind} ${event.key}`
  switch (event.change) {
    case 'defined':
      return `+ ${name}`
    case 'removed':
      return `- ${name}`
    case 'changed':
      return `~ ${name}: ${Object.entries(event.changes)
        .map(([field, { from, to }]) => `${field} ${shown(from)} > ${shown(to)}`)
        .join(', ')}`
    case 'itemAdded':
      return `~ ${name}: ${event.list} + ${shown(event.item)}`
    case 'itemChanged':
      return `~ ${name}: ${event.list} ${shown(event.was)} > ${shown(event.item)}`
    case 'itemRemoved':
      return `~ ${name}: ${event.list} - ${shown(event.item)}`
  }
}

/** A value for people; what is sealed stays so. */
export const shown = (value: unknown): string =>
  value === null || value === undefined
    ? 'unset'
    : JSON.stringify(value, (_, one: unknown) =>
        typeof one === 'object' && one !== null && 'sealed' in one ? '(secret)' : one,
      )
