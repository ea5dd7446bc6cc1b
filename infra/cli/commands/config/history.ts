import type { ConfigurationEvent } from '../../../../domain/configuration/configuration.ts'
import { configurationStream, type ChangeSetApplied } from '../../../../domain/configuration/history.ts'
import type { EventStore } from '../../../../domain/kernel/event-store.ts'
import type { RecordedEvent } from '../../../../domain/kernel/event.ts'
import { isoOf } from '../../../../domain/kernel/time.ts'
import { textOption, type Invocation } from '../../command.ts'
import { UsageError } from '../../usage-error.ts'
import { inWords } from './change-set-result.ts'
import { withConfiguration } from './opened-configuration.ts'

const usually = 50

/** `config history`: the newest changes, of everything or of one object. */
export async function showHistory(invocation: Invocation): Promise<number> {
  const { options, words, terminal } = invocation
  const [, object] = words
  const wanted = textOption(options, 'last') ?? String(usually)
  if (!/^[1-9]\d{0,5}$/.test(wanted)) throw new UsageError(`--last ${wanted}: a number from 1 to 999999 is needed`)
  if (object !== undefined && !object.includes(':'))
    throw new UsageError(`${object}: KIND:KEY is needed, e.g. queue:sales`)
  return withConfiguration(invocation, undefined, async ({ opened, site }) => {
    const shown = await newest(opened.store, site, object, Number(wanted))
    for (const { event, change, comment } of shown.toReversed()) {
      const why = comment === null ? '' : `  (${comment})`
      terminal.print(
        `${isoOf(event.occurredAt)}  ${String(event.position).padStart(8)}  ${event.actor ?? ''}  ${inWords(change)}${why}`,
      )
    }
    if (shown.length === 0)
      terminal.note(object === undefined ? 'Nothing was ever configured.' : `Nothing is known of ${object}.`)
    terminal.document(
      shown.map(({ event, change, comment }) => ({
        position: event.position,
        at: isoOf(event.occurredAt),
        actor: event.actor ?? null,
        source: change.source ?? 'administration',
        phone: change.phone ? { ...change.phone, at: isoOf(change.phone.at) } : null,
        comment,
        type: change.type,
        kind: change.kind,
        key: change.key,
        change: inWords(change),
      })),
    )
    return 0
  })
}

interface ShownChange {
  readonly event: RecordedEvent
  readonly change: ConfigurationEvent
  comment: string | null
}

/** Backwards, so that a long history costs nothing. The comment of a change set stands before its changes, so it is read after them. */
async function newest(
  store: Pick<EventStore, 'readStream'>,
  site: string,
  object: string | undefined,
  most: number,
): Promise<readonly ShownChange[]> {
  const found: ShownChange[] = []
  for await (const { events } of store.readStream(configurationStream(site), { direction: 'backwards' }))
    for (const event of events) {
      const data = event.data as unknown as ConfigurationEvent | ChangeSetApplied
      if ('change' in data) {
        if (found.length < most && (object === undefined || `${data.kind}:${data.key}` === object))
          found.push({ event, change: data, comment: null })
      } else {
        for (const one of found) if (one.event.correlationId === event.correlationId) one.comment = data.comment
        if (found.length >= most) return found
      }
    }
  return found
}
