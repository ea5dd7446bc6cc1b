import { isObject } from '../../../../domain/configuration/check-value.ts'
import type { ConfigurationCommand } from '../../../../domain/configuration/commands.ts'
import { cancelScheduled } from '../../../../domain/configuration/scheduled/schedule.ts'
import {
  scheduledChangesOf,
  type ScheduledChange,
} from '../../../../domain/configuration/scheduled/scheduled-change.ts'
import { isoOf, microsOfDate, microsOfIso, type Micros } from '../../../../domain/kernel/time.ts'
import { runningServer } from '../../../server/address-file.ts'
import { openRollOuts } from '../../../server/roll-outs.ts'
import { textOption, type Invocation } from '../../command.ts'
import { troubleOnly } from '../../quiet-log.ts'
import { UsageError } from '../../usage-error.ts'
import { complain, counted, inWords } from './change-set-result.ts'
import { withConfiguration, type OpenedConfiguration } from './opened-configuration.ts'

/** @throws UsageError for what is no instant */
export function instantOption({ options }: Pick<Invocation, 'options'>, name: string): Micros | undefined {
  const text = textOption(options, name)
  if (text === undefined) return undefined
  const instant = microsOfIso(text)
  if (instant === undefined)
    throw new UsageError(`--${name} ${text}: an instant such as 2026-11-30T08:00:00+01:00 is needed`)
  return instant
}

interface Later {
  readonly commands: readonly ConfigurationCommand[]
  readonly comment: string | undefined
  readonly effectiveAt: Micros
}

/** Schedules a change set from the command line, and prints what it would change now. */
export async function scheduleAndPrint(
  { options, terminal, dataDirectory }: Invocation,
  configuration: OpenedConfiguration,
  { commands, comment, effectiveAt }: Later,
): Promise<number> {
  const { opened, site } = configuration
  const dryRun = options['dry-run'] === true
  const changeSetId = crypto.randomUUID()
  const work = await openRollOuts(opened, { configuration, dataDirectory, log: troubleOnly(terminal) })
  try {
    const result = await work.scheduled.schedule(
      { commands },
      {
        site,
        changeSetId,
        effectiveAt,
        dryRun,
        actor: 'command line',
        comment: textOption(options, 'comment') ?? comment ?? null,
        occurredAt: microsOfDate(new Date()),
      },
    )
    if (!result.accepted) return complain(terminal, result)
    for (const event of result.events) terminal.print(inWords(event))
    const count = `${counted(result.events.length)}, as things are now`
    terminal.print(
      dryRun
        ? `${count}, would be made to ${site} at ${isoOf(effectiveAt)}; nothing was stored.`
        : `${count}, will be made to ${site} at ${isoOf(effectiveAt)}; config cancel ${changeSetId} takes that back.`,
    )
    if (!dryRun && (await runningServer(dataDirectory)) === undefined)
      terminal.note(
        'No server runs: they are made by the one that is started next, at that time or when it is started.',
      )
    const events = result.events.map(({ type, kind, key }) => ({ type, kind, key }))
    terminal.document({
      accepted: true,
      dryRun,
      changeSetId,
      effectiveAt: isoOf(effectiveAt),
      position: result.position,
      events,
    })
    return 0
  } finally {
    await work.close()
  }
}

/** `config scheduled`: what waits for its time; with `--all` also what became of the others. */
export async function showScheduled(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation
  return withConfiguration(invocation, undefined, async ({ opened, site }) => {
    const { byId } = await scheduledChangesOf(opened.store, site)
    const shown = [...byId.values()]
      .filter(({ state }) => options['all'] === true || state === 'PENDING')
      .sort((a, b) => a.effectiveAt - b.effectiveAt)
    for (const change of shown) terminal.print(lineOf(change))
    if (shown.length === 0) terminal.note(`Nothing is scheduled at ${site}.`)
    terminal.document(shown.map(documentOf))
    return 0
  })
}

/** `config cancel CHANGE-SET`: takes a scheduled change set back. */
export async function cancelScheduledChange(invocation: Invocation): Promise<number> {
  const { words, options, terminal } = invocation
  const [, changeSetId] = words
  if (changeSetId === undefined) throw new UsageError('say which change set: config scheduled lists them')
  return withConfiguration(invocation, undefined, async ({ opened, site }) => {
    const { rejections, change, position } = await cancelScheduled(opened.store, {
      site,
      changeSetId,
      reason: textOption(options, 'comment') ?? null,
      actor: 'command line',
      occurredAt: microsOfDate(new Date()),
    })
    if (rejections.length > 0) return complain(terminal, { accepted: false, rejections, position })
    if (change) terminal.print(lineOf(change))
    terminal.document({ accepted: true, position, change: change ? documentOf(change) : null })
    return 0
  })
}

const namesOf = ({ commands }: ScheduledChange): readonly string[] => [
  ...new Set(commands.flatMap(command => (isObject(command) ? Object.keys(command) : []))),
]

function lineOf(change: ScheduledChange): string {
  const { effectiveAt, changeSetId, scheduledBy, comment } = change
  const why = comment === null ? '' : `  (${comment})`
  return `${isoOf(effectiveAt)}  ${changeSetId}  ${scheduledBy ?? ''}  ${namesOf(change).join(', ')}${why}${outcomeOf(change)}`
}

function outcomeOf({ state, endedAt, changes, rejections, reason }: ScheduledChange): string {
  if (state === 'PENDING') return ''
  const told = {
    APPLIED: `${changes ?? 0} changes`,
    REFUSED: rejections.map(({ field, message }) => `${field}: ${message}`).join('; '),
    CANCELLED: reason ?? '',
  }[state]
  return `: ${state.toLowerCase()} ${isoOf(endedAt ?? 0)}${told === '' ? '' : `, ${told}`}`
}

/** Without the commands' values: a secret is in none of them. */
const documentOf = (change: ScheduledChange) => ({
  changeSetId: change.changeSetId,
  state: change.state,
  effectiveAt: isoOf(change.effectiveAt),
  comment: change.comment,
  commands: namesOf(change),
  scheduledAt: isoOf(change.scheduledAt),
  scheduledBy: change.scheduledBy,
  endedAt: change.endedAt === null ? null : isoOf(change.endedAt),
  endedBy: change.endedBy,
  changes: change.changes,
  rejections: change.rejections,
  reason: change.reason,
})
