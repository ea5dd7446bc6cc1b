import type { ConfigurationCommand } from '../configuration/commands.ts'
import type { Configuration, ConfigurationEvent, PhoneOrigin } from '../configuration/configuration.ts'
import { decideChangeSet } from '../configuration/decide.ts'
import type { ConfigurationRules } from '../configuration/draft.ts'
import { changeSetEvents, recordRefusal, type ChangeSetContext } from '../configuration/handle-change-set.ts'
import { changeSetTag, configurationStream, objectTag, type ConfigurationReader } from '../configuration/history.ts'
import type { EventStore } from '../kernel/event-store.ts'
import type { RecordedEvent } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'

type Log = Pick<EventStore, 'append' | 'readTagged'>

/** What somebody did by his phone, as a change of the configuration. */
export interface ChangeByPhone {
  /** The same however often, and by whatever way, it becomes known. */
  readonly id: string
  readonly site: string
  readonly origin: PhoneOrigin
  readonly comment: string
  /** The fact that told it. */
  readonly causationId?: string
  readonly command: ConfigurationCommand
  /** The identity of the object that it changes. */
  readonly holder: (configuration: Configuration) => string | undefined
  /** Whether an event of that object decides about the same thing. */
  readonly decides: (event: ConfigurationEvent) => boolean
}

/**
 * `changed`: it is a change of the configuration now. `same`: it was configured so already. `known`: it was taken in before, from this or
 * another source. `outdated`: something was decided about it later. `refused`: it breaks a rule, which is stored.
 */
export type ChangeByPhoneOutcome = 'changed' | 'same' | 'known' | 'outdated' | 'refused'

const retries = 3

/**
 * What somebody did by his phone becomes a change of the configuration: once, however often and by however many ways it is told, and
 * only if nothing was decided about the same thing at the same instant or later.
 * @throws what the store throws when it cannot be reached; Error when others change the configuration all the time
 */
export async function takeIn(
  log: Log,
  reader: ConfigurationReader,
  rules: ConfigurationRules,
  done: ChangeByPhone,
  occurredAt: Micros,
): Promise<ChangeByPhoneOutcome> {
  const { id, site, origin, comment, causationId, command, holder, decides } = done
  const context: ChangeSetContext = {
    site,
    changeSetId: id,
    comment,
    actor: 'phone',
    occurredAt,
    dryRun: false,
    phone: origin,
    ...(causationId === undefined ? {} : { causationId }),
  }
  for (let attempt = 0; attempt <= retries; attempt++) {
    const { configuration, revision } = await reader.now(site)
    if ((await tagged(log, changeSetTag(id))).length > 0) return 'known'
    const object = holder(configuration)
    if (object !== undefined && isOutdated(origin.at, decides, await tagged(log, objectTag(site, object))))
      return 'outdated'
    const decision = decideChangeSet({ commands: [command] }, configuration, rules)
    if (!decision.accepted) {
      await recordRefusal(log, context, decision.rejections)
      return 'refused'
    }
    if (decision.events.length === 0) return 'same'
    const stored = await log.append([
      {
        stream: configurationStream(site),
        expected: revision ?? 'no-stream',
        events: changeSetEvents(context, decision.events),
      },
    ])
    if (stored.ok) return 'changed'
  }
  throw new Error(`the configuration of ${site} was changed by others ${retries + 1} times meanwhile`)
}

/**
 * Whether something was decided at that instant or later. Who decides by his phone decides at the instant of the PBX, an administrator at
 * that of our clock; both are the same time as far as the clocks agree.
 * @param history events of the object that holds the thing
 */
export const isOutdated = (at: Micros, decides: ChangeByPhone['decides'], history: readonly RecordedEvent[]): boolean =>
  history.some(({ data, occurredAt }) => {
    const event = data as unknown as ConfigurationEvent
    return 'change' in event && decides(event) && (event.phone?.at ?? occurredAt) >= at
  })

export async function tagged(log: Pick<EventStore, 'readTagged'>, tag: string): Promise<readonly RecordedEvent[]> {
  const all: RecordedEvent[] = []
  for await (const { events } of log.readTagged([tag])) all.push(...events)
  return all
}
